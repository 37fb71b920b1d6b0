"""Workbooks. openpyxl reads the cells; formulas, merged cells and hidden sheets are told, never guessed at."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from alongside.web.organisation.workbook.limits import MOST_COLUMNS
from alongside.web.organisation.workbook.problems import NotReadable, Problems
from alongside.web.organisation.workbook.safety import DAMAGED, packed
from alongside.web.organisation.workbook.xlsx_scan import Scan

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how Excel writes characters that XML cannot hold
Rows = list[tuple[int, list[Any]]]
NO_FORMULAS = "A value. Copy the column, then paste it as values over itself"
UNMERGE = "Cells of their own. Select them and choose Unmerge cells, then fill in each"


def read_xlsx(parts: dict[str, bytes], problems: Problems) -> Iterator[tuple[str, Rows, bool]]:
    """(name, rows, whether it is hidden) of every worksheet."""
    parts = {name: body for name, body in parts.items() if not name.endswith(".vml")}  # drawings of comments, often not XML
    scan = Scan()
    merged = {name: scan.part(body) for name, body in parts.items() if _is_xml(name, body)}
    try:
        yield from _sheets(parts, merged, problems)
    except NotReadable:
        raise
    except Exception:  # openpyxl raises whatever comes to hand on a malformed part
        raise NotReadable(DAMAGED) from None


def _is_xml(name: str, body: bytes) -> bool:
    """Parts that a reader may parse: by name, and whatever looks like it."""
    starts_like_xml = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<" or body[:2] in (b"\xff\xfe", b"\xfe\xff")
    return name.endswith((".xml", ".rels")) or starts_like_xml


def _sheets(parts: dict[str, bytes], merged: dict[str, list[str]], problems: Problems) -> Iterator[tuple[str, Rows, bool]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and seldom needed

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and extensions it leaves out
        workbook = load_workbook(packed(parts), read_only=True, data_only=False, keep_links=False)
        for sheet in workbook.worksheets:
            hidden = sheet.sheet_state != "visible"
            rows = [] if hidden else _rows(sheet, problems)
            if not hidden:
                _tell_merged(sheet.title, merged.get(sheet._worksheet_path.lstrip("/"), []), problems)
            yield sheet.title, rows, hidden


def _tell_merged(sheet: str, ranges: Iterable[str], problems: Problems) -> None:
    for cells in ranges:
        problems.add(sheet, _row_of(cells), f"cells {cells}", "merged", UNMERGE)


def _row_of(cells: str) -> int:
    digits = "".join(c for c in cells.split(":")[0] if c in "0123456789")
    return int(digits[:7] or 0)


def _rows(sheet: Any, problems: Problems) -> Rows:
    sheet.reset_dimensions()  # what the file states about its size may be wrong
    rows: Rows = []
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        values = [_value(sheet.title, cell, problems) for cell in cells[:MOST_COLUMNS]]
        while values and values[-1] is None:
            values.pop()
        rows.append((number, values))
    return rows


def _value(sheet: str, cell: Any, problems: Problems) -> Any:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        words = value if isinstance(value, str) else "a formula for several cells"
        problems.add(sheet, cell.row, f"column {cell.column_letter}", words, NO_FORMULAS)
        return None
    if cell.data_type == "e":
        problems.add(sheet, cell.row, f"column {cell.column_letter}", value, "A value; this is an error that Excel could not work out")
        return None
    if isinstance(value, str):
        value = ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)
        return value if value.strip() else None
    return value
