"""Grids into rows with named values, each checked by itself: columns there, cells readable, nothing required left empty."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from alongside.web.organisation.workbook.columns import Column, Sheet
from alongside.web.organisation.workbook.grids import Grid, plain
from alongside.web.organisation.workbook.problems import NotReadable, Problems, Unreadable

README, LISTS = "Read me first", "Lists"
NOT_DATA = {plain(README), plain(LISTS)}
TOLD_AT_MOST = 20


@dataclass(frozen=True)
class Row:
    """`values` holds only the columns the sheet has."""

    number: int
    values: dict[str, Any]


@dataclass
class Table:
    """A sheet as read: its rows, in order. `codes` also has those of rows that could not be read."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)


@dataclass
class Reading:
    """All tables by sheet name, and what was left out of the file without being wrong."""

    tables: dict[str, Table] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)


def read_tables(grids: Sequence[Grid], sheets: Sequence[Sheet], problems: Problems) -> Reading:
    """Match grids to sheets by name and read each. Raises `NotReadable` when none of them is one of ours."""
    known = {plain(sheet.name): sheet for sheet in sheets}
    reading = Reading()
    for grid in grids:
        sheet = known.get(plain(grid.name))
        if sheet is None:
            _strange_sheet(grid, known, reading, problems)
        elif sheet.name in reading.tables:
            problems.add(sheet.name, 0, "", grid.name, f"One sheet called {sheet.name}; there are two")
        elif grid.hidden:
            problems.add(sheet.name, 0, "", "hidden", "A sheet that can be seen. Unhide it, or delete it if it should not be imported")
        else:
            reading.tables[sheet.name] = read_table(grid, sheet, reading, problems)
    if not reading.tables and not problems:
        raise NotReadable("None of its sheets is one Alongside knows. It looks for: " + ", ".join(sheet.name for sheet in sheets) + ".")
    return reading


def _strange_sheet(grid: Grid, known: dict[str, Sheet], reading: Reading, problems: Problems) -> None:
    near = difflib.get_close_matches(plain(grid.name), known, n=1, cutoff=0.8)
    if near and not grid.hidden:
        problems.add(grid.name, 0, "", grid.name, f"A sheet called {known[near[0]].name}. Rename it, or give it quite another name")
    elif plain(grid.name) not in NOT_DATA and len(reading.not_read) < TOLD_AT_MOST:
        reading.not_read.append(f"The sheet {grid.name[:31]}")


def read_table(grid: Grid, sheet: Sheet, reading: Reading, problems: Problems) -> Table:
    table = Table(sheet)
    filled = [(number, cells) for number, cells in grid.rows if any(cell is not None for cell in cells)]
    if not filled:
        return table
    (header_row, header), *body = filled
    places = _columns(header_row, header, sheet, reading, problems)
    if places is None:
        return table
    last = max(places)
    for number, cells in body:
        padded = [*cells, *[None] * (last + 1 - len(cells))]
        if all(padded[place] is None for place in places):
            continue
        if (row := _row(table, number, padded, places, problems)) is not None:
            table.rows.append(row)
    _no_key_twice(table, problems)
    return table


def _columns(row: int, header: Sequence[Any], sheet: Sheet, reading: Reading, problems: Problems) -> dict[int, Column] | None:
    """Which column stands at which place; None when the sheet cannot be read."""
    exactly = {column.name: column for column in sheet.columns}
    roughly = _unmistakable(sheet.columns)
    places: dict[int, Column] = {}
    strange: list[str] = []
    for place, cell in enumerate(header):
        if cell is None:
            continue
        column = exactly.get(heading(cell)) or roughly.get(plain(heading(cell)))
        if column is None:
            strange.append(heading(cell))
        elif column in places.values():
            problems.add(sheet.name, row, column.name, heading(cell), "Each column once")
        else:
            places[place] = column
    missing = [column for column in sheet.columns if column.required and column not in places.values()]
    for column in missing:
        problems.add(sheet.name, row, column.name, "", _missing(column, strange))
    _tell_strange(strange, missing, [c for c in sheet.columns if c not in places.values()], sheet, row, reading, problems)
    return None if missing or not places else places


def _unmistakable(columns: Iterable[Column]) -> dict[str, Column]:
    """Columns by their plain name, without those that only punctuation tells apart (services coded "-x" and "=x")."""
    columns = list(columns)
    times = Counter(plain(column.name) for column in columns)
    return {plain(column.name): column for column in columns if times[plain(column.name)] == 1}


def heading(cell: Any) -> str:
    """A heading as text, whatever kind of cell it is in."""
    return f"{cell:%d/%m/%Y}" if hasattr(cell, "strftime") and hasattr(cell, "year") else str(cell).strip()


def _missing(column: Column, strange: Iterable[str]) -> str:
    near = difflib.get_close_matches(plain(column.name), [plain(name) for name in strange], n=1, cutoff=0.6)
    hint = next((f". Is it the column you call {name!r}?" for name in strange if near and plain(name) == near[0]), "")
    return f"A column with the heading {column.name!r}{hint}"


def _tell_strange(
    strange: list[str], missing: list[Column], absent: list[Column], sheet: Sheet, row: int, reading: Reading, problems: Problems
) -> None:
    """A heading close to one of ours is taken for a slip of the pen; any other column is left out and said to be."""
    names = {plain(column.name): column for column in absent if column not in missing}
    for name in strange:
        if expected := sheet.strange_heading(name):
            problems.add(sheet.name, row, name, name, expected)
            continue
        near = difflib.get_close_matches(plain(name), names, n=1, cutoff=0.8)
        if near:
            problems.add(sheet.name, row, name, name, f"The heading {names[near[0]].name!r}, or quite another one for a column of your own")
        elif not missing and len(reading.not_read) < TOLD_AT_MOST:
            reading.not_read.append(f"The column {name[:60]} on the sheet {sheet.name}")


def _row(table: Table, number: int, cells: Sequence[Any], places: dict[int, Column], problems: Problems) -> Row | None:
    sheet = table.sheet
    values: dict[str, Any] = {}
    before = problems.count
    for place, column in places.items():
        cell = cells[place]
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            values[column.field] = column.when_empty
            if column.required:
                problems.add(sheet.name, number, column.name, "", f"{column.kind.words()}; it cannot be empty")
            continue
        try:
            values[column.field] = column.kind.read(cell)
        except (Unreadable, ValueError, OverflowError) as error:
            expected = str(error) if isinstance(error, Unreadable) else column.kind.words()
            problems.add(sheet.name, number, column.name, cell, expected)
    if "code" in values:
        table.codes.add(values["code"])
    if problems.count > before:
        return None
    return Row(number, values)


def _no_key_twice(table: Table, problems: Problems) -> None:
    first: dict[tuple[Any, ...], int] = {}
    for row in table.rows:
        key = table.sheet.key_of(row.values)
        if key in first:
            shown = " and ".join(str(part) for part in key)
            problems.add(table.sheet.name, row.number, table.sheet.key_name, shown, f"Each one once; it is already in row {first[key]}")
        first.setdefault(key, row.number)
    table.rows = [row for row in table.rows if first[table.sheet.key_of(row.values)] == row.number]
