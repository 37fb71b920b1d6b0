"""What could be done with a visit, or with a gap: each way with what it would mean, before anybody chooses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alongside.engines.timetable.plan import Visit
from alongside.web.weeks.board.breaches import Kind
from alongside.web.weeks.board.desk import Desk, Verdict
from alongside.web.weeks.models import Offer, PlannedVisit, Visitor


@dataclass(frozen=True)
class Option:
    """A visitor at an offer, and what choosing it would mean. `other` is the visit it would be swapped with."""

    visitor: Visitor
    offer: Offer
    visit: Visit
    verdict: Verdict
    other: PlannedVisit | None = None

    @property
    def value(self) -> str:
        """What a form sends when this is chosen."""
        return str(self.other.pk) if self.other else f"{self.visitor.pk} {self.offer.pk}"


def other_places(desk: Desk, row: PlannedVisit) -> list[Option]:
    """The same visitor at every other time and team on offer."""
    here = desk.numbered.get(row.pk)
    leader = desk.rows.visitor_number[row.visitor_id]
    return _moves(desk, here, ((leader, team, slot) for team, slot in desk.rows.offers))


def other_visitors(desk: Desk, row: PlannedVisit) -> list[Option]:
    """Every other visitor, at every time this team offers."""
    here = desk.numbered.get(row.pk)
    if here is None:
        return []
    slots = [slot for team, slot in desk.rows.offers if team == here[1]]
    return _moves(desk, here, ((leader, here[1], slot) for leader in range(len(desk.rows.visitors)) for slot in slots))


def _moves(desk: Desk, here: Visit | None, places: Iterable[Visit]) -> list[Option]:
    out = [here] if here else []
    return [Option(*desk.row(place), place, desk.verdict(out=out, put_in=[place])) for place in places if place != here]


def swaps(desk: Desk, row: PlannedVisit) -> list[Option]:
    """The two visitors take each other's visits."""
    if (one := desk.numbered.get(row.pk)) is None:
        return []
    found = []
    for other in desk.visits:
        two = desk.numbered.get(other.pk)
        if two is None or other.locked or two[0] == one[0] or two[1:] == one[1:]:
            continue
        crossed = [(two[0], *one[1:]), (one[0], *two[1:])]
        found.append(Option(other.visitor, other.offer, crossed[0], desk.verdict(out=[one, two], put_in=crossed), other))
    return found


@dataclass(frozen=True)
class Wanted:
    """Which additions are looked for; what is None is open."""

    team: int | None = None
    visitor: int | None = None
    area: int | None = None
    corporate: bool = False
    by_two: bool = False

    def has(self, desk: Desk, visit: Visit) -> bool:
        leader, team, slot = visit
        p = desk.rows.problem
        return (
            self.team in (None, team)
            and self.visitor in (None, leader)
            and self.area in (None, p.teams[team].area)
            and (p.leaders[leader].corporate or not self.corporate)
            and (not self.by_two or len(desk.ledger.present[team, slot]) == 1)
        )


def additions(desk: Desk, wanted: Wanted) -> list[Option]:
    """Every visit that could be wanted here, possible or not."""
    found = []
    for visit in _every(desk):
        if visit not in desk.ledger.visits and wanted.has(desk, visit):
            found.append(Option(*desk.row(visit), visit, desk.verdict(put_in=[visit])))
    return found


def _every(desk: Desk) -> Iterator[Visit]:
    for team, slot in desk.rows.offers:
        for leader in range(len(desk.rows.visitors)):
            yield leader, team, slot


def best_first(options: Iterable[Option]) -> list[Option]:
    """The possible ones, least costly first; among equals the earliest."""
    return sorted(
        (o for o in options if o.verdict.possible), key=lambda o: (o.verdict.price, o.visit[2], o.offer.team.name, str(o.visitor))
    )


HINDRANCES = {
    Kind.NOT_FREE: "is not free then", Kind.ELSEWHERE: "is at another team then", Kind.BUSY: "has a conversation or shadowing then",
    Kind.LINE: "is in the team's line of management", Kind.DECLARED: "has a declared interest", Kind.TOO_FAR: "is based too far away",
    Kind.MET: "visits the team already", Kind.FULL: "would be one too many", Kind.SAME_SERVICE: "is from the same service as who goes",
    Kind.TEAM_FULL: "would be a visit more than the team takes", Kind.TEAM_THAT_DAY: "would come on a day the team is visited already",
    Kind.SITE_FULL: "would find the site full", Kind.DAY_FULL: "has a full day", Kind.VISITOR_FULL: "has as many visits as agreed",
    Kind.TRAVEL: "could not travel in time",
}  # fmt: skip


def hindrances(options: Iterable[Option]) -> list[tuple[str, int]]:
    """Why the impossible ones are impossible, what stops most of them first."""
    counted = Counter(o.verdict.breaches[0].kind for o in options if o.verdict.breaches)
    return [(HINDRANCES.get(kind, "would break a rule"), n) for kind, n in counted.most_common()]
