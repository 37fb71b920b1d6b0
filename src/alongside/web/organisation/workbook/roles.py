"""What people may do in Alongside, as a sheet. Only for those who manage access."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from alongside.web.access.models import RoleGrant, User
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate
from alongside.web.organisation.workbook import sheets
from alongside.web.organisation.workbook.problems import Problems
from alongside.web.organisation.workbook.sources import Present
from alongside.web.organisation.workbook.tables import Table

NO_ACCOUNT = "Somebody with an account. Invite them under People and access first, and give the role there or here"


class RoleSource:
    """Roles held now, by staff number and role."""

    sheet = sheets.ROLES

    def __init__(self, directorate: Directorate, by: User) -> None:
        self.directorate, self.by = directorate, by

    def present(self) -> Present:
        held = RoleGrant.objects.current().filter(user__directorate=self.directorate, user__staff_member__isnull=False)
        keys = held.order_by("user__staff_member__code", "role").values_list("user__staff_member__code", "role")
        return {(staff, role): {"staff": staff, "role": role} for staff, role in keys}

    def check(self, table: Table, problems: Problems) -> None:
        """An account comes from an invitation that its owner accepts, never from a spreadsheet."""
        here = self._accounts()
        for row in table.rows:
            if row.values["staff"] not in here:
                problems.add(self.sheet.name, row.number, "Staff number", row.values["staff"], NO_ACCOUNT)

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        users = {u.staff_member.code: u for u in self._users().select_related("staff_member") if u.staff_member}
        given = [(users[row["staff"]], row["role"]) for row in rows if row["staff"] in users]
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role, granted_by=self.by) for user, role in given)
        for user, role in given:
            record("role.given", by=self.by, on=user, role=role)

    def change(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """A role is all there is in a row: there is nothing to change."""

    def _users(self) -> QuerySet[User]:
        found: QuerySet[User] = User.objects.filter(directorate=self.directorate, staff_member__isnull=False)
        return found

    def _accounts(self) -> set[str]:
        return set(self._users().values_list("staff_member__code", flat=True))
