"""What a question of a foreign form depends on: carried, or named while the question is kept."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.engines.forms.xlsform import read_what_fits, read_xlsform

from .workbooks import YES_NO, survey

YES, HIGH, SAID = {"question": "a", "is": "yes"}, {"question": "s", "at_least": 2}, {"question": "t", "is": "x"}


@pytest.mark.parametrize(
    ("relevant", "condition"),
    [
        ("${a} = 'yes'", {"question": "a", "is": "yes"}),
        ('${a}="yes"', {"question": "a", "is": "yes"}),
        ("'yes' = ${a}", {"question": "a", "is": "yes"}),
        ("${a} != 'yes'", {"question": "a", "is_not": "yes"}),
        ("${a} != ''", {"question": "a", "answered": True}),
        ("${a} = ''", {"question": "a", "answered": False}),
        ("selected(${a}, 'no')", {"question": "a", "is": "no"}),
        ("selected(${m}, 'no')", {"question": "m", "has": "no"}),
        ("not(selected(${m},'no'))", {"not": {"question": "m", "has": "no"}}),
        ("count-selected(${m}) > 0", {"question": "m", "answered": True}),
        ("string-length(${t}) = 0", {"question": "t", "answered": False}),
        ("${s} >= 3", {"question": "s", "at_least": 3}),
        ("3 < ${s}", {"question": "s", "at_least": 4}),
        ("${s} < 3", {"question": "s", "at_most": 2}),
        ("${s} <= 3.5", {"question": "s", "at_most": 3}),
        ("${s} > 2.5", {"question": "s", "at_least": 3}),
        ("${s} = '4'", {"question": "s", "is": 4}),
        ("${n} >= 2", {"any": [{"question": "n", "is": "2"}, {"question": "n", "is": "3"}]}),
        ("${n} > 2", {"question": "n", "is": "3"}),
        ("${t} = concat('it', \"'\", 's')", {"question": "t", "is": "it's"}),
        ("${a}='yes' and ${s}>1 or ${t}='x'", {"any": [{"all": [YES, HIGH]}, SAID]}),
        ("${a}='yes' and (${s}>1 or ${t}='x')", {"all": [YES, {"any": [HIGH, SAID]}]}),
        ("((${a}='yes'))", {"question": "a", "is": "yes"}),
        ("true()", None),
    ],
)  # fmt: skip
def test_conditions_that_are_carried(relevant: str, condition: dict[str, Any] | None) -> None:
    assert read_xlsform(asking(relevant)).questions[-1].show_if == condition


@pytest.mark.parametrize(
    ("relevant", "what"),
    [
        ("${later} = 'x'", "it asks about later, which comes later or is not a question"),
        ("${a} = 'maybe'", "“maybe” is not among the choices of a"),
        ("${a} > 'yes'", "the choice “yes” is compared by size"),
        ("${m} = 'yes'", "m is compared as a whole"),
        ("${t} > 3", "t is asked for as text and compared by size"),
        ("selected(${t}, 'x')", "selected() asks about t, which has no choices"),
        ("${s} > 5", "“> 5” is never or always so"),
        ("${s} = 2.5", "“= 2.5” is never or always so"),
        ("${a} = ${t}", "the answer of t is compared with another answer"),
        ("count-selected(${m}) > 1", "count-selected() is counted"),
        ("${s} + 1 = 3", "“+ 1 = 3” is not understood"),
        ("regex(${t}, '^a')", "“regex” stands where a value should"),
        ("${a} = 'yes' and", "“the end” stands where a value should"),
        ("${a}", "“the end” stands where =, !=, <, <=, > or >= should"),
        ("false()", "“false” stands where a value should"),
        ("(" * 30 + "${a} = 'yes'" + ")" * 30, "the brackets are nested too deeply"),
        (" or ".join(["${a} = 'yes'"] * 60), "the condition is too long or nested too deeply"),
        ("${place} != ''", "it asks about place, which takes no answer here"),
    ],
)
def test_conditions_that_are_not_carried_are_named_and_the_question_is_kept(relevant: str, what: str) -> None:
    fitted = read_what_fits(asking(relevant, required="yes"))

    last = fitted.definition.questions[-2]
    problem = next(problem for problem in fitted.left_out if "column relevant" in problem.where)
    assert (last.key, last.show_if, last.required) == ("last", None, False)
    assert problem.where == "survey, row 8, column relevant"
    assert problem.what == f"{what}, so this is asked whatever was answered"


def asking(relevant: str, required: str | None = None) -> bytes:
    """A question that depends on earlier ones of several types."""
    place = [["geopoint", "place", "Place"]] if required else []
    later = [["text", "later", "Later"]] if required else []
    rows = [
        ["select_one yn", "a", "A"], ["select_multiple yn", "m", "M"], ["select_one numbers", "n", "N"], ["text", "t", "T"],
        ["range", "s", "S", None, "start=1 end=5 step=1"], *place, ["text", "last", "Last", relevant, None, required], *later,
    ]  # fmt: skip
    numbers = [["numbers", n, str(n)] for n in (1, 2, 3)]
    return survey(*rows, columns=("type", "name", "label", "relevant", "parameters", "required"), choices=[*YES_NO, *numbers])


def test_a_group_whose_condition_is_lost_asks_everybody_and_requires_nothing() -> None:
    rows = [
        ["text", "a", "A"],
        ["begin_group", "g", None, "${a} > 3"],
        ["text", "b", "B", "${a} = 'x'", "yes"],
        ["end_group"],
        ["text", "c", "C", None, "yes"],
    ]

    fitted = read_what_fits(survey(*rows, columns=("type", "name", "label", "relevant", "required")))

    assert [(question.key, question.show_if, question.required) for question in fitted.definition.questions] == [
        ("a", None, False),
        ("b", {"question": "a", "is": "x"}, False),
        ("c", None, True),
    ]


def test_groups_within_groups_depend_on_both() -> None:
    rows = [
        ["select_one yn", "a", "A"], ["select_one yn", "b", "B"], ["begin_group", "g", None, "${a} = 'yes'"],
        ["begin group", "h", None, "${b} = 'no'"], ["text", "c", "C"], ["end group"], ["text", "d", "D"], ["end_group"], ["text", "e", "E"],
    ]  # fmt: skip
    yes, no = {"question": "a", "is": "yes"}, {"question": "b", "is": "no"}

    form = read_xlsform(survey(*rows))

    assert [question.show_if for question in form.questions] == [None, None, {"all": [yes, no]}, yes, None]
