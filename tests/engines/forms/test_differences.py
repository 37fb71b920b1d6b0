from dataclasses import replace
from typing import Any

import pytest

from alongside.engines.forms.definition import Definition, Question, QuestionType, Wording
from alongside.engines.forms.differences import core_changes

from .small_form import FORM, changed, options, words


def test_the_same_form_has_not_changed() -> None:
    assert core_changes(FORM, changed("seen")) == []


@pytest.mark.parametrize(
    ("key", "fields", "said"),
    [
        ("seen", {"words": words("What was there?")}, ["“What did you see?” is worded differently"]),
        ("seen", {"required": False}, ["“What did you see?” may now be left out"]),
        ("felt", {"required": True}, ["“How did it feel?” must now be answered"]),
        ("felt", {"low": 0, "high": 10}, ["“How did it feel?” went from 1 to 5 and now goes from 0 to 10"]),
        ("felt", {"hint": words("Be honest")}, ["The hint of “How did it feel?” is different"]),
        ("whom", {"show_if": None}, ["“Whom did you visit?” is asked of other people than before"]),
        ("whom", {"type": QuestionType.EVIDENCE}, ["“Whom did you visit?” was of type text and is now of type evidence"]),
        ("whom", {"core": False}, ["“Whom did you visit?” is no longer a core question"]),
        ("promises", {"core": True}, ["“What did you promise?” is new among the core questions"]),
        ("seen", {"options": options("visit")}, ["“What did you see?” no longer offers “Meeting”"]),
        ("seen", {"options": options("visit", "meeting", "call")}, ["“What did you see?” now offers “Call”"]),
        ("seen", {"options": options("meeting", "visit")}, ["“What did you see?” offers its answers in another order"]),
        (
            "seen",
            {"options": (options("visit")[0], replace(options("meeting")[0], words=words("Panel")))},
            ["“What did you see?” words its answer “Meeting” differently"],
        ),
    ],
)
def test_each_change_of_the_core_is_said(key: str, fields: dict[str, Any], said: list[str]) -> None:
    assert core_changes(FORM, changed(key, **fields)) == said


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        ("seen", {"words": Wording({"en": "What did you see?", "cy": "Beth welsoch chi?"}, {"en": "What was there?"})}),
        ("seen", {"symbol": "eye"}),
        ("promises", {"words": words("What will you do?"), "required": True}),
    ],
)
def test_translations_symbols_and_the_theme_of_the_week_are_free(key: str, fields: dict[str, Any]) -> None:
    assert core_changes(FORM, changed(key, **fields)) == []


def test_a_translation_may_be_corrected_but_not_taken_away() -> None:
    welsh = changed("seen", words=words("What did you see?", cy="Beth welsoch chi?"))
    corrected = changed("seen", words=words("What did you see?", cy="Beth a welsoch chi?"))

    assert core_changes(welsh, corrected) == []
    assert core_changes(welsh, FORM) == ["“What did you see?” is worded differently"]


def test_the_order_of_core_questions_counts_and_the_others_do_not() -> None:
    theme = Question("theme", QuestionType.TEXT, words("This week"), core=False)
    turned = replace(FORM, questions=tuple(reversed(FORM.questions)))

    assert core_changes(FORM, turned) == ["The core questions come in another order"]
    assert core_changes(FORM, with_first(theme)) == []


def with_first(question: Question) -> Definition:
    return replace(FORM, questions=(question, *FORM.questions))
