"""An XLSForm's sheets as rows of text, read once, within limits, every cell by its heading."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl

from alongside.engines.forms.definition import LANGUAGES
from alongside.engines.forms.limits import UNREADABLE
from alongside.engines.forms.problems import Problem, Unreadable
from alongside.engines.forms.xlsform.headings import Heading, heading

MOST_BYTES: Final = 5 * 1024**2
MOST_BYTES_INSIDE: Final = 40 * 1024**2
MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 300
MOST_EMPTY_ROWS: Final = 60
MOST_EMPTY_COLUMNS: Final = 20
AN_XLSFORM: Final = "an Excel workbook (.xlsx) with a sheet named survey"
_NOT_A_WORKBOOK = (
    zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, OSError, EOFError, AttributeError,
    RuntimeError, NotImplementedError, OverflowError, AssertionError, IndexError,
)  # fmt: skip


def place(sheet: str, rows: int | Sequence[int] = (), column: str = "") -> str:
    """Where something is, as a person finds it: "survey, row 7, column relevant"."""
    numbers = [rows] if isinstance(rows, int) else list(rows)
    row = f", row{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers[:10]))}" if numbers else ""
    return f"{sheet}{row}{' and more' if len(numbers) > 10 else ''}{f', column {column}' if column else ''}"


@dataclass(slots=True)
class Row:
    """One row. What is taken from it is remembered, so that nothing is lost without being named."""

    sheet: str
    number: int
    cells: dict[Heading, str]
    taken: set[Heading] = field(default_factory=set)

    def take(self, name: str) -> str:
        """The cell under a heading, "" when there is none."""
        for each, text in self.cells.items():
            if each.field == name and each.language is None:
                self.taken.add(each)
                return text.replace("\xa0", " ").strip()
        return ""

    def peek(self, name: str) -> str:
        """The cell under a heading, without taking it."""
        return next((text for each, text in self.cells.items() if each.field == name and each.language is None), "")

    def take_words(self, name: str) -> dict[str, tuple[Heading, str]]:
        """The cells under a heading in each language that is known."""
        found = {each.language: (each, text) for each, text in self.cells.items() if each.field == name and each.language in LANGUAGES}
        self.taken |= {each for each, _ in found.values()}
        return {language: cell for language, cell in found.items() if language}

    def take_all(self) -> None:
        self.taken |= set(self.cells)

    def left(self) -> Iterator[Heading]:
        return (each for each in self.cells if each not in self.taken)

    def at(self, column: str = "") -> str:
        for each in self.cells:
            if each.field == column:
                return place(self.sheet, self.number, each.text)
        return place(self.sheet, self.number, column)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]


def content_of(source: bytes | Path) -> bytes:
    """The file's bytes. Raises `Unreadable` when they are too many, and OSError as `Path.read_bytes` does."""
    content = source.read_bytes() if isinstance(source, Path) else source
    if len(content) > MOST_BYTES:
        raise Unreadable([Problem("the file", "is larger than 5 MB", "a form of at most 5 MB, without pictures")])
    return content


def open_sheets(content: bytes) -> dict[str, Sheet]:
    """The sheets by lower-case name. Raises `Unreadable`."""
    try:
        _within_limits(content)
        grids = _grids(content)
    except Unreadable:
        raise
    except _NOT_A_WORKBOOK:
        raise Unreadable([Problem("the file", "cannot be opened as a workbook", AN_XLSFORM)]) from None
    default = _default_language(grids)
    return {name.lower(): _sheet(name.lower(), grid, default) for name, grid in grids.items()}


def _within_limits(content: bytes) -> None:
    """Counts what is inside by unpacking it: the sizes a zip file states need not be true."""
    room = MOST_BYTES_INSIDE
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as part:
                while room >= 0 and (piece := part.read(1024**2)):
                    room -= len(piece)
    if room < 0:
        raise Unreadable([Problem("the file", "unpacks to more than 40 MB", "a form without pictures or empty formatted rows")])


def _grids(content: bytes) -> dict[str, list[list[Any]]]:
    """The cells of each sheet. A formula counts as its last result."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    grids = {sheet.title: _cells(sheet) for sheet in book.worksheets}
    book.close()
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    unknown = [
        Problem(
            f"{sheet.title}, cell {cell.coordinate}", "holds a formula without a result", "text, or a workbook opened and saved in Excel"
        )
        for sheet in book.worksheets
        for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
        for cell in row
        if cell.data_type == "f" and _at(grids[sheet.title], cell.row - 1, cell.column - 1) is None
    ]
    book.close()
    if unknown:
        raise Unreadable(unknown)
    return grids


def _cells(sheet: Any) -> list[list[Any]]:
    sheet.reset_dimensions()  # what a file says of its size need not be true
    grid = [list(row) for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True)]
    if len(grid) > MOST_ROWS + 1 and any(value is not None for value in grid[MOST_ROWS + 1]):
        raise Unreadable([Problem(sheet.title, f"has more than {MOST_ROWS:,} rows", f"at most {MOST_ROWS:,}")])
    if any(len(row) > MOST_COLUMNS and row[MOST_COLUMNS] is not None for row in grid):
        raise Unreadable([Problem(sheet.title, f"has more than {MOST_COLUMNS} columns", f"at most {MOST_COLUMNS}")])
    return grid


def _at(grid: list[list[Any]], row: int, column: int) -> Any:
    return grid[row][column] if row < len(grid) and column < len(grid[row]) else None


def _default_language(grids: dict[str, list[list[Any]]]) -> str:
    for name, grid in grids.items():
        if name.lower() == "settings" and len(grid) > 1:
            for column, title in enumerate(grid[0]):
                if _text(title).lower() == "default_language":
                    return _text(_at(grid, 1, column))
    return ""


def _sheet(name: str, grid: list[list[Any]], default: str) -> Sheet:
    headings = [heading(_text(value), default) for value in (grid[0] if grid else [])]
    rows: list[Row] = []
    for number, values in enumerate(grid[1:], start=2):
        cells = {each: _text(value) for each, value in zip(headings, values, strict=False) if _text(value)}
        if cells:
            rows.append(Row(name, number, cells))
    _without_gaps(name, [1, *(row.number for row in rows)], "rows", MOST_EMPTY_ROWS)
    _without_gaps(name, [number for number, each in enumerate(headings, start=1) if each.text], "columns", MOST_EMPTY_COLUMNS)
    return Sheet(name, tuple(each for each in headings if each.text), tuple(rows))


def _without_gaps(name: str, numbers: list[int], things: str, most: int) -> None:
    """pyxform takes a long gap for the end, so what follows would go unread."""
    for before, after in pairwise(numbers):
        if after - before > most:
            what = f"has {after - before - 1} empty {things} before {things[:-1]} {after}"
            raise Unreadable([Problem(name, what, f"no more than {most - 1} empty {things} in between")])


def _text(value: Any) -> str:
    """As pyxform reads it: whole numbers without a point, truth in capitals, no blanks around it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return UNREADABLE.sub("", str(value).replace("\r\n", "\n")).strip()
