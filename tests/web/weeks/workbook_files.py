"""Making workbooks for tests: good ones from rows, and every kind of bad one."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from openpyxl import Workbook, load_workbook

from alongside.web.organisation.models import Directorate
from alongside.web.organisation.workbook.grids import read_file
from alongside.web.organisation.workbook.problems import Problems
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.workbook.example import write_template
from alongside.web.weeks.workbook.importing import Outcome, import_grids


def xlsx(**sheets: list[list[Any]]) -> bytes:
    """`xlsx(Services=[["Code", "Name"], ["A", "Help"]])`; an underscore in a name stands for a space."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name.replace("_", " "))
        for row in rows:
            page.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def template(week: PracticeWeek) -> Workbook:
    return load_workbook(io.BytesIO(write_template(week)))


def zipped(**files: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def load(content: bytes, *, week: PracticeWeek | None, by: Any, keep: bool = False, name: str = "book.xlsx") -> Outcome:
    problems = Problems()
    grids = read_file(io.BytesIO(content), name, problems)
    return import_grids(grids, problems, directorate=by.directorate, week=week, by=by, keep=keep)


def told(content: bytes, **options: Any) -> list[tuple[str, int, str, str]]:
    """(sheet, row, column, value) of each problem."""
    return [(p.sheet, p.row, p.column, p.value) for p in load(content, **options).problems]


def cells(content: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet's cells but the two that explain."""
    book = load_workbook(io.BytesIO(content))
    return {
        page.title: [[cell.value for cell in row] for row in page.iter_rows()]
        for page in book
        if page.title not in ("Read me first", "Lists")
    }


def everything(directorate: Directorate) -> list[Any]:
    """Every row a workbook can touch, to see that nothing has changed."""
    from alongside.web.organisation import models as o
    from alongside.web.weeks import models as w

    owned = [o.Service, o.Site, o.Team, o.StaffMember, o.Post, o.TravelTime, w.Offer, w.Visitor, w.Availability, w.Interest]
    return [list(model.objects.order_by("pk").values()) for model in owned]
