"""One thing on the board: a visit, a family conversation or a shadowing, as it is drawn and read out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.models import PlannedVisit

SHORT_ACTIVITY = {
    "home_visit": "Home visit", "duty_desk": "Duty desk", "panel": "Panel", "supervision": "Supervision", "team_meeting": "Team meeting",
    "group_work": "Group work", "night_duty": "Night duty", "direct_work": "Direct work", "review": "Review", "other": "Other",
}  # fmt: skip


@dataclass(frozen=True)
class Chip:
    """`title` is what the row does not say already; `where` and `who` are for reading it out of its place."""

    kind: str
    slot: int
    title: str
    initials: str
    detail: str
    who: str
    where: str
    site: str
    team: UUID | None = None
    people: frozenset[UUID] = field(default_factory=frozenset)
    services: frozenset[UUID] = field(default_factory=frozenset)
    site_id: UUID | None = None
    visit: UUID | None = None
    locked: bool = False
    problem: str = ""
    partner: str = ""

    @property
    def first_name(self) -> str:
        return self.who.partition(" ")[0]

    @property
    def last_name(self) -> str:
        return self.who.partition(" ")[2]

    @property
    def searched(self) -> str:
        return f"{self.who} {self.where} {self.site} {self.detail}".casefold()


def initials(name: str) -> str:
    """Asha Khan: AK"""
    parts = name.split()
    return (parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")).upper() if parts else ""


def visit_chips(desk: Desk) -> list[Chip]:
    together: dict[UUID, list[PlannedVisit]] = {}
    for row in desk.visits:
        together.setdefault(row.offer_id, []).append(row)
    return [_visit(desk, row, together[row.offer_id]) for row in desk.visits]


def _visit(desk: Desk, row: PlannedVisit, there: Sequence[PlannedVisit]) -> Chip:
    name, team = row.visitor.staff_member.name, row.offer.team
    return Chip(
        kind="visit",
        slot=row.offer.slot,
        title=team.name,
        initials=initials(name),
        detail=SHORT_ACTIVITY.get(row.offer.activity, row.offer.get_activity_display()),
        who=name,
        where=team.name,
        site=team.site.name,
        team=team.pk,
        people=frozenset({row.visitor.staff_member_id}),
        services=frozenset({team.service_id}),
        site_id=team.site_id,
        visit=row.pk,
        locked=row.locked,
        problem=desk.problems.get(row.pk, ""),
        partner=", ".join(other.visitor.staff_member.name for other in there if other.pk != row.pk),
    )


def meeting_chips(desk: Desk) -> list[Chip]:
    """Family conversations and shadowings: shown, so that nobody is planned twice; planned elsewhere."""
    found = []
    for held in desk.conversations:
        name, team = held.visitor.staff_member.name, held.conversation.team
        found.append(
            Chip(
                kind="conversation",
                slot=held.slot,
                title="Family conversation",
                initials=initials(name),
                detail="Family conversation",
                who=name,
                where=f"family conversation {held.conversation.reference}",
                site=held.site.name,
                team=team.pk,
                people=frozenset({held.visitor.staff_member_id}),
                services=frozenset({team.service_id}),
                site_id=held.site_id,
            )
        )
    for shadowing in desk.shadowings:
        host, guest = shadowing.host.staff_member, shadowing.request.staff_member
        found.append(
            Chip(
                kind="shadowing",
                slot=shadowing.slot,
                title=f"{guest.name} shadows {host.name}",
                initials=initials(guest.name),
                detail="Shadowing",
                who=guest.name,
                where=f"shadowing {host.name}",
                site="",
                team=host.team_id,
                people=frozenset({host.pk, guest.pk}),
                services=frozenset({host.service_id} if host.service_id else ()),
            )
        )
    return found
