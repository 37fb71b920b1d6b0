"""The published week as a workbook: by visitor, by team, and what changed. Every cell is text or a date, never a formula."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from alongside.web.weeks.models import PracticeWeek, Publication, PublishedEntry
from alongside.web.weeks.publication.words import address_of
from alongside.web.weeks.slots import Slot

Kind = PublishedEntry.Kind
Row = Sequence[str | dt.date | int]
NOT_ALLOWED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
WHO = ("Person", "Job title", "Day", "Date", "From", "To", "What", "With", "Place", "To be seen", "Ask for", "Interpreter")
TEAM = ("Team", "Service", "Day", "Date", "From", "To", "What", "Who comes", "Job title", "Place", "To be seen", "Ask for", "Interpreter")
LOG = ("Version", "Name", "Published", "What", "Line")
WIDEST = 60


def workbook_of(entries: Sequence[PublishedEntry], versions: Iterable[Publication], week: PracticeWeek) -> bytes:
    """Three sheets, with headings that stay and filters."""
    book, slots = Workbook(), week.slots
    book.remove(book.active)
    _sheet(book, "By person", WHO, sorted(_person_rows(entries, slots), key=lambda row: (str(row[0]), row[3], str(row[4]))))
    _sheet(book, "By team", TEAM, sorted(_team_rows(entries, slots), key=lambda row: (str(row[0]), row[3], str(row[4]))))
    _sheet(book, "Changes", LOG, [(p.number, p.name, p.published_at.date(), c["what"], c["text"]) for p in versions for c in p.changes])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _person_rows(entries: Iterable[PublishedEntry], slots: Sequence[Slot]) -> list[Row]:
    rows: list[Row] = []
    for e in entries:
        for person, other in _sides(e):
            rows.append((
                person.name, person.job_title, *_when(slots[e.slot]), e.get_kind_display(), other, address_of(e.site), e.to_be_seen,
                e.meet, e.interpreter,
            ))  # fmt: skip
    return rows


def _sides(e: PublishedEntry):  # type: ignore[no-untyped-def]
    """Each person who takes part, and with whom."""
    if e.kind == Kind.SHADOWING:
        return [(e.practitioner, str(e.host)), (e.host, str(e.practitioner))]
    return [(e.visitor, e.reference or str(e.team))]


def _team_rows(entries: Iterable[PublishedEntry], slots: Sequence[Slot]) -> list[Row]:
    return [
        (
            str(e.team), str(e.team.service), *_when(slots[e.slot]), e.reference or e.get_kind_display(), str(e.visitor),
            e.visitor.job_title if e.visitor else "", address_of(e.site), e.to_be_seen, e.meet, e.interpreter,
        )
        for e in entries
        if e.team is not None
    ]  # fmt: skip


def _when(slot: Slot) -> tuple[str, dt.date, str, str]:
    return f"{slot.date:%A}", slot.date, f"{slot.starts:%H:%M}", f"{slot.ends:%H:%M}"


def _sheet(book: Workbook, title: str, headings: Sequence[str], rows: Sequence[Row]) -> None:
    sheet = book.create_sheet(title)
    for number, row in enumerate([headings, *rows], start=1):
        for column, value in enumerate(row, start=1):
            _write(sheet, number, column, value)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="12436D")
    sheet.freeze_panes, sheet.auto_filter.ref = "B2", sheet.dimensions
    for column, heading in enumerate(headings, start=1):
        longest = max([len(heading), *(len(str(row[column - 1])) for row in rows)])
        sheet.column_dimensions[get_column_letter(column)].width = min(WIDEST, longest + 3)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _write(sheet: Worksheet, row: int, column: int, value: str | dt.date | int) -> None:
    """Text stays text: whatever begins with = + - or @ is never run."""
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, str):
        cell.value = NOT_ALLOWED.sub(" ", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "dd/mm/yyyy"
