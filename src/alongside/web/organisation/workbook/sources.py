"""Where a sheet's rows come from and go to. `present` reads what is here in the workbook's own terms; `add` and `change` write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from alongside.web.organisation.models import Directorate, Owned, Post, Service, Site, StaffMember, Team, TravelTime
from alongside.web.organisation.workbook import sheets
from alongside.web.organisation.workbook.columns import Sheet
from alongside.web.organisation.workbook.problems import Problems
from alongside.web.organisation.workbook.tables import Table

Key = tuple[Any, ...]
Present = dict[Key, dict[str, Any]]


class RowsRefused(Exception):
    """Rows that another rule of the application does not allow, by key, each with what was expected."""

    def __init__(self, reasons: Mapping[Key, str]) -> None:
        super().__init__(f"{len(reasons)} rows")
        self.reasons = reasons


class Source(Protocol):
    """One sheet's rows in the database."""

    sheet: Sheet

    def present(self) -> Present:
        """All rows by key, in the order they are exported in. The number of queries does not depend on how many there are."""

    def check(self, table: Table, problems: Problems) -> None:
        """What only the database can say about the file's rows."""

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows whose keys are new. Every column's value is there."""

    def change(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Change rows that are there. Every column's value is there, changed or not."""


def by_code(model: type[Owned], directorate: Directorate) -> dict[str, UUID]:
    return dict(model._default_manager.filter(directorate=directorate).values_list("code", "pk"))


class Unchecked:
    """A source with nothing to check beyond its columns and codes."""

    def check(self, table: Table, problems: Problems) -> None:
        return


class OwnedSource(Unchecked):
    """Services, sites, teams, staff and posts: rows with a code, whose columns are fields or references to other codes."""

    def __init__(self, directorate: Directorate, sheet: Sheet, model: type[Owned], targets: Mapping[str, type[Owned]]) -> None:
        self.directorate, self.sheet, self.model, self.targets = directorate, sheet, model, targets

    def present(self) -> Present:
        paths = [f"{c.field}__code" if c.field in self.targets else c.field for c in self.sheet.columns]
        rows = self.model._default_manager.filter(directorate=self.directorate).order_by("code").values_list(*paths)
        return {(row[0],): {c.field: c.kind.canonical(value) for c, value in zip(self.sheet.columns, row, strict=True)} for row in rows}

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """A reference within the sheet itself (a manager) is put in once all rows are there."""
        outwards = self._columns(within=False)
        fields = self._resolver(outwards)
        self.model._default_manager.bulk_create(self.model(directorate=self.directorate, **fields(row)) for row in rows)
        if inwards := self._columns(within=True):
            self._update(rows, inwards)

    def change(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._update(rows, [column.field for column in self.sheet.columns if column.field != "code"])

    def _columns(self, *, within: bool) -> list[str]:
        return [c.field for c in self.sheet.columns if (self.targets.get(c.field) is self.model) == within]

    def _update(self, rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> None:
        if not rows:
            return
        here, fields = by_code(self.model, self.directorate), self._resolver(names)
        changed = [self.model(id=here[row["code"]], **fields(row)) for row in rows]
        self.model._default_manager.bulk_update(changed, list(names), batch_size=100)

    def _resolver(self, names: Sequence[str]) -> Any:
        codes = {name: by_code(self.targets[name], self.directorate) for name in names if name in self.targets}

        def fields(row: Mapping[str, Any]) -> dict[str, Any]:
            found = {}
            for name in names:
                if name in codes:
                    found[f"{name}_id"] = codes[name][row[name]] if row[name] else None
                else:
                    found[name] = row[name]
            return found

        return fields


class TravelSource(Unchecked):
    """Minutes that were given between two sites."""

    sheet = sheets.TRAVEL_TIMES

    def __init__(self, directorate: Directorate) -> None:
        self.directorate = directorate

    def present(self) -> Present:
        rows = TravelTime.objects.filter(directorate=self.directorate).order_by("origin__code", "destination__code")
        return {
            (origin, destination): {"origin": origin, "destination": destination, "minutes": minutes}
            for origin, destination, minutes in rows.values_list("origin__code", "destination__code", "minutes")
        }

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        site = by_code(Site, self.directorate)
        TravelTime.objects.bulk_create(
            TravelTime(
                directorate=self.directorate, origin_id=site[r["origin"]], destination_id=site[r["destination"]], minutes=r["minutes"]
            )
            for r in rows
        )

    def change(self, rows: Sequence[Mapping[str, Any]]) -> None:
        times = {
            (t.origin.code, t.destination.code): t
            for t in TravelTime.objects.filter(directorate=self.directorate).select_related("origin", "destination")
        }
        for row in rows:
            times[row["origin"], row["destination"]].minutes = row["minutes"]
        TravelTime.objects.bulk_update(times.values(), ["minutes"], batch_size=200)


def organisation_sources(directorate: Directorate) -> list[Source]:
    """In the order in which they must be put in place."""
    people: dict[str, type[Owned]] = {"service": Service, "team": Team, "base": Site, "manager": StaffMember}
    return [
        OwnedSource(directorate, sheets.SERVICES, Service, {}),
        OwnedSource(directorate, sheets.SITES, Site, {}),
        TravelSource(directorate),
        OwnedSource(directorate, sheets.TEAMS, Team, {"service": Service, "site": Site}),
        OwnedSource(directorate, sheets.STAFF, StaffMember, people),
        OwnedSource(directorate, sheets.POSTS, Post, {"team": Team, "holder": StaffMember}),
    ]
