"""`alongside manage import_directorate PATH [--apply]`: a workbook, a zip file of CSV files, or a folder of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.workbook.grids import Grid, read_file, read_folder
from alongside.web.organisation.workbook.problems import NotReadable, Problems
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.workbook.importing import Outcome, import_grids


class Command(BaseCommand):
    help = "Check a workbook or a folder of CSV files, and with --apply put it in place, all or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a workbook (.xlsx), a zip file of CSV files, or a folder of CSV files")
        parser.add_argument("--by", required=True, help="the e-mail address of the user in whose name it is done")
        parser.add_argument("--week", default="", help="the name of the practice week that Offers and Availability belong to")
        parser.add_argument("--apply", action="store_true", help="put it in place; without this nothing is changed")

    def handle(self, *args: Any, path: Path, by: str, week: str, apply: bool, **options: Any) -> None:
        user = User.objects.active().filter(email__iexact=by).select_related("directorate").first()
        if user is None or not user.may(Permission.ORGANISATION_CHANGE):
            raise CommandError(f"{by} is not a user who may change the organisation.")
        outcome = self._import(path, user, self._week(week, user), keep=apply)
        self._tell(outcome)
        if outcome.problems:
            raise CommandError(f"{outcome.problems.count} to put right. Nothing was changed.")
        self.stdout.write("Put in place." if apply else "Nothing was changed: this was a dry run. Add --apply to put it in place.")

    def _week(self, name: str, user: User) -> PracticeWeek | None:
        if not name:
            return None
        open_weeks = PracticeWeek.objects.visible_to(user).exclude(state__in=["published", "finished"])
        if (found := open_weeks.filter(name=name).first()) is None:
            raise CommandError(f"There is no week called {name!r} that is still being set up or planned.")
        return found

    def _import(self, path: Path, user: User, week: PracticeWeek | None, *, keep: bool) -> Outcome:
        problems = Problems()
        try:
            grids = self._grids(path, problems)
            with transaction.atomic():
                require(user, Permission.ORGANISATION_CHANGE, user.directorate)
                outcome = import_grids(grids, problems, directorate=user.directorate, week=week, by=user, keep=keep)
                if keep and not problems:
                    record("workbook.put_in_place", by=user, on=user.directorate, name=path.name, counts=outcome.counts)
        except (NotReadable, OSError) as reason:
            raise CommandError(f"{reason} Nothing was changed.") from None
        return outcome

    def _grids(self, path: Path, problems: Problems) -> list[Grid]:
        if path.is_dir():
            return read_folder(path, problems)
        with path.open("rb") as file:
            return read_file(file, path.name, problems)

    def _tell(self, outcome: Outcome) -> None:
        for problem in outcome.problems:
            self.stderr.write(str(problem))
        for left_out in outcome.not_read:
            self.stdout.write(f"Not read: {left_out}")
        for changes in outcome.changes:
            numbers = f"{len(changes.added)} added, {len(changes.changed)} changed, {changes.same} already so, {changes.left} left alone"
            self.stdout.write(f"{changes.sheet.name}: {numbers}")
