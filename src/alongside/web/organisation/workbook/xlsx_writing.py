"""Writing the workbook: text stays text, drop-downs for codes, and a first sheet that explains the rest."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alongside.web.organisation.workbook.columns import Column, Sheet
from alongside.web.organisation.workbook.kinds import Choice, Reference, YesNo
from alongside.web.organisation.workbook.tables import LISTS, README

Filled = Sequence[tuple[Sheet, Iterable[Mapping[str, Any]]]]
DROP_DOWN_ROWS = 2_000
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
INTRODUCTION = (
    "The directorate and its practice week",
    "Fill in the sheets, save, and load the file into Alongside. It first shows what would change; nothing is changed before you say so.",
    "Rows that are not in the file are left as they are. To end something, put a date into 'Retired on'.",
    "Sheets and columns you do not need can be deleted. Columns of your own are left out and listed.",
    "No formulas, no merged cells, no hidden sheets, please: paste values.",
)


def write_xlsx(filled: Filled, *, notes: Sequence[str] = ()) -> bytes:
    """One sheet for each, with a sheet to read first and one with the lists behind the drop-downs."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and seldom needed

    workbook = Workbook()
    workbook.remove(workbook.active)
    _introduce(workbook.create_sheet(README), [sheet for sheet, _ in filled], notes)
    lists = _Lists()
    for sheet, rows in filled:
        page = workbook.create_sheet(sheet.name)
        _heading(page, [column.name for column in sheet.columns])
        for number, row in enumerate(rows, start=2):
            for place, column in enumerate(sheet.columns, start=1):
                _put(page, number, place, column.kind.write(row[column.field]), column.kind.number_format)
        for place, column in enumerate(sheet.columns, start=1):
            _shape(page, place, column)
            _drop_down(page, place, column, lists, {s.name for s, _ in filled})
    lists.write(workbook.create_sheet(LISTS))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _put(page: Any, row: int, place: int, value: Any, number_format: str = "General") -> None:
    """A cell. Text is never a formula or an error, whatever it begins with."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        cell = page.cell(row, place)
        cell._value, cell.data_type = LOOKS_ESCAPED.sub("_x005F_", value), "s"
        cell.quotePrefix = value[0] in "=+-@"
    else:
        cell = page.cell(row, place, value)
    cell.number_format = number_format


def _heading(page: Any, names: Sequence[str], row: int = 1) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    for place, name in enumerate(names, start=1):
        _put(page, row, place, name, "@")
        cell = page.cell(row, place)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="12436D")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = page.cell(row + 1, 1)


def _shape(page: Any, place: int, column: Column) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    dimension = page.column_dimensions[get_column_letter(place)]
    dimension.width = max(column.width, min(len(column.name) + 2, 20))
    dimension.number_format = column.kind.number_format  # for rows still to be typed: 007 keeps its zeros


class _Lists:
    """Words behind the drop-downs, one column a list, each list once."""

    def __init__(self) -> None:
        self.columns: dict[tuple[str, ...], str] = {}

    def range_of(self, words: tuple[str, ...], name: str) -> str:
        from openpyxl.utils import get_column_letter  # noqa: PLC0415

        self.columns.setdefault(words, name)
        letter = get_column_letter(list(self.columns).index(words) + 1)
        return f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"

    def write(self, page: Any) -> None:
        _heading(page, list(self.columns.values()))
        for place, words in enumerate(self.columns, start=1):
            for row, word in enumerate(words, start=2):
                _put(page, row, place, word, "@")


def _drop_down(page: Any, place: int, column: Column, lists: _Lists, there: set[str]) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    if isinstance(column.kind, Reference) and column.kind.sheet in there:
        source = f"'{column.kind.sheet}'!$A$2:$A${DROP_DOWN_ROWS}"
    elif isinstance(column.kind, Choice):
        source = lists.range_of(tuple(map(str, column.kind.options.values())), column.name)
    elif isinstance(column.kind, YesNo):
        source = lists.range_of(("Yes", "No"), "Yes or No")
    else:
        return
    validation = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True, errorStyle="warning")
    validation.errorTitle, validation.error = column.name, column.kind.words()[:250]
    letter = get_column_letter(place)
    validation.add(f"{letter}2:{letter}{DROP_DOWN_ROWS}")
    page.add_data_validation(validation)


def _introduce(page: Any, sheets: Sequence[Sheet], notes: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    title, *lines = INTRODUCTION
    _put(page, 1, 1, title)
    page.cell(1, 1).font = Font(bold=True, size=16)
    for row, line in enumerate([*lines, *notes], start=2):
        _put(page, row, 1, line)
    start = len(lines) + len(notes) + 3
    _heading(page, ["Sheet", "Column", "Needed", "What may stand there", "Note"], start)
    row = start
    for sheet in sheets:
        row += 1
        _put(page, row, 1, sheet.name)
        _put(page, row, 4, sheet.what)
        page.cell(row, 1).font = page.cell(row, 4).font = Font(bold=True)
        for column in sheet.columns:
            row += 1
            for place, words in enumerate((sheet.name, column.name, "Yes" if column.required else "", column.kind.words(), column.note), 1):
                _put(page, row, place, words)
                page.cell(row, place).alignment = Alignment(wrap_text=place > 3, vertical="top")
    for letter, width in zip("ABCDE", (18, 28, 9, 70, 60), strict=True):
        page.column_dimensions[letter].width = width
    page.freeze_panes = None
