"""Who is in a team's own line of management, and so never visits it."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from alongside.web.organisation.models import Post, Seniority, StaffMember

EXEMPT = {Seniority.CHIEF_EXECUTIVE, Seniority.DIRECTOR, Seniority.LEAD_MEMBER}
"""They answer for every team, so being at the top of its line does not keep them from seeing it."""


class Lines:
    """The line of management of a directorate, read once: two queries."""

    def __init__(self, directorate_id: UUID) -> None:
        self.manager: dict[UUID, UUID | None] = {}
        self.seniority: dict[UUID, str] = {}
        self.members: dict[UUID, set[UUID]] = defaultdict(set)
        staff = StaffMember.objects.filter(directorate_id=directorate_id).values_list("id", "manager_id", "seniority", "team_id")
        for person, manager, seniority, team in staff.order_by("code"):
            self.manager[person], self.seniority[person] = manager, seniority
            if team:
                self.members[team].add(person)
        self.team_managers: dict[UUID, set[UUID]] = defaultdict(set)
        posts = Post.objects.filter(directorate_id=directorate_id, manages_team=True, holder__isnull=False, retired_on=None)
        for team, holder in posts.values_list("team_id", "holder_id"):
            self.team_managers[team].add(holder)

    def upwards(self, person: UUID) -> list[UUID]:
        """The person, their manager, and so on to the top. A loop ends where it closes."""
        found: list[UUID] = []
        step: UUID | None = person
        while step is not None and step not in found:
            found.append(step)
            step = self.manager.get(step)
        return found

    def managers_of_team(self, team: UUID) -> set[UUID]:
        """Holders of the posts that manage it; where those are vacant, whoever its people answer to."""
        if holders := self.team_managers.get(team):
            return holders
        bosses = {self.manager[person] for person in self.members[team]}
        return {boss for boss in bosses if boss is not None}

    def of_team(self, team: UUID) -> tuple[set[UUID], set[UUID]]:
        """(who may not visit it: its line and its own people; who is in its line and may)."""
        whole = {person for manager in self.managers_of_team(team) for person in self.upwards(manager)} | self.members[team]
        exempt = {person for person in whole if self.seniority.get(person) in EXEMPT}
        return whole - exempt, exempt
