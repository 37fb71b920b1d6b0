"""Pages about forms: what they show to whom, what odd input does to them, how often they ask the database."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording
from alongside.web.forms.models import Form, FormVersion, WeekForm
from tests import factories as make
from tests.web.access.walking import client_of
from tests.web.forms.pages import at, draft_of, page_of

pytestmark = pytest.mark.django_db
HOSTILE = "</textarea><script>alert(1)</script>'\"{{ 7*7 }}{% raw %}&lt;"
T = QuestionType
LIST_QUERIES = 6  # session, person, roles; forms, versions, weeks
FORM_QUERIES = 9


def test_the_list_says_which_form_of_a_kind_is_used_and_by_which_week(client: Client, lead: Any):
    shipped = make.form_version("parent")
    Form.objects.filter(pk=shipped.form_id).update(shipped=True)
    own = make.form_version("parent")
    week = make.week(name="Spring")
    WeekForm.objects.create(week=week, form=shipped.form, version=shipped)

    text = page_of(client, at("list")).text

    assert f"{own.form.name} Conversation with a parent" in text
    assert text.count("In use") == 1
    assert "Another form of this kind is used" in text
    assert f"Version {shipped.number} in Spring" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_as_often_for_three_forms_as_for_one(client: Client, lead: Any, django_assert_num_queries, rows: int):
    for _ in range(rows):
        version = make.form_version("team_visit")
        make.form_version(form=version.form, published_at=None)
        WeekForm.objects.create(week=make.week(), form=version.form, version=version)
    client.get(at("list"))

    with django_assert_num_queries(LIST_QUERIES):
        client.get(at("list"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_forms_page_asks_as_often_for_three_versions_as_for_one(client: Client, lead: Any, django_assert_num_queries, rows: int):
    version = make.form_version()
    for _ in range(rows - 1):
        version = make.form_version(form=version.form)
    for _ in range(rows):
        WeekForm.objects.create(week=make.week(), form=version.form, version=version)
    client.get(at("form", pk=version.form_id))

    with django_assert_num_queries(FORM_QUERIES):
        client.get(at("form", pk=version.form_id))


def test_readers_see_no_way_to_change_anything(client: Client):
    version = make.form_version()
    make.form_version(form=version.form, published_at=None)
    client = client_of(make.user("director"))

    pages = [client.get(address).content.decode() for address in (at("list"), at("form", pk=version.form_id), at("version", pk=version.pk))]

    for html in pages:
        assert "/forms/drafts/" not in html and "Make a" not in html and "Retire this form" not in html
        assert [action for action in re.findall(r'<form method="post" action="([^"]+)"', html) if action.startswith("/forms")] == []


def test_strangers_find_nothing(client: Client):
    draft = make.form_version(published_at=None)
    stranger = client_of(make.stranger())

    for name in ("draft", "about", "publish", "version", "try"):
        assert stranger.get(at(name, pk=draft.pk)).status_code == 404
    assert stranger.post(at("publish", pk=draft.pk), {"saves": 1}).status_code == 404
    assert not FormVersion.objects.published().exists()


def test_hostile_words_are_shown_as_words_on_every_page(client: Client, lead: Any):
    question = Question("a", T.CHOICE, Wording({"en": HOSTILE}, {"en": HOSTILE}), hint=Wording({"en": HOSTILE}),
                        options=(Option("x", Wording({"en": HOSTILE})), Option("y", Wording({"en": "Y"}))))  # fmt: skip
    after = Question("b", T.TEXT, Wording({"en": HOSTILE}), show_if={"question": "a", "is": "x"})
    draft = draft_of(Definition(Wording({"en": HOSTILE}), Wording({"en": HOSTILE}), (question, after), Wording({"en": HOSTILE})))
    Form.objects.update(name=HOSTILE[:120])

    addresses = [
        *(at(name, pk=draft.pk) for name in ("draft", "about", "publish", "version", "try")),
        *(at("words", pk=draft.pk, tab=tab) for tab in ("easy", "ur")),
        *(at(name, pk=draft.pk, key=key) for name in ("question", "asked") for key in ("a", "b")),
        at("form", pk=draft.form_id), at("copy", pk=draft.form_id), at("list"), at("try", pk=draft.pk) + "?reader=easy&language=ar",
    ]  # fmt: skip
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()
        assert "{{ 7*7 }}" in response.content.decode()
