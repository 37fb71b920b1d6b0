import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.forms import sentences as say
from alongside.engines.forms.answers import check_answers, kept, missing, shown, wrong
from alongside.engines.forms.definition import Definition, Question, QuestionType

from .small_form import COMPLETE, FORM, changed, options, words
from .strategies import SOME, answers, definitions


def test_a_complete_form_has_nothing_to_say() -> None:
    assert check_answers(FORM, COMPLETE) == {}
    assert kept(FORM, COMPLETE) == COMPLETE


def test_an_empty_form_names_what_is_required_and_asked() -> None:
    assert check_answers(FORM, {}) == {"seen": "Choose one answer", "grade": "Choose a grade and say why you gave it"}


def test_a_question_is_asked_once_its_condition_holds() -> None:
    asked = [[q.key for q in shown(FORM, {"seen": seen})] for seen in ("visit", "meeting")]

    assert "whom" in asked[0]
    assert "whom" not in asked[1]


def test_what_is_not_asked_may_not_be_answered_and_is_dropped() -> None:
    said = {**COMPLETE, "seen": "meeting"}

    assert check_answers(FORM, said) == {"whom": say.NOT_ASKED}
    assert check_answers(FORM, kept(FORM, said)) == {}


def test_an_answer_to_a_hidden_question_shows_nothing_further() -> None:
    first = Question("first", QuestionType.CHOICE, words("First"), options=options("yes", "no"))
    second = Question("second", QuestionType.TEXT, words("Second"), show_if={"question": "first", "is": "yes"})
    third = Question("third", QuestionType.TEXT, words("Third"), show_if={"question": "second", "answered": True})
    form = Definition(words("A"), words("B"), (first, second, third))

    asked = shown(form, {"first": "no", "second": "still here"})

    assert asked == (first,)


def test_unknown_questions_are_named_and_never_silently_dropped() -> None:
    said = {**COMPLETE, "seeen": "visit"}

    assert kept(FORM, said) == said
    assert check_answers(FORM, said) == {"seeen": say.NO_SUCH_QUESTION}


@pytest.mark.parametrize("answers", [None, [], "text", 3])
def test_answers_that_are_none(answers: Any) -> None:
    assert check_answers(FORM, answers) == {"": say.NOT_ANSWERS}


@pytest.mark.parametrize(
    ("key", "answer", "sentence"),
    [
        ("hello", "hello", say.A_NOTE),
        ("place", "elsewhere", "Choose one of the answers shown"),
        ("place", ["home"], "Choose one of the answers shown"),
        ("whom", 7, "Answer in words"),
        ("whom", "a" * 10_001, "Write no more than 10,000 characters"),
        ("whom", "a\x00b", say.NOT_TEXT),
        ("whom", "a\ud83d", say.NOT_TEXT),
        ("felt", 6, "Choose one of the numbers shown"),
        ("felt", True, "Choose one of the numbers shown"),
        ("felt", "4", "Choose one of the numbers shown"),
        ("grade", "good", "Choose one of the grades shown and say why in words"),
        ("grade", {"grade": "great", "rationale": "x"}, "Choose one of the grades shown and say why in words"),
        ("grade", {"grade": "good", "rationale": "x", "more": "y"}, "Choose one of the grades shown and say why in words"),
        ("helps", ["time", "time"], "Choose each answer once only"),
        ("helps", ["time", "luck"], "Choose from the answers shown"),
        ("helps", [{"time": 1}], "Choose from the answers shown"),
        ("about", "homes", "Choose from the themes shown"),
        ("evidence", [{"kind": "rumour", "words": "x"}], "Say what you saw or heard in words"),
        ("evidence", [{"kind": "worry", "words": "x", "who": "y"}], "Say what you saw or heard in words"),
        ("evidence", [{"kind": "worry", "words": "x"}] * 51, "Add no more than 50"),
        ("praise", [{"to": 7, "words": "x"}], "Say in words what the praise is for, and who it is for"),
        ("praise", [{"to": "team", "words": "x" * 10_001}], "Write no more than 10,000 characters"),
        ("promises", [{"words": "x", "by": "27/03/2026"}], say.A_REAL_DATE),
        ("promises", [{"words": "x", "by": "2026-02-30"}], say.A_REAL_DATE),
        ("promises", [{"words": "x", "by": "20260328"}], say.A_REAL_DATE),
        ("promises", [{"words": "x", "by": "2026-03-26"}], say.DATE_PASSED),
        ("promises", [{"words": "x", "by": "2032-01-01"}], say.DATE_TOO_FAR),
    ],
)
def test_what_is_never_accepted(key: str, answer: Any, sentence: str) -> None:
    today = dt.date(2026, 3, 27)

    assert wrong(FORM, {**COMPLETE, key: answer}, on=today) == {key: sentence}
    assert check_answers(FORM, {**COMPLETE, key: answer}, on=today) == {key: sentence}


@pytest.mark.parametrize(
    ("key", "answer", "sentence"),
    [
        ("grade", {"grade": "good"}, "Say why you gave this grade"),
        ("grade", {"grade": "good", "rationale": " "}, "Say why you gave this grade"),
        ("grade", {"grade": "", "rationale": "Calm."}, "Choose a grade"),
        ("whom", "\u200b ", "Write your answer"),
        ("evidence", [{"kind": "worry", "words": "x"}, {"kind": "worry", "words": ""}], say.EVIDENCE_WORDS),
        ("evidence", [{"words": "x"}], say.EVIDENCE_KIND),
        ("praise", [{"to": "", "words": "x"}], say.PRAISE_TO),
        ("praise", [{"to": "team"}], say.PRAISE_WORDS),
        ("promises", [{"words": "x"}], say.PROMISE_BY),
        ("promises", [{"by": "2026-03-27"}], say.PROMISE_WORDS),
    ],
)
def test_what_is_still_to_be_said(key: str, answer: Any, sentence: str) -> None:
    said = {**COMPLETE, key: answer}

    assert wrong(FORM, said) == {}
    assert missing(FORM, said) == check_answers(FORM, said) == {key: sentence}


@pytest.mark.parametrize("kind", [kind for kind in QuestionType if kind is not QuestionType.NOTE])
def test_each_type_has_its_sentence_when_left_out(kind: QuestionType) -> None:
    key = next(question.key for question in FORM.questions if question.type is kind)
    form = changed(key, required=True)

    assert missing(form, {**COMPLETE, key: None}) == {key: say.MISSING[kind.value]}


def test_empty_rows_and_optional_blanks_are_fine() -> None:
    said = {**COMPLETE, "felt": None, "helps": [], "evidence": [{"kind": "", "words": " "}], "promises": [{}]}

    assert check_answers(FORM, said) == {}
    assert kept(FORM, said) == {key: COMPLETE[key] for key in COMPLETE if key not in ("felt", "helps", "evidence", "promises")}


def test_a_grade_that_need_not_be_given_needs_a_rationale_once_given() -> None:
    form = changed("grade", required=False)

    assert check_answers(form, {**COMPLETE, "grade": None}) == {}
    assert check_answers(form, {**COMPLETE, "grade": {"grade": "good"}}) == {"grade": say.NO_RATIONALE}


@SOME
@given(st.data())
def test_it_never_raises_and_what_passes_can_be_kept(data: st.DataObject) -> None:
    form = data.draw(definitions())
    said = data.draw(answers(form))

    faults = check_answers(form, said)
    kept_answers = kept(form, said)

    assert all(isinstance(sentence, str) and sentence for sentence in faults.values())
    assert kept(form, kept_answers) == kept_answers
    assert shown(form, kept_answers) == shown(form, said)
    assert faults == missing(form, said) | wrong(form, said)
    if not faults:
        assert check_answers(form, json.loads(json.dumps(kept_answers))) == {}
        assert set(kept_answers) <= {question.key for question in shown(form, said)}
