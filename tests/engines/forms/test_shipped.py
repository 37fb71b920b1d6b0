"""The forms that come with the product: sound, comparable, short enough, fair, and safe to use."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Question, QuestionType, Reader
from alongside.engines.forms.shipped import KINDS, shipped_json
from alongside.engines.forms.symbols import SYMBOLS
from alongside.engines.forms.xlsform import read_xlsform, write_xlsform
from tests.engines.forms.shipped_words import CHILDREN, FAMILY, FORMS, wordings

ROOT = Path(__file__).resolve().parents[3]
RECORDS = ("team-visit", "practice-observation", "case-audit", "shadowing-practitioner", "shadowing-manager", "host-view")
ALL_BUT_THE_SMALLEST = [code for code in KINDS if code != "child-5-8"]

# Seconds a person needs on a phone; half for what only some are asked.
SECONDS = {
    QuestionType.NOTE: 15,
    QuestionType.CHOICE: 8,
    QuestionType.SCALE: 8,
    QuestionType.CHOICES: 15,
    QuestionType.THEMES: 20,
    QuestionType.TEXT: 40,
    QuestionType.EVIDENCE: 90,
    QuestionType.PRAISE: 60,
    QuestionType.PROMISE: 45,
    QuestionType.GRADE: 120,
}
LEADING = re.compile(r"\b(how (good|helpful|happy|satisfied|great|bad)|don't you|isn't it|did you enjoy|do you agree)\b", re.I)
ASKS_A_NAME = re.compile(r"\b(your|their|his|her) (full |first )?name\b|\bwho is (the|your)\b|what is .* called|date of birth", re.I)
WHAT_FAMILIES_SAY = re.compile(r"(famil|child|parent|carer)\w* (say|said|tell|told|think)", re.I)
CONSENTED = {"any": [{"question": "consent", "is": "before_and_day"}, {"question": "consent", "is": "on_day"}]}


def shape(question: Question) -> Any:
    """Two answers can be compared when these are alike."""
    return question.type, (question.low, question.high) if question.type is QuestionType.SCALE else None


@pytest.mark.parametrize("code", KINDS)
def test_a_shipped_form_is_sound(code: str) -> None:
    assert check(shipped_json(code)) == []
    assert to_json(FORMS[code]) == shipped_json(code)


@pytest.mark.parametrize("code", KINDS)
def test_a_shipped_form_survives_a_journey_through_xlsform(code: str) -> None:
    """People take it to KoboToolbox or ODK, change it there and bring it back: nothing else may have changed."""
    assert read_xlsform(write_xlsform(FORMS[code])) == FORMS[code]


def test_there_is_one_of_every_kind() -> None:
    from alongside.web.forms import kinds

    assert sorted(KINDS.values()) == sorted(kind.value for kind in kinds.Kind)
    assert {KINDS[code] for code in CHILDREN} == set(kinds.CHILDREN)
    assert {KINDS[code] for code in FAMILY} == set(kinds.FAMILY)


def test_a_code_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        shipped_json("../definition")


@pytest.mark.parametrize("code", KINDS)
def test_the_core_is_locked_and_one_question_is_free_for_the_theme_of_the_week(code: str) -> None:
    free = [question.type for question in FORMS[code].questions if not question.core]

    assert free == [QuestionType.TEXT]


@pytest.mark.parametrize("code", KINDS)
def test_a_form_fits_its_minutes(code: str) -> None:
    form = FORMS[code]

    seconds = sum(SECONDS[question.type] / (2 if question.show_if else 1) for question in form.questions)

    assert seconds <= form.minutes * 60


def test_visit_records_take_ten_minutes_and_children_five() -> None:
    assert FORMS["team-visit"].minutes == 10
    assert {FORMS[code].minutes for code in CHILDREN} == {5}


@pytest.mark.parametrize("code", KINDS)
def test_wording_leads_nobody_and_asks_no_name(code: str) -> None:
    english = [wording.said(reader) for _, wording in wordings(FORMS[code]) for reader in Reader]

    assert [text for text in english if LEADING.search(text) or ASKS_A_NAME.search(text)] == []


@pytest.mark.parametrize("code", ALL_BUT_THE_SMALLEST)
def test_every_form_asks_for_an_example_against_the_grain(code: str) -> None:
    """For the smallest the question is too hard."""
    assert FORMS[code].question("disconfirming").type is QuestionType.TEXT


@pytest.mark.parametrize("code", [*FAMILY, "partner", "host-view"])
def test_what_is_good_and_what_could_be_better_are_asked_together(code: str) -> None:
    keys = [question.key for question in FORMS[code].questions]

    assert keys.index("better") == keys.index("good") + 1


@pytest.mark.parametrize("code", FAMILY)
def test_families_need_answer_nothing(code: str) -> None:
    assert [question.key for question in FORMS[code].questions if question.required] == []


def test_a_question_with_the_same_key_can_be_compared_wherever_it_is_asked() -> None:
    """The same type and ends, and an option of the same key means the same; there may be fewer of them."""
    shapes: dict[str, set[Any]] = defaultdict(set)
    meanings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form in FORMS.values():
        for question in form.questions:
            shapes[question.key].add(shape(question))
            for option in question.options:
                meanings[question.key, option.key].add(option.words.plain["en"])

    assert {key: found for key, found in shapes.items() if len(found) > 1} == {}
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}


def test_the_core_that_rounds_and_groups_share() -> None:
    keys = {code: {question.key for question in FORMS[code].questions} for code in FORMS}
    everybody = {"felt", "good", "better"}
    from_nine = everybody | {"listened", "explained", "say", "promises_kept", "disconfirming"}
    from_thirteen = from_nine | {"told_again", "change"}

    assert all(everybody <= keys[code] for code in FAMILY)
    assert all(from_nine <= keys[code] for code in FAMILY if code != "child-5-8")
    assert all(from_thirteen <= keys[code] for code in FAMILY if not code.startswith("child"))
    assert keys["parent"] - keys["carer"] == {"know_child"}
    assert keys["carer"] - keys["parent"] == {"caring_for", "support"}


@pytest.mark.parametrize("code", FAMILY)
def test_every_question_of_a_family_form_has_a_picture(code: str) -> None:
    assert [question.key for question in FORMS[code].questions if not question.symbol] == []


def test_pictures_are_of_the_set_and_the_set_is_drawn() -> None:
    used = {each.symbol for form in FORMS.values() for question in form.questions for each in (question, *question.options)} - {""}
    sprite = ElementTree.parse(ROOT / "assets" / "images" / "symbols.svg").getroot()
    drawn = [each.get("id") for each in sprite.iter("{http://www.w3.org/2000/svg}symbol")]

    assert used <= set(SYMBOLS)
    assert drawn == list(SYMBOLS)
    assert {each.get("viewBox") for each in sprite} == {"0 0 24 24"}


@pytest.mark.parametrize("code", RECORDS)
def test_records_name_no_child(code: str) -> None:
    assert "Do not name" in FORMS[code].introduction.said()


def test_no_record_has_a_place_for_what_families_say() -> None:
    """A trained person reads that first. One note says where it belongs instead."""
    said = [wording.said() for code in RECORDS for _, wording in wordings(FORMS[code])]

    assert [text for text in said if WHAT_FAMILIES_SAY.search(text) and "record it as a family conversation" not in text] == []


def test_nobody_is_observed_without_consent() -> None:
    form = FORMS["practice-observation"]
    grades = [question for question in form.questions if question.type is QuestionType.GRADE]

    assert form.question("consent").required
    assert len(grades) == 5
    assert [grade.key for grade in grades if grade.show_if != CONSENTED] == []
