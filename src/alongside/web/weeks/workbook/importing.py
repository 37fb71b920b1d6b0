"""From cells to rows in the database. A dry run does all of it inside a transaction and takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, transaction

from alongside.web.access.models import User
from alongside.web.organisation.models import Directorate
from alongside.web.organisation.workbook.comparing import SheetChanges, compare
from alongside.web.organisation.workbook.grids import Grid
from alongside.web.organisation.workbook.problems import Problems
from alongside.web.organisation.workbook.references import check_line_of_management, check_lost_zeros, check_references
from alongside.web.organisation.workbook.sheets import TEAMS
from alongside.web.organisation.workbook.sources import RowsRefused, Source
from alongside.web.organisation.workbook.tables import Table, read_tables
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.workbook.book import Book, book_for, fingerprint, services_in
from alongside.web.weeks.workbook.reach import unreachable
from alongside.web.weeks.workbook.sheets import OFFERS


@dataclass
class Outcome:
    """What an import would do, or did, or what is wrong with it."""

    problems: Problems
    changes: list[SheetChanges] = field(default_factory=list)
    not_read: list[str] = field(default_factory=list)
    fingerprint: str = ""

    @property
    def counts(self) -> dict[str, int]:
        return {
            "added": sum(len(changes.added) for changes in self.changes),
            "changed": sum(len(changes.changed) for changes in self.changes),
            "same": sum(changes.same for changes in self.changes),
            "left": sum(changes.left for changes in self.changes),
        }

    def as_json(self) -> dict[str, Any]:
        return {
            "problems": self.problems.as_json(),
            "problem_count": self.problems.count,
            "sheets": [changes.as_json() for changes in self.changes],
            "counts": self.counts,
            "not_read": self.not_read,
        }


def import_grids(
    grids: Sequence[Grid],
    problems: Problems,
    *,
    directorate: Directorate,
    week: PracticeWeek | None,
    by: User,
    keep: bool,
    expected: str = "",
) -> Outcome:
    """Check everything, then put it in place; take it back again unless it is to be kept and nothing is wrong.

    With `expected`, a fingerprint, nothing is put in place unless the directorate is still as it was when that was taken.
    Raises `NotReadable` when none of the sheets is one of ours.
    """
    book = book_for(by=by, directorate=directorate, week=week, new_services=services_in(grids))
    reading = read_tables(grids, book.sheets, problems)
    with transaction.atomic():
        Directorate.objects.select_for_update().get(pk=directorate.pk)
        outcome = _compared(book, reading.tables, problems)
        outcome.not_read = reading.not_read
        unchanged_since = not expected or expected == outcome.fingerprint
        if unchanged_since and not problems:
            _put_in_place(book, reading.tables, outcome)
        if problems or not keep or not unchanged_since:
            transaction.set_rollback(True)
    return outcome


def _compared(book: Book, tables: Mapping[str, Table], problems: Problems) -> Outcome:
    present = book.present()
    check_references(tables, present, problems)
    check_lost_zeros(tables, present, problems)
    check_line_of_management(tables, present, problems)
    for source in book.sources:
        if source.sheet.name in tables:
            source.check(tables[source.sheet.name], problems)
    changes = [compare(tables[sheet.name], present[sheet.name], problems) for sheet in book.sheets if sheet.name in tables]
    return Outcome(problems, changes, fingerprint=fingerprint(present))


def _put_in_place(book: Book, tables: Mapping[str, Table], outcome: Outcome) -> None:
    before = unreachable(book.week) if book.week else {}
    changes = {change.sheet.name: change for change in outcome.changes}
    try:
        with transaction.atomic():
            for source in book.sources:
                if (change := changes.get(source.sheet.name)) is not None:
                    _write(source, change, outcome.problems)
    except DatabaseError:
        outcome.problems.add("", 0, "", "", "Rows that the database takes together. Load the sheets one after the other to see which it is")
        return
    if book.week and not outcome.problems:
        _tell_unreachable(before, unreachable(book.week), tables, outcome.problems)


def _write(source: Source, change: SheetChanges, problems: Problems) -> None:
    try:
        source.add([added.values for added in change.added])
        source.change([changed.values for changed in change.changed])
    except RowsRefused as refused:
        rows = {one.key: one.row for one in change.all()}
        for key, expected in refused.reasons.items():
            problems.add(source.sheet.name, rows[key], source.sheet.key_name, ", ".join(map(str, key)), expected)


def _tell_unreachable(before: Mapping[str, str], after: Mapping[str, str], tables: Mapping[str, Table], problems: Problems) -> None:
    """Teams nobody could visit: those this file speaks of, and those it would put out of reach."""
    for code, reason in after.items():
        sheet, row = _where(code, tables)
        if row or code not in before:
            problems.add(sheet, row, "Team" if sheet == OFFERS else "Code", code, f"A team that somebody could visit. {reason}")


def _where(code: str, tables: Mapping[str, Table]) -> tuple[str, int]:
    for name, column in ((OFFERS, "team"), (TEAMS.name, "code")):
        for row in tables[name].rows if name in tables else ():
            if row.values[column] == code:
                return name, row.number
    return TEAMS.name, 0
