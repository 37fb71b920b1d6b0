"""Words about forms and of forms: reading checks, what changed, what was answered, conditions as sentences."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import translation

from alongside.engines.forms.definition import Option, Question, QuestionType, Wording
from alongside.web.forms.changes import changes_between
from alongside.web.forms.drafting import earlier, keys_in, moved, new_key, with_question, without_question
from alongside.web.forms.places import how_many, places, worded
from alongside.web.forms.presenting import answered
from alongside.web.forms.reading import reading_notes
from alongside.web.forms.wording import only_if, said
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.forms.test_posting import ANSWERS, EVERY_KIND, STAFF

T = QuestionType


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("", []),
        ("Did your worker listen to you?", []),
        ("One two three four five six seven eight nine ten eleven twelve.", []),
        (
            "One two three four five six seven eight nine ten eleven twelve thirteen.",
            ["“One two three four five six seven eight nine te…” has 13 words. Use 12 at most"],
        ),
        ("Was it good, and did it help?", ["“Was it good, and did it help?” says more than one thing. Make two sentences of it"]),
        ("Was it good? Did it help?", ["There is more than one question here. Ask one thing at a time"]),
        ("We do assessments of accommodation.", ["Is there a shorter word for “accommodation”?"]),
        ("Fairness\nYou can stop.", []),
    ],
)
def test_reading_notes(text: str, notes: list[str]):
    assert reading_notes(text) == notes


def test_what_changed_is_said_once_each_and_nothing_when_nothing_did():
    good, felt = make.definition().questions
    theme = Question("room", T.TEXT, Wording({"en": "Is there room?"}), core=False)
    old = make.definition(good, felt, theme)
    new = replace(
        make.definition(
            replace(good, words=Wording({"en": good.words.said(), "pl": "Co?"}), symbol="happy"),
            felt,
            replace(theme, words=Wording({"en": "Is there a room?"})),
            replace(theme, key="time"),
        ),
        minutes=5,
        introduction=Wording({"en": "Other"}),
    )

    assert changes_between(old, old) == []
    assert changes_between(old, new) == [
        "The introduction is different",
        "It should take 5 minutes instead of 10",
        "“Is there room?” is new in the theme of the week",
        "“Is there room?” is worded differently",
        "1 wording in Polish is new",
        "1 picture is different",
    ]


def test_a_corrected_translation_of_a_locked_question_is_said_and_may_be_made():
    good, felt = make.definition().questions
    polish, better = (replace(good, words=Wording({"en": good.words.said(), "pl": words})) for words in ("Co dobre?", "Co jest dobre?"))
    old, new = make.definition(polish, felt), make.definition(better, felt)

    locked = {place.path: place.locked for place in places(new, old)}

    assert changes_between(old, new) == ["1 wording in Polish is corrected"]
    assert locked["good"] == {("plain", "en")}


def test_answers_are_read_beside_their_questions():
    lines = {each.question.key: each.lines for each in answered(EVERY_KIND, ANSWERS, people={STAFF[0]["id"]: "Amina Khan"})}

    assert lines == {
        "good": [("", "They listen.\nEvery day.")],
        "mood": [("", "Cloudy")],
        "who": [("", "Child"), ("", "Worker")],
        "felt": [("", "10: 10")],
        "quality": [("", "Good"), ("Why", "The plan is the child's own")],
        "about": [("", "Time")],
        "seen": [("Worry", "No room to meet"), ("Does not fit the picture", "One family had waited")],
        "thanks": [("The whole team", "Kind"), ("Amina Khan", "Patient")],
        "will": [("By Sunday 1 April 2018", "Ask about rooms")],
    }
    assert all(each.lines == [] for each in answered(EVERY_KIND, {}))


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (None, ""),
        ({"question": "mood", "is": "sunny"}, "Only if you answered “Sunny” to “Which is nearest?”."),
        ({"question": "mood", "is_not": "sunny"}, "Only if you did not answer “Sunny” to “Which is nearest?”."),
        ({"question": "who", "has": "child"}, "Only if you chose “Child” for “Who was there?”."),
        ({"question": "felt", "at_most": 3}, "Only if you answered 3 or less to “How did it feel?”."),
        ({"question": "felt", "answered": False}, "Only if you did not answer “How did it feel?”."),
        (
            {"any": [{"question": "felt", "answered": True}, {"not": {"question": "mood", "is": "sunny"}}]},
            "Only if you answered “How did it feel?” or it is not so that you answered “Sunny” to “Which is nearest?”.",
        ),
        ({"question": "gone", "is": "x"}, "Only if you answered “x” to “gone”."),
    ],
)
def test_conditions_are_sentences(condition: dict | None, sentence: str):
    assert only_if(condition, EVERY_KIND.questions) == sentence


def test_english_that_stands_in_says_that_it_is_english():
    wording = Wording({"en": "Good?", "ur": "اچھا؟"}, {"en": "OK?"})

    assert (said(wording, "plain", "ur").language, said(wording, "plain", "ur").direction) == ("ur", "rtl")
    assert (said(wording, "easy", "pl").words, said(wording, "easy", "pl").language) == ("OK?", "en")
    assert str(said(None, "easy", "ar")) == ""
    with translation.override("ar"):
        assert said(wording, "plain", "en").language == "en"


def test_every_wording_has_a_place_of_its_own_and_can_be_changed_there():
    form = replace(EVERY_KIND, closing=Wording({"en": "Thank you"}))
    paths = [place.path for place in places(form)]

    changed = worded(form, {path: {("plain", "cy"): f"cy {path}"} for path in paths}, {"good": "happy", "mood.options.sunny": "star"})

    assert len(set(paths)) == len(paths)
    assert how_many(form, "plain", "cy") == (0, len(paths))
    assert how_many(changed, "plain", "cy") == (len(paths), len(paths))
    assert (changed.question("good").symbol, changed.question("mood").options[0].symbol) == ("happy", "star")
    assert worded(changed, {path: {("plain", "cy"): ""} for path in paths}, {"good": "", "mood.options.sunny": ""}) == form


def test_keys_are_made_of_words_and_never_taken_twice():
    assert new_key("What surprised you?", set()) == "what_surprised_you"
    assert new_key("What surprised you?", {"what_surprised_you", "what_surprised_you_2"}) == "what_surprised_you_3"
    assert new_key("3 things", set()) == "q_3_things"
    assert new_key("کیا؟", set()).startswith("q_")
    assert new_key("Meta", set()) != "meta"
    assert len(new_key("a" * 500, set())) <= 64


def test_a_draft_is_edited_a_question_at_a_time():
    a, b = (Question(key, T.TEXT, Wording({"en": key})) for key in "ab")
    theme = Question("t", T.CHOICE, Wording({"en": "t"}), core=False, options=(Option("x", Wording({"en": "X"})),))
    after = replace(b, show_if={"all": [{"question": "a", "answered": True}, {"not": {"any": [{"question": "t", "is": "x"}]}}]})
    form = make.definition(a, theme)

    assert [q.key for q in with_question(form, b).questions] == ["a", "b", "t"]
    assert with_question(form, replace(a, required=True)).questions[0].required
    assert keys_in(after.show_if) == {"a", "t"}
    assert [q.key for q in earlier(with_question(form, b), "b")] == ["a"]
    assert moved(form, "a", up=True) == moved(form, "a", up=False) == form
    with pytest.raises(Refused, match="asked only after"):
        without_question(make.definition(a, theme, after), "t")
    assert without_question(form, "t") == make.definition(a)
