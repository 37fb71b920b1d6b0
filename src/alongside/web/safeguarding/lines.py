"""From whom an allegation about staff is hidden: the person, their team's manager, and everybody above either of them.

Who is not tied to the staff list cannot be shown to stand outside that line, and so sees no allegation about staff.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.web.organisation.lines import upwards
from alongside.web.organisation.models import Post, StaffMember


@dataclass(frozen=True)
class Lines:
    """The staff list as a graph. Retired people stay in it: a line does not open because somebody left."""

    above: dict[UUID, UUID | None]
    teams: dict[UUID, set[UUID]]  # of each person
    members: dict[UUID, set[UUID]]  # of each team
    managers: dict[UUID, set[UUID]]  # of each team
    by_email: dict[str, set[UUID]]

    @classmethod
    def of(cls, directorate_id: Any) -> Lines:
        """Two queries."""
        people = list(StaffMember.objects.filter(directorate_id=directorate_id).values_list("pk", "manager_id", "team_id", "email"))
        teams: dict[UUID, set[UUID]] = defaultdict(set)
        members: dict[UUID, set[UUID]] = defaultdict(set)
        managers: dict[UUID, set[UUID]] = defaultdict(set)
        posts = Post.objects.filter(directorate_id=directorate_id, holder__isnull=False).values_list("holder_id", "team_id", "manages_team")
        belongs = [(pk, team) for pk, _, team, _ in people if team] + [(holder, team) for holder, team, _ in posts]
        for person, team in belongs:
            teams[person].add(team)
            members[team].add(person)
        for holder, team, manages in posts:
            if manages:
                managers[team].add(holder)
        by_email: dict[str, set[UUID]] = defaultdict(set)
        for pk, _, _, email in people:
            by_email[email.strip().lower()].add(pk)
        return cls({pk: manager for pk, manager, _, _ in people}, teams, members, managers, by_email)

    def hidden_from(self, about: UUID | None, team: UUID | None) -> set[UUID]:
        """The people it is hidden from. With nobody named, everybody in the team and above may be the one."""
        if about is not None:
            start = {about}.union(*(self.managers.get(each, set()) for each in self.teams.get(about, set())))
        else:
            start = (self.members.get(team, set()) | self.managers.get(team, set())) if team else set()
        return start.union(*(upwards(person, self.above) for person in start))

    def people_of(self, user: Any) -> set[UUID]:
        """Who this account is on the staff list: whoever it is tied to, and whoever has its address."""
        tied = {user.staff_member_id} if user.staff_member_id else set()
        return tied | self.by_email.get(user.email.strip().lower(), set())

    def is_outside(self, user: Any, about: UUID | None, team: UUID | None) -> bool:
        """May this person see an allegation about them?"""
        people = self.people_of(user)
        return bool(people) and not people & self.hidden_from(about, team)


def withheld_from(user: Any, concerns: QuerySet[Any]) -> list[UUID]:
    """Which of these concerns are about staff in whose line this person stands."""
    about_staff = list(concerns.filter(directorate_id=user.directorate_id, about_staff=True).values_list("pk", "about_id", "team_id"))
    if not about_staff:
        return []
    lines = Lines.of(user.directorate_id)
    return [pk for pk, about, team in about_staff if not lines.is_outside(user, about, team)]


def outside(users: Iterable[Any], directorate_id: Any, about: UUID | None, team: UUID | None) -> list[Any]:
    """Those of them who may see an allegation about this person."""
    lines = Lines.of(directorate_id)
    return [user for user in users if lines.is_outside(user, about, team)]
