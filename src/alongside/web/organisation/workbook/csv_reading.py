"""CSV files as Excel and others write them: UTF-8, commas. Anything else is told apart and named."""

from __future__ import annotations

import csv
import io
from typing import Any

from alongside.web.organisation.workbook.limits import MOST_COLUMNS, MOST_ROWS
from alongside.web.organisation.workbook.problems import Problems

ESCAPED = ("=", "+", "-", "@", "\t", "\r")
SAVE_AS_UTF_8 = "UTF-8. In Excel choose Save as, then CSV UTF-8 (comma delimited)"


def read_csv(name: str, content: bytes, problems: Problems) -> list[tuple[int, list[Any]]]:
    """Rows with their line numbers. A file that cannot be read at all gives none, and a problem."""
    text = _decoded(name, content, problems)
    if text is None or _other_delimiter(name, text, problems):
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[Any]]] = []
    line = 1
    try:
        for cells in reader:
            if len(rows) > MOST_ROWS or len(cells) > MOST_COLUMNS:
                problems.add(name, line, "", "", f"At most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns")
                return []
            rows.append((line, [_cell(cell) for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        problems.add(name, line, "", str(error), 'A row of CSV. Look for a quotation mark (") that is not closed')
        return []
    return rows


def unescaped(text: str) -> str:
    """Without the apostrophe that keeps a spreadsheet from taking text for a formula (see `csv_writing.escaped`)."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(ESCAPED) else text


def _cell(text: str) -> str | None:
    return unescaped(text) if text.strip() else None


def _decoded(name: str, content: bytes, problems: Problems) -> str | None:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.add(name, 0, "", "Unicode text (UTF-16)", SAVE_AS_UTF_8)
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = content.rfind(b"\n", 0, error.start) + 1
        row = content.count(b"\n", 0, error.start) + 1
        column = content.count(b",", start, error.start) + 1
        around = content[max(start, error.start - 12) : error.start + 12].decode("cp1252", "replace").strip()
        problems.add(name, row, f"column {column}", around, SAVE_AS_UTF_8)
        return None
    if "\x00" in text:
        problems.add(name, text.count("\n", 0, text.index("\x00")) + 1, "", "a NUL character", SAVE_AS_UTF_8)
        return None
    return text


def _other_delimiter(name: str, text: str, problems: Problems) -> bool:
    first = text.split("\n", 1)[0]
    for delimiter, words in ((";", "semicolons"), ("\t", "tabs")):
        if "," not in first and delimiter in first:
            problems.add(name, 1, "", first, f"Columns separated by commas; these are separated by {words}")
            return True
    return False
