"""Which sheets a person may read and write in one file: the organisation's, and those of one week."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.organisation.models import Directorate, Service
from alongside.web.organisation.workbook.columns import Sheet
from alongside.web.organisation.workbook.grids import Grid, plain
from alongside.web.organisation.workbook.roles import RoleSource
from alongside.web.organisation.workbook.sheets import SERVICES
from alongside.web.organisation.workbook.sources import Present, Source, organisation_sources
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.workbook.sources import AvailabilitySource, OfferSource

MOST_SERVICES = 60


@dataclass(frozen=True)
class Book:
    """The sheets at hand, in the order in which they are put in place."""

    directorate: Directorate
    week: PracticeWeek | None
    sources: tuple[Source, ...]

    @property
    def sheets(self) -> list[Sheet]:
        return [source.sheet for source in self.sources]

    def present(self) -> dict[str, Present]:
        return {source.sheet.name: source.present() for source in self.sources}


def book_for(*, by: User, directorate: Directorate, week: PracticeWeek | None, new_services: Sequence[str] = ()) -> Book:
    """The sheets `by` may change. `new_services` are codes that the file is about to add, for the columns of interest."""
    sources = organisation_sources(directorate)
    if by.may(Permission.ACCESS_MANAGE):
        sources.append(RoleSource(directorate, by))
    if week is not None and by.may(Permission.WEEKS_SET_UP):
        here = Service.objects.filter(directorate=directorate).order_by("code").values_list("code", flat=True)
        codes = sorted({*here, *new_services})[:MOST_SERVICES]
        sources += [OfferSource(week), AvailabilitySource(week, codes)]
    return Book(directorate, week, tuple(sources))


def services_in(grids: Sequence[Grid]) -> list[str]:
    """Codes on the Services sheet, read ahead because they make columns on another sheet."""
    for grid in grids:
        rows = [cells for _, cells in grid.rows if any(cell is not None for cell in cells)]
        if plain(grid.name) != plain(SERVICES.name) or not rows:
            continue
        place = next((n for n, cell in enumerate(rows[0]) if cell is not None and plain(str(cell)) == "code"), None)
        if place is not None:
            codes = [str(cells[place]).strip() for cells in rows[1:] if len(cells) > place and cells[place] is not None]
            return [code for code in codes if len(code) <= 40][:MOST_SERVICES]
    return []


def fingerprint(present: dict[str, Present]) -> str:
    """The same while nothing that the workbook can say has changed."""
    rows = {name: [list(values.values()) for values in rows.values()] for name, rows in present.items()}
    return hashlib.sha256(json.dumps(rows, default=str, sort_keys=True).encode()).hexdigest()
