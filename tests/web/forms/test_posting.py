"""Rendered, filled in as a browser would, read back: for every kind of question, and for what nobody should send."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict
from django.template import engines
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.forms.answers import check_answers
from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording
from alongside.web.forms.posting import answers_from, wants_another_row
from tests import factories as make
from tests.web.forms.browsing import Fields

T = QuestionType
STAFF = [{"id": "3f6c0f5e-1111-4222-8333-444455556666", "name": "Amina Khan"}]


def words(text: str, **languages: str) -> Wording:
    return Wording({"en": text, **languages})


def options(*keys: str) -> tuple[Option, ...]:
    return tuple(Option(key, words(key.title())) for key in keys)


EVERY_KIND = make.definition(
    Question("good", T.TEXT, words("What is going well?"), required=True),
    Question("mood", T.CHOICE, words("Which is nearest?"), options=options("sunny", "cloudy")),
    Question("who", T.CHOICES, words("Who was there?"), options=options("child", "parent", "worker")),
    Question("felt", T.SCALE, words("How did it feel?"), low=0, high=10, options=options("0", "10")),
    Question("quality", T.GRADE, words("How good was it?"), required=True, options=options("good", "poor")),
    Question("about", T.THEMES, words("What is it about?"), options=options("listening", "time")),
    Question("seen", T.EVIDENCE, words("What did you see?")),
    Question("thanks", T.PRAISE, words("Whom would you thank?")),
    Question("will", T.PROMISE, words("What will you do?")),
    Question("end", T.NOTE, words("Thank you.")),
)
ANSWERS: dict[str, Any] = {
    "good": "They listen.\nEvery day.",
    "mood": "cloudy",
    "who": ["child", "worker"],
    "felt": 10,
    "quality": {"grade": "good", "rationale": "The plan is the child's own"},
    "about": ["time"],
    "seen": [{"kind": "worry", "words": "No room to meet"}, {"kind": "disconfirming", "words": "One family had waited"}],
    "thanks": [{"to": "team", "words": "Kind"}, {"to": STAFF[0]["id"], "words": "Patient"}],
    "will": [{"words": "Ask about rooms", "by": "2018-04-01"}],
}
TYPED = {
    "q-good": "They listen.\r\nEvery day.",
    "q-mood": "cloudy",
    "q-who": ["child", "worker"],
    "q-felt": "10",
    "q-quality": "good",
    "q-quality-rationale": "The plan is the child's own",
    "q-about": ["time"],
    "q-seen-0-kind": "worry",
    "q-seen-0-words": "No room to meet",
    "q-seen-1-kind": "disconfirming",
    "q-seen-1-words": "One family had waited",
    "q-thanks-0-to": "team",
    "q-thanks-0-words": "Kind",
    "q-thanks-1-to": STAFF[0]["id"],
    "q-thanks-1-words": " Patient ",
    "q-will-0-words": "Ask about rooms",
    "q-will-0-by": "2018-04-01",
}


def rendered(form: Definition, answers: dict[str, Any] | None = None, problems: dict[str, str] | None = None, **reading: str) -> str:
    template = engines["jinja2"].from_string(
        '{% from "forms/_question.html" import questions %}{{ questions(form, answers, problems, reader, language, staff) }}'
    )
    context = {"form": form, "answers": answers or {}, "problems": problems or {}, "reader": "plain", "language": "en", "staff": STAFF}
    return template.render({**context, **reading})


def test_every_kind_of_question_comes_back_as_it_was_filled_in():
    sent = Fields(rendered(EVERY_KIND)).filled(**TYPED)

    answers = answers_from(EVERY_KIND, sent)

    assert answers == ANSWERS
    assert check_answers(EVERY_KIND, answers) == {}


@pytest.mark.parametrize(("reader", "language"), [("plain", "en"), ("easy", "en"), ("plain", "ur"), ("easy", "ar")])
def test_what_was_answered_is_shown_again_and_sent_unchanged(reader: str, language: str):
    page = Fields(rendered(EVERY_KIND, ANSWERS, reader=reader, language=language))

    assert answers_from(EVERY_KIND, page.filled()) == ANSWERS


def test_an_untouched_form_answers_nothing():
    assert answers_from(EVERY_KIND, Fields(rendered(EVERY_KIND)).filled()) == {}


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=80))
def test_whatever_is_typed_comes_back_and_never_becomes_markup(text: str):
    sent = Fields(rendered(EVERY_KIND)).filled(**{"q-good": text, "q-seen-0-words": text})
    answers = answers_from(EVERY_KIND, sent)

    again = Fields(rendered(EVERY_KIND, answers))

    assert "\x00" not in str(answers)
    assert answers_from(EVERY_KIND, again.filled()) == answers
    assert again.names == Fields(rendered(EVERY_KIND, {"seen": answers.get("seen", [])})).names


@pytest.mark.parametrize(
    ("sent", "answers"),
    [
        ("q-felt=abc", {"felt": "abc"}),
        ("q-felt=11", {"felt": 11}),
        ("q-felt=%C2%B2", {"felt": "²"}),
        ("q-felt=" + "9" * 5000, {"felt": "9" * 5000}),
        ("q-mood=sunny&q-mood=rainy", {"mood": "rainy"}),
        ("q-who=child&q-who=child&q-who=", {"who": ["child"]}),
        ("q-quality-rationale=why", {"quality": {"grade": "", "rationale": "why"}}),
        ("q-seen-7-words=late&q-seen-2-words=early", {"seen": [{"kind": "", "words": "early"}, {"kind": "", "words": "late"}]}),
        ("q-seen-x-words=no&q-seen-99999-words=no&q-other=no&q-end=no", {}),
        ("q-will-0-words=Ring&q-will-0-by=5/3/2018", {"will": [{"words": "Ring", "by": "2018-03-05"}]}),
        ("q-will-0-words=Ring&q-will-0-by=soon", {"will": [{"words": "Ring", "by": "soon"}]}),
        ("q-good=%00a%0D%0Ab%00", {"good": "a\nb"}),
    ],
)
def test_odd_input_is_kept_as_typed_and_judged_later(sent: str, answers: dict[str, Any]):
    assert answers_from(EVERY_KIND, QueryDict(sent)) == answers


def test_rows_are_limited():
    many = "&".join(f"q-seen-{n}-words=w&q-seen-{n}-kind=worry" for n in range(2000))

    answers = answers_from(EVERY_KIND, QueryDict(many))

    assert len(answers["seen"]) == 200
    assert set(check_answers(EVERY_KIND, answers)) >= {"seen"}


def test_answers_to_hidden_questions_fall_away():
    form = make.definition(
        Question("any", T.CHOICE, words("Anything?"), options=options("yes", "no")),
        Question("what", T.TEXT, words("What?"), show_if={"question": "any", "is": "yes"}),
    )

    assert answers_from(form, QueryDict("q-any=no&q-what=x")) == {"any": "no"}
    assert answers_from(form, QueryDict("q-any=yes&q-what=x")) == {"any": "yes", "what": "x"}


def test_the_button_for_more_rows_is_told_apart_from_sending():
    page = Fields(rendered(EVERY_KIND))

    assert wants_another_row(QueryDict("add-another=seen"))
    assert not wants_another_row(page.filled(**TYPED))


def test_where_no_script_runs_a_condition_is_said_in_words_and_given_to_scripts_as_data():
    form = make.definition(
        Question("any", T.CHOICE, words("Anything?"), options=options("yes", "no")),
        Question("many", T.SCALE, words("How much?")),
        Question("what", T.TEXT, words("What?"), show_if={"all": [{"question": "any", "is": "yes"}, {"question": "many", "at_least": 3}]}),
    )

    html = rendered(form)

    assert "Only if you answered “Yes” to “Anything?” and you answered 3 or more to “How much?”." in Fields(html).text
    assert 'data-show-if=\'{"all": [{"is": "yes", "question": "any"}, {"at_least": 3, "question": "many"}]}\'' in html


def test_words_that_are_not_translated_say_that_they_are_english():
    form = make.definition(
        Question("a", T.TEXT, words("What was good?", ur="کیا اچھا تھا؟")),
        Question("b", T.TEXT, words("What was bad?")),
    )

    html = rendered(form, language="ur")

    assert html.count('lang="ur" dir="rtl"') == 2
    assert '<span class="app-q__words">کیا اچھا تھا؟</span>' in html
    assert '<span class="app-q__words" lang="en" dir="ltr">What was bad?</span>' in html


def test_easy_words_and_symbols_are_for_easy_readers():
    form = make.definition(Question("a", T.TEXT, Wording({"en": "Describe the visit"}, {"en": "What happened?"}), symbol="talk"))

    plain, easy = rendered(form), rendered(form, reader="easy")

    assert "Describe the visit" in plain and "#talk" not in plain
    assert "What happened?" in easy and "symbols.svg#talk" in easy


def test_an_error_is_tied_to_its_question():
    html = rendered(EVERY_KIND, problems={"good": "Say what is going well", "quality": "Choose a grade"})

    assert 'id="q-good-error"' in html and 'aria-describedby="q-good-error"' in html
    assert 'aria-describedby="q-quality-error"' in html
    assert html.count("govuk-form-group--error") == 2
