"""Every team and every way of being seen: what is planned, what is missing, and what was never offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from alongside.web.design.words import plural
from alongside.web.organisation.models import Service, Team
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.words import joined
from alongside.web.weeks.models import Visitor


class State(StrEnum):
    YES = "yes"
    MISSING = "missing"
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True)
class Way:
    """One way of being seen: whether it is planned, and what is or why not."""

    state: State
    words: str
    find: str = ""


WAYS = ("Visited", "By two together", "By a corporate visitor", "Family conversation", "Shadowing")


@dataclass(frozen=True)
class TeamCoverage:
    team: Team
    ways: Sequence[Way]

    @property
    def missing(self) -> int:
        return sum(way.state is State.MISSING for way in self.ways)

    @property
    def badness(self) -> tuple[int, int, int]:
        """Not seen at all first, then by how much is missing."""
        seen = self.ways[0].state is State.YES
        return int(seen), -self.missing, -sum(way.state is State.NOT_OFFERED for way in self.ways)

    @property
    def searched(self) -> str:
        return f"{self.team.name} {self.team.service.name} {self.team.site.name}".casefold()


@dataclass(frozen=True)
class VisitorLoad:
    visitor: Visitor
    number: int
    visits: int
    least: int
    target: int
    most: int

    @property
    def short(self) -> int:
        return max(0, self.least - self.visits)

    @property
    def over(self) -> int:
        return max(0, self.visits - self.target)


@dataclass(frozen=True)
class Coverage:
    teams: Sequence[TeamCoverage]
    services_unseen: Sequence[Service]
    short: Sequence[VisitorLoad]
    over: Sequence[VisitorLoad]
    by_two: int
    by_two_wanted: int

    @property
    def sentences(self) -> list[str]:
        """What a director would ask, in the order they would."""
        unseen = [row.team.name for row in self.teams if row.ways[0].state is not State.YES]
        said = [_teams_said(unseen, len(self.teams))]
        bare = [service.name for service in self.services_unseen]
        said.append(f"No corporate visitor would see {joined(bare, 'or')}." if bare else "A corporate visitor would see every service.")
        if self.short:
            said.append(f"{plural(len(self.short), 'visitor')} {'has' if len(self.short) == 1 else 'have'} too few visits.")
        if self.by_two < self.by_two_wanted:
            said.append(f"{plural(self.by_two, 'visit')} would be made by two, and {self.by_two_wanted} are wanted.")
        return said


def _teams_said(unseen: list[str], total: int) -> str:
    if not unseen:
        return f"All {total} teams would be seen."
    named = f": {joined(unseen)}" if len(unseen) <= 6 else ""
    return f"{total - len(unseen)} of {total} teams would be seen. {len(unseen)} would not{named}."


def coverage_of(desk: Desk) -> Coverage:
    """From a plan on the desk; reads nothing more."""
    ledger, rows, p = desk.ledger, desk.rows, desk.rows.problem
    talks: Counter[UUID | None] = Counter(held.conversation.team_id for held in desk.conversations)
    talks_wanted: Counter[UUID | None] = Counter(wanted.team_id for wanted in rows.conversations)
    shadowings = Counter(s.host.staff_member.team_id for s in desk.shadowings)
    hosts = Counter(host.staff_member.team_id for host in rows.hosts)
    teams = [
        TeamCoverage(
            team,
            (
                _visited(desk, n),
                _by_two(desk, n),
                _by_corporate(desk, n),
                _meeting(team.pk, talks, talks_wanted, "conversation", "No family has agreed"),
                _meeting(team.pk, shadowings, hosts, "shadowing", "Nobody hosts"),
            ),
        )
        for n, team in enumerate(rows.teams)
    ]
    loads = [
        VisitorLoad(v, n, ledger.load[n], p.leaders[n].min, p.leaders[n].target, p.leaders[n].max) for n, v in enumerate(rows.visitors)
    ]
    with_teams = {team.area for team in p.teams}
    return Coverage(
        teams=sorted(teams, key=lambda row: (*row.badness, row.team.service.order, row.team.name)),
        services_unseen=[service for n, service in enumerate(rows.services) if n in with_teams and not ledger.corporate[n]],
        short=sorted((load for load in loads if load.short), key=lambda load: (-load.short, str(load.visitor))),
        over=sorted((load for load in loads if load.over), key=lambda load: (-load.over, str(load.visitor))),
        by_two=ledger.doubles,
        by_two_wanted=p.rules.double_min,
    )


def _visited(desk: Desk, team: int) -> Way:
    slots = sorted(desk.ledger.team_slots[team])
    if slots:
        return Way(State.YES, joined([desk.plan.week.slot(slot).short_name for slot in slots]))
    if not desk.rows.problem.teams[team].offers:
        return Way(State.NOT_OFFERED, "Offers nothing to see")
    return Way(State.MISSING, "Not seen", "find")


def _by_two(desk: Desk, team: int) -> Way:
    present = [desk.ledger.present[team, slot] for slot in desk.ledger.team_slots[team]]
    pair = next((sorted(there) for there in present if len(there) == 2), None)
    if pair:
        return Way(State.YES, joined([desk.words.visitor(v) for v in pair]))
    if all(offer.cap < 2 for offer in desk.rows.problem.teams[team].offers):
        return Way(State.NOT_OFFERED, "Room for one only")
    return Way(State.MISSING, "Not by two", "by_two" if present else "find")


def _by_corporate(desk: Desk, team: int) -> Way:
    p = desk.rows.problem
    there = sorted({v for slot in desk.ledger.team_slots[team] for v in desk.ledger.present[team, slot] if p.leaders[v].corporate})
    if there:
        return Way(State.YES, joined([desk.words.visitor(v) for v in there]))
    if not p.teams[team].offers:
        return Way(State.NOT_OFFERED, "Offers nothing to see")
    return Way(State.MISSING, "No corporate visitor", "corporate")


def _meeting(team: UUID, planned: Counter[UUID | None], wanted: Counter[UUID | None], what: str, otherwise: str) -> Way:
    if planned[team]:
        return Way(State.YES, plural(planned[team], what))
    return Way(State.MISSING, "Not planned") if wanted[team] else Way(State.NOT_OFFERED, otherwise)
