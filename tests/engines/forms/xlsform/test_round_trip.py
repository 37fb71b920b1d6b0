"""Whatever form there is: KoboToolbox and ODK accept it as a workbook, and it comes back the same."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from pyxform.xls2xform import convert

from alongside.engines.forms.definition import Definition, Question, QuestionType, Wording
from alongside.engines.forms.xlsform import read_xlsform, write_xlsform

from ..small_form import FORM, changed, words
from ..strategies import SOME, definitions


@SOME
@given(definitions())
def test_any_form_comes_back_the_same(form: Definition) -> None:
    workbook = write_xlsform(form)

    assert convert(workbook, file_type=".xlsx").xform
    assert read_xlsform(workbook) == form


def test_the_small_form_comes_back_the_same() -> None:
    assert read_xlsform(write_xlsform(FORM)) == FORM


TRICKY = ["=1+1", "+44 20", "-", "@home", "'", "_x0041_", "007", "1.0", "TRUE", "<b>bold</b> & “quoted”", "a\n\nb", "$ {", "10\xa0minutes"]
TRICKY += ["😀", "نص", "yes", "..", "$x {y}", "# no comment", "a | b"]
MEANT = ["audit", "name", "type", "item", "root", "label", "introduction", "closing", "evidence_kinds", "end"]


@pytest.mark.parametrize("english", TRICKY)
def test_words_that_spreadsheets_and_xml_like_to_change(english: str) -> None:
    form = changed("seen", words=words(english, cy=english), hint=words(english))
    form = replace(form, title=words(english), introduction=words(english))

    assert read_xlsform(write_xlsform(form)) == form


@pytest.mark.parametrize("key", MEANT)
def test_names_that_mean_something_to_other_programs(key: str) -> None:
    question = replace(FORM.question("evidence"), key=key)
    form = replace(FORM, questions=(question, *FORM.questions))

    assert read_xlsform(write_xlsform(form)) == form


def test_names_of_parts_give_way_to_questions() -> None:
    """A grade's reasons are asked in a row of their own elsewhere, under a name that no question has."""
    taken = Question("grade_rationale", QuestionType.TEXT, words("Another question"))
    form = replace(FORM, questions=(taken, *FORM.questions))

    assert read_xlsform(write_xlsform(form)) == form


def test_a_list_of_one_condition_means_that_condition() -> None:
    form = changed("about", show_if={"all": [{"any": [{"question": "seen", "is": "visit"}]}]})

    assert read_xlsform(write_xlsform(form)) == changed("about", show_if={"question": "seen", "is": "visit"})


def test_a_scale_is_a_range_and_its_named_points_are_choices_in_order() -> None:
    bare = changed("felt", options=(), low=-3, high=4)

    assert sheet(FORM, "survey")["felt"]["type"] == "select_one felt"
    assert sheet(bare, "survey")["felt"]["parameters"] == "start=-3 end=4 step=1"
    assert [name for name, row in sheet(FORM, "choices").items() if row["list_name"] == "felt"] == ["1", "2", "3", "4", "5"]


def test_what_others_ask_in_two_rows() -> None:
    rows = sheet(FORM, "survey")

    asked = {
        name: (row["type"], row["relevant"], row["required"]) for name, row in rows.items() if row["alongside_type"].startswith("part of")
    }

    assert asked == {
        "grade_rationale": ("text", "${grade} != ''", "yes"),
        "evidence_kind": ("select_one evidence_kinds", "${evidence} != ''", "yes"),
        "praise_to": ("text", "${praise} != ''", "yes"),
        "promises_by": ("date", "${promises} != ''", "yes"),
    }


def test_languages_are_columns_and_gaps_show_english() -> None:
    form = changed("seen", words=Wording({"en": "Seen?", "cy": "Gweld?"}, {"en": "See?"}))
    rows = sheet(form, "survey")

    assert [rows["seen"][f"label::{language}"] for language in ("English (en)", "Welsh (cy)")] == ["Seen?", "Gweld?"]
    assert rows["felt"]["label::Welsh (cy)"] == "How did it feel?"
    assert rows["seen"]["easy_read_en"] == "See?"
    assert ">-<" not in convert(write_xlsform(form), file_type=".xlsx").xform
    assert read_xlsform(write_xlsform(form)) == form


def test_nothing_in_the_workbook_is_a_formula() -> None:
    form = changed("seen", words=words('=HYPERLINK("x")'))

    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(form)))

    assert {cell.data_type for name in book.sheetnames for row in book[name].iter_rows() for cell in row} <= {"s", "n"}


def test_conditions_hold_in_xpath_as_they_are_written() -> None:
    xform = convert(write_xlsform(FORM), file_type=".xlsx").xform

    assert re.search(r"""nodeset="/data/whom"[^>]*relevant=" /data/seen\s+= 'visit'\"""", xform)


def sheet(form: Definition, name: str) -> dict[str, dict[str, str]]:
    """A sheet of the workbook: name -> column -> text."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsform(form)))
    headings, *rows = book[name].iter_rows(values_only=True)
    cells = [dict(zip(headings, ["" if value is None else str(value) for value in row], strict=True)) for row in rows]
    return {row["name"]: row for row in cells}
