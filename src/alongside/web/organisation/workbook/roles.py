"""What people may do in Alongside, as a sheet. Only for those who manage access."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from alongside.web.access.actions.inviting import invite
from alongside.web.access.actions.people import grant_role
from alongside.web.access.models import Invitation, RoleGrant, User
from alongside.web.organisation.models import Directorate, StaffMember
from alongside.web.organisation.workbook import sheets
from alongside.web.organisation.workbook.sources import Present, RowsRefused, Unchecked

NO_ADDRESS = "Somebody whose e-mail address is on the Staff sheet, so that they can be invited"


class RoleSource(Unchecked):
    """Roles held now, and roles promised in invitations that are still open, by staff number and role."""

    sheet = sheets.ROLES

    def __init__(self, directorate: Directorate, by: User) -> None:
        self.directorate, self.by = directorate, by

    def present(self) -> Present:
        held = RoleGrant.objects.current().filter(user__directorate=self.directorate, user__staff_member__isnull=False)
        pairs = set(held.values_list("user__staff_member__code", "role"))
        pairs |= {(staff, role) for staff, roles in self._promised().items() for role in roles}
        return {(staff, role): {"staff": staff, "role": role} for staff, role in sorted(pairs)}

    def add(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Who has an account gets the role; who has none is invited, once, with all their roles."""
        wanted: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            wanted[row["staff"]].append(row["role"])
        people = StaffMember.objects.filter(directorate=self.directorate, code__in=wanted).select_related("user")
        promised = self._promised()
        refused: dict[tuple[str, str], str] = {}
        for person in people:
            roles = wanted[person.code]
            try:
                self._admit(person, roles, promised.get(person.code, []))
            except ValidationError as error:
                refused |= {(person.code, role): " ".join(error.messages) for role in roles}
        if refused:
            raise RowsRefused(refused)

    def change(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """A role is all there is in a row: there is nothing to change."""

    def _admit(self, person: StaffMember, roles: Sequence[str], promised: Iterable[str]) -> None:
        user: User | None = getattr(person, "user", None)
        if user is not None:
            for role in roles:
                grant_role(user=user, role=role, by=self.by)
        elif not person.email:
            raise ValidationError(NO_ADDRESS)
        else:
            invite(email=person.email, name=person.name, roles={*roles, *promised}, by=self.by, staff_member=person)

    def _promised(self) -> dict[str, list[str]]:
        promised = Invitation.objects.open().filter(directorate=self.directorate, staff_member__isnull=False)
        return dict(promised.order_by("invited_at").values_list("staff_member__code", "roles"))
