"""The same as a zip file of CSV files: UTF-8 with a mark that Excel understands, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from alongside.web.organisation.workbook.columns import Sheet
from alongside.web.organisation.workbook.csv_reading import ESCAPED

Filled = Sequence[tuple[Sheet, Iterable[Mapping[str, Any]]]]
FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # so that the same rows give the same file


def write_csv_folder(filled: Filled) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet, rows in filled:
            archive.writestr(zipfile.ZipInfo(f"{sheet.name}.csv", FIXED_TIME), write_csv(sheet, rows).encode("utf-8-sig"))
    return out.getvalue()


def write_csv(sheet: Sheet, rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.name for column in sheet.columns])
    writer.writerows([_cell(column.kind.write(row[column.field])) for column in sheet.columns] for row in rows)
    return out.getvalue()


def escaped(text: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula. `csv_reading.unescaped` takes it away again."""
    return "'" + text if text.lstrip("'").startswith(ESCAPED) else text


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    return escaped(value) if isinstance(value, str) else repr(value)
