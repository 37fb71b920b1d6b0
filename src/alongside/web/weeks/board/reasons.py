"""Why this visitor: what speaks for the pair, and what the next best would cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.engines.timetable.plan import Visit
from alongside.web.design.words import plural
from alongside.web.weeks.board.desk import Desk, Verdict
from alongside.web.weeks.board.options import Option, best_first, other_visitors
from alongside.web.weeks.board.words import minutes
from alongside.web.weeks.models import Interest, PlannedVisit


@dataclass(frozen=True)
class Reasons:
    """`facts` about the pair; `without` is what leaving the visit out would mean; `next_best` another visitor at the same time."""

    facts: Sequence[str]
    without: Verdict
    next_best: Option | None
    possible: int


def reasons_for(desk: Desk, row: PlannedVisit) -> Reasons | None:
    """None where the visit no longer works: then there is nothing to say for it."""
    here = desk.numbered.get(row.pk)
    if here is None or not desk.is_counted(here):
        return None
    same_time = best_first(o for o in other_visitors(desk, row) if o.offer.pk == row.offer_id)
    return Reasons(_facts(desk, here), desk.verdict(out=[here]), same_time[0] if same_time else None, len(same_time))


INTEREST: dict[int, str] = {
    Interest.Level.KEEN: "Is keen to see {service}",
    Interest.Level.HAPPY: "Is happy to see {service}",
    Interest.Level.RATHER_NOT: "Would rather not see {service}",
    Interest.Level.NOT: "Would see {service} only if nobody else can",
}


def _facts(desk: Desk, here: Visit) -> list[str]:
    leader, team, _ = here
    p = desk.rows.problem
    who, what = p.leaders[leader], p.teams[team]
    level = who.interest[what.kind]
    met = (leader, team) in p.last
    return [
        "Comes from outside the service" if who.area != what.area else f"Comes from the same service, {p.areas[what.area]}",
        INTEREST.get(level, "Said nothing about {service}").format(service=desk.rows.services[what.kind].name),
        f"{minutes(p.travel[who.base][what.site])} from their base to {desk.words.site_of(team)}",
        "Visited this team last time" if met else "Did not visit this team last time",
        f"Makes {plural(desk.ledger.load[leader], 'visit')} this week, hoped for {who.target}, at most {who.max}",
    ]
