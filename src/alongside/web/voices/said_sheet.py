"""Released words as a sheet: what the page shows and no more, and somebody's own words only where they agreed to be quoted."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from alongside.web.voices.queries.said import Said

HEADINGS = ["Answer", "Where", "Who", "Question", "What they said", "May be quoted"]
NOT_QUOTED = "Not to be quoted: read it on the page"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
MOST_IN_A_CELL = 32_000


def rows(items: Sequence[Said], free_text: set[str]) -> Iterator[list[str]]:
    """A row a question. Ticked answers and scales are everybody's; free words only of those who may be quoted."""
    yield HEADINGS
    for number, item in enumerate(items, start=1):
        for each in item.words:
            words = each["said"] if item.may_be_quoted or each["key"] not in free_text else NOT_QUOTED
            yield [str(number), item.where, item.kind, each["question"], words, "yes" if item.may_be_quoted else "no"]


def safe(text: str) -> str:
    """A spreadsheet takes what begins with these for a formula; an apostrophe before it makes it text."""
    plain = text[:MOST_IN_A_CELL]
    return f"'{plain}" if plain.lstrip(" ").startswith(FORMULA) or plain.startswith(FORMULA) else plain


def as_csv(lines: Iterator[list[str]]) -> bytes:
    """With a byte order mark, so that Excel reads Urdu and Welsh right."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterator[list[str]]) -> bytes:
    """Every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("What was said")
    for line in lines:
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, value=_printable(text[:MOST_IN_A_CELL]))
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _printable(text: str) -> str:
    """XML holds no control characters but these."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
