"""Pages on which a draft is changed: questions, answers, conditions, order, and somebody else's save in between."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from alongside.engines.forms.definition import Option, Question, QuestionType, Wording
from alongside.web.forms.models import FormVersion
from tests import factories as make
from tests.web.forms.browsing import Fields
from tests.web.forms.pages import at, draft_of, page_of, send
from tests.web.forms.test_posting import EVERY_KIND

pytestmark = pytest.mark.django_db
T = QuestionType


def test_a_question_is_changed_and_its_answers_keep_their_keys_and_translations(client: Client, lead: Any):
    old = Question("way", T.CHOICE, Wording({"en": "Which?", "pl": "Który?"}, {"en": "Which one?"}), options=(
        Option("a", Wording({"en": "First", "pl": "Pierwszy"})), Option("b", Wording({"en": "Second"}))))  # fmt: skip
    draft = draft_of(make.definition(old))

    response = send(client, at("question", pk=draft.pk, key="way"), words="Which way?", **{"option-words": ["Second", "The first", "", ""]})

    assert response.status_code == 302, Fields(response.content.decode()).text
    draft.refresh_from_db()
    question = draft.as_definition.questions[0]
    assert (question.key, question.words.plain) == ("way", {"en": "Which way?", "pl": "Który?"})
    assert [(option.key, option.words.said()) for option in question.options] == [("a", "Second"), ("b", "The first")]


def test_moving_an_answer_up_saves_nothing_yet(client: Client, lead: Any):
    draft = draft_of(EVERY_KIND)
    sent = {"saves": 1, "words": "Typed", "option-key": ["sunny", "cloudy"], "option-words": ["Sunny", "Cloudy"], "up": "1"}

    html = client.post(at("question", pk=draft.pk, key="mood"), sent).content.decode()

    assert re.findall(r'name="option-words" value="(\w+)"', html) == ["Cloudy", "Sunny"]
    assert "Typed" in html
    assert FormVersion.objects.get().saves == 1


@pytest.mark.parametrize("up", ["-1", "0", "99", "x", ""])
def test_moving_from_nowhere_is_harmless(client: Client, lead: Any, up: str):
    draft = draft_of(EVERY_KIND)

    sent = {"saves": 1, "words": "W", "option-key": ["sunny", "cloudy"], "option-words": ["Sunny", "Cloudy"], "up": up}

    assert client.post(at("question", pk=draft.pk, key="mood"), sent).status_code == 200


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("choice", {"option-words": ["One", "", ""]}, "Enter at least two answers"),
        ("choices", {"option-words": ["", "", ""]}, "Enter at least one of the answers"),
        ("choice", {"option-words": ["Same", "same", ""]}, "Two answers are worded alike"),
        ("scale", {"low": "5", "high": "5"}, "The highest point must be above the lowest"),
        ("scale", {"low": "0", "high": "50"}, "with at most 11 points"),
        ("scale", {"low": "x"}, "Enter a whole number"),
    ],
)
def test_a_question_that_is_not_right_is_shown_again(client: Client, lead: Any, kind: str, typed: dict[str, Any], said: str):
    draft = draft_of(make.definition())

    response = send(client, at("add", pk=draft.pk) + f"?type={kind}&part=core", words="New?", **typed)

    assert response.status_code == 422
    assert said in Fields(response.content.decode()).text
    assert FormVersion.objects.get().saves == 1


@pytest.mark.parametrize("kind", list(QuestionType))
def test_every_kind_of_question_can_be_added(client: Client, lead: Any, kind: QuestionType):
    draft = draft_of(make.definition())
    address = at("add", pk=draft.pk) + f"?type={kind}"
    boxes = sum(name == "option-words" for name, _ in page_of(client, address).values)
    options = {"option-words": ["One", "Two", *[""] * (boxes - 2)]} if boxes else {}

    response = send(client, address, words="What now?", **options)

    assert response.status_code == 302, Fields(response.content.decode()).text
    draft.refresh_from_db()
    added = draft.as_definition.questions[-1]
    assert (added.key, added.type, added.core) == ("what_now", kind, False)
    assert client.get(at("try", pk=draft.pk)).status_code == 200


def test_what_is_asked_when_is_chosen_from_menus(client: Client, lead: Any):
    draft = draft_of(EVERY_KIND)
    typed = {
        "when": "any",
        "first": json.dumps({"is": "sunny", "question": "mood"}),
        "second": json.dumps({"at_least": 7, "question": "felt"}),
    }

    response = send(client, at("asked", pk=draft.pk, key="will"), **typed)

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.as_definition.question("will").show_if == {
        "any": [{"question": "mood", "is": "sunny"}, {"question": "felt", "at_least": 7}]
    }
    again = page_of(client, at("asked", pk=draft.pk, key="will"))
    assert dict(again.values)["first"] == typed["first"] and dict(again.values)["second"] == typed["second"]


def test_a_condition_that_menus_cannot_show_stays_as_it_is(client: Client, lead: Any):
    odd = {"not": {"question": "good", "answered": True}}
    form = make.definition(*make.definition().questions, Question("c", T.TEXT, Wording({"en": "C?"}), show_if=odd))
    draft = draft_of(form)

    assert "As it is now: Only if it is not so that you answered" in page_of(client, at("asked", pk=draft.pk, key="c")).text
    response = send(client, at("asked", pk=draft.pk, key="c"))

    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.as_definition.question("c").show_if == odd


@pytest.mark.parametrize("first", ['{"question": "later", "is": 1}', "[]", "x", '{"question":"good","is":"x"}'])
def test_a_condition_that_is_not_in_the_menus_is_refused(client: Client, lead: Any, first: str):
    draft = draft_of(EVERY_KIND)

    response = client.post(at("asked", pk=draft.pk, key="will"), {"saves": 1, "when": "all", "first": first})

    assert response.status_code == 422


def test_a_question_others_depend_on_is_neither_removed_nor_moved_past_them(client: Client, lead: Any):
    first = Question("a", T.TEXT, Wording({"en": "First?"}))
    draft = draft_of(make.definition(first, Question("b", T.TEXT, Wording({"en": "Second?"}), show_if={"question": "a", "answered": True})))

    removed = client.post(at("remove", pk=draft.pk, key="a"), {"saves": 1}, follow=True)
    moved = client.post(at("move", pk=draft.pk, key="a"), {"saves": 1, "to": "down"}, follow=True)

    assert "“Second?” is asked only after some answers to this question" in Fields(removed.content.decode()).text
    assert "so it must come after it" in Fields(moved.content.decode()).text
    draft.refresh_from_db()
    assert [question.key for question in draft.as_definition.questions] == ["a", "b"]


def test_questions_move_within_their_section(client: Client, lead: Any):
    core, theme = (Question(key, T.TEXT, Wording({"en": key}), core=key[0] == "c") for key in ("c1", "t1"))
    second = replace(theme, key="t2")
    draft = draft_of(make.definition(theme, core, second))

    client.post(at("move", pk=draft.pk, key="t2"), {"saves": 1, "to": "up"})

    draft.refresh_from_db()
    assert [question.key for question in draft.as_definition.questions] == ["t2", "c1", "t1"]


def test_a_locked_question_has_no_page_to_change_it(client: Client, lead: Any):
    version = make.form_version()
    draft = make.form_version(form=version.form, published_at=None)

    for name in ("question", "asked"):
        assert client.get(at(name, pk=draft.pk, key="good")).status_code == 404
    assert client.post(at("remove", pk=draft.pk, key="good"), {"saves": 1}).status_code == 404
    assert client.get(at("question", pk=draft.pk, key="nothing")).status_code == 404


def test_somebody_elses_save_in_between_is_told_and_the_next_save_is_on_top(client: Client, lead: Any):
    draft = draft_of(make.definition())
    FormVersion.objects.update(saves=4)
    typed = {"saves": 1, "title": "Mine", "introduction": "I", "minutes": 5}

    response = client.post(at("about", pk=draft.pk), typed)
    again = client.post(at("about", pk=draft.pk), dict(Fields(response.content.decode()).values))

    assert response.status_code == 422
    assert "Somebody else changed this draft" in Fields(response.content.decode()).text
    assert again.status_code == 302
    assert FormVersion.objects.get().as_definition.title.said() == "Mine"
