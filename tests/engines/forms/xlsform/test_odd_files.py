"""Whatever file comes: it is a form that can be used, or it is refused in words."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.forms.as_json import to_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.xlsform import Unreadable, read_what_fits, read_xlsform, write_xlsform

from ..strategies import SOME
from .workbooks import YES_NO, survey, workbook


def refused(content: bytes) -> list[tuple[str, str]]:
    with pytest.raises(Unreadable) as error:
        read_what_fits(content)
    return [(problem.where, problem.what) for problem in error.value.problems]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0" + b"0" * 600, b"|survey|\n| |type|name|label|\n", b"type,name,label\n"]
)
def test_what_is_no_workbook(content: bytes) -> None:
    assert refused(content) == [("the file", "cannot be opened as a workbook")]


def test_a_workbook_that_is_no_form() -> None:
    assert refused(workbook(Sheet1=[["a"]], Sheet2=[["b"]])) == [("the file", "has the sheets sheet1, sheet2")]


@pytest.mark.parametrize(
    ("rows", "where"),
    [
        ([["txt", "a", "A"]], "survey, row 2, column type"),
        ([["text", "a", "A"], ["text", "a", "B"]], "survey, row 3, column name"),
        ([["text", None, "A"]], "survey, row 2"),
        ([["text", "a", "A", "${b} = 'x'"]], "survey, row 2, column relevant"),
        ([["begin_group", "a", "A"], ["text", "b", "B"]], "survey, row 2"),
        ([["select_one nowhere", "a", "A"]], "survey, row 2"),
    ],
)
def test_what_pyxform_refuses_is_named_with_its_row(rows: list[list[Any]], where: str) -> None:
    [(found, _)] = refused(survey(*rows))

    assert found.startswith(where)


def test_a_file_that_is_too_large() -> None:
    assert refused(b"0" * (5 * 1024**2 + 1)) == [("the file", "is larger than 5 MB")]


def test_a_file_that_unpacks_to_more_than_it_says() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (41 * 1024**2))

    assert refused(out.getvalue()) == [("the file", "unpacks to more than 40 MB")]


def test_a_sheet_that_says_it_is_larger_than_it_is() -> None:
    book = parted(survey(["text", "a", "A"]), "xl/worksheets/sheet1.xml", b'ref="A1:D2"', b'ref="A1:XFD1048576"')

    assert [question.key for question in read_what_fits(book).definition.questions] == ["a"]


def parted(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something changed in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            part = before.read(entry)
            assert entry.filename != name or old in part
            after.writestr(entry.filename, part.replace(old, new) if entry.filename == name else part)
    return out.getvalue()


def test_too_many_rows() -> None:
    rows = [["text", f"q{n}", "Q"] for n in range(2_001)]

    assert refused(survey(*rows)) == [("survey", "has more than 2,000 rows")]


def test_too_many_questions() -> None:
    rows = [["text", f"q{n}", "Q"] for n in range(201)]

    assert refused(survey(*rows)) == [("questions", "found 201 questions")]


def test_rows_after_a_gap_that_pyxform_would_not_see() -> None:
    rows = [["text", "a", "A"], *[[None]] * 70, ["end_group"]]

    assert refused(survey(*rows)) == [("survey", "has 70 empty rows before row 73")]


def test_a_formula_nobody_has_worked_out() -> None:
    assert refused(survey(["text", "a", "=A1"])) == [("survey, cell C2", "holds a formula without a result")]


TYPES = [
    "text",
    "note",
    "integer",
    "range",
    "select_one yn",
    "select_multiple yn",
    "select_one yn or_other",
    "acknowledge",
    "date",
    "geopoint",
]
TYPES += ["calculate", "start", "begin_group", "begin_repeat", "image", "rank yn", "evidence", "select_one g", ""]
RELEVANT = [
    "",
    "",
    "${q0} = 'yes'",
    "${q1} > 2",
    "selected(${q2}, 'yes')",
    "${q0} != '' and not(${q1} = 3)",
    "true()",
    "${q3} = ${q0}",
    "1 = 1",
]
OURS = ["", "", "", "grade", "themes", "scale", "evidence", "promise", "introduction", "closing", "part of q0", "odd"]
CELLS = ["", "", "Hello", "Hello ${q0}", "=x", "3", "yes", " "]
COLUMNS = [
    "type",
    "name",
    "label",
    "relevant",
    "alongside_type",
    "hint::Welsh (cy)",
    "required",
    "constraint",
    "parameters",
    "calculation",
    "odd one",
]


@st.composite
def surveys(draw: st.DrawFn) -> bytes:
    """Rows of all kinds, groups closed, most of it sensible."""
    rows: list[list[str]] = []
    open_groups: list[str] = []
    for number in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(TYPES))
        pick = lambda texts: draw(st.sampled_from(texts))  # noqa: E731
        if kind.startswith("begin"):
            open_groups.append(kind.replace("begin", "end"))
        bounds = pick(["", ". >= 1 and . <= 4", ". > 0", "regex(., 'a')"])
        label = pick(["A label", "Ünïcode <b>&", "a" * 4_100, "Thanks, ${q0}"]) if draw(st.integers(0, 5)) == 0 else "A label"
        rows.append([kind, f"q{number}", label, pick(RELEVANT), pick(OURS), pick(CELLS), pick(["", "yes", "no", "${q0} = 'x'"]), bounds])
        rows[-1] += [pick(["", "start=1 end=5 step=1"]) if kind == "range" else "", "1 + 1" if kind == "calculate" else "", pick(CELLS)]
    rows += [[kind] for kind in reversed(open_groups)]
    choices = [*YES_NO, ["g", "-1", "Minus"], ["g", "0", "Nought"], ["g", "1", "One"]]
    return survey(*rows, columns=COLUMNS, choices=choices)


@SOME
@given(surveys())
def test_what_is_read_can_be_used_and_is_written_and_read_again(content: bytes) -> None:
    try:
        fitted = read_what_fits(content)
    except Unreadable as error:
        assert all(problem.where and problem.what and problem.expected for problem in error.problems)
        assert error.problems
        return

    assert check(to_json(fitted.definition)) == []
    assert read_xlsform(write_xlsform(fitted.definition)) == fitted.definition


GOOD = survey(["text", "a", "A"], ["select_one yn", "b", "B", "${a} != ''"])
PARTS = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
DAMAGE = st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=3)), min_size=1, max_size=4)


@SOME
@given(st.sampled_from(["the file", *PARTS]), DAMAGE)
def test_a_damaged_file_is_refused_in_words(name: str, damage: list[tuple[float, bytes]]) -> None:
    try:
        read_what_fits(damaged(GOOD, damage) if name == "the file" else with_damage_in(GOOD, name, damage))
    except Unreadable as error:
        assert error.problems


def damaged(content: bytes, damage: list[tuple[float, bytes]]) -> bytes:
    for place, found in damage:
        at = int(place * len(content))
        content = content[:at] + found + content[at + len(found) :]
    return content


def with_damage_in(content: bytes, name: str, damage: list[tuple[float, bytes]]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read(name)
    return parted(content, name, part, damaged(part, damage))
