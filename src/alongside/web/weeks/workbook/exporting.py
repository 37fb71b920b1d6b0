"""The directorate as it is now, as a workbook or a folder of CSV files that loads back without a change."""

from __future__ import annotations

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate
from alongside.web.organisation.workbook.csv_writing import write_csv_folder
from alongside.web.organisation.workbook.xlsx_writing import write_xlsx
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.workbook.book import book_for

XLSX, CSV = "xlsx", "csv"


def export_directorate(*, directorate: Directorate, week: PracticeWeek | None, form: str, by: User) -> bytes:
    """Names, addresses and numbers of staff leave the application here, so it is written to the trail."""
    require(by, Permission.ORGANISATION_CHANGE, directorate)
    book = book_for(by=by, directorate=directorate, week=week)
    present = book.present()
    filled = [(sheet, present[sheet.name].values()) for sheet in book.sheets]
    record("directorate.exported", by=by, on=directorate, format=form, rows=sum(len(rows) for rows in present.values()))
    notes = [f"As it was in Alongside: {directorate}" + (f", {week}" if week else "")]
    return write_csv_folder(filled) if form == CSV else write_xlsx(filled, notes=notes)
