"""What stands in the way of one more visit. The judge has the last word; this one is quick and knows who is in the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alongside.engines.timetable.plan import Visit
from alongside.web.weeks.board.breaches import Breach, Kind
from alongside.web.weeks.board.ledger import Ledger


@dataclass(frozen=True)
class Commitment:
    """What else a visitor does in a slot: a family conversation they hold, or a shadowing they take part in.

    `site` is the engine's number of where; `counts` whether it is one of the stops that a day can hold.
    """

    what: str
    where: str = ""
    site: int | None = None
    counts: bool = False


Commitments = Mapping[tuple[int, int], Commitment]
"""By visitor and slot."""


def in_the_way(ledger: Ledger, visit: Visit, commitments: Commitments) -> list[Breach]:
    """Every rule that putting this visit in would break, what cannot be helped first. Empty when it fits."""
    for look in (_pair, _slot, _place, _week):
        if found := list(look(ledger, visit, commitments)):
            return found
    return []


def _pair(ledger: Ledger, visit: Visit, commitments: Commitments) -> Iterator[Breach]:
    leader, team, _ = visit
    p = ledger.problem
    if (leader, team) in p.pairs:
        return
    if leader in p.teams[team].line:
        yield Breach(Kind.LINE, leader=leader, team=team)
    elif (leader, team) in p.forbid:
        yield Breach(Kind.DECLARED, leader=leader, team=team)
    else:
        yield Breach(Kind.TOO_FAR, leader=leader, team=team)


def _slot(ledger: Ledger, visit: Visit, commitments: Commitments) -> Iterator[Breach]:
    leader, team, slot = visit
    p = ledger.problem
    if (team, slot) not in p.offers:
        yield Breach(Kind.NOT_OFFERED, team=team, slot=slot)
    if slot not in p.leaders[leader].avail:
        yield Breach(Kind.NOT_FREE, leader=leader, slot=slot)
    if (leader, slot) in commitments:
        yield Breach(Kind.BUSY, leader=leader, slot=slot)
    if any(at == slot for at, _ in ledger.days[leader, slot // p.parts]):
        yield Breach(Kind.ELSEWHERE, leader=leader, slot=slot)


def _place(ledger: Ledger, visit: Visit, commitments: Commitments) -> Iterator[Breach]:
    leader, team, slot = visit
    p, t, there = ledger.problem, ledger.problem.teams[team], ledger.present[team, slot]
    own, taken = p.leaders[leader].area, ledger.team_slots[team]
    if any(leader in ledger.present[team, s] for s in taken):
        yield Breach(Kind.MET, leader=leader, team=team)
    if len(there) >= p.offers[team, slot].cap:
        yield Breach(Kind.FULL, team=team, slot=slot)
    if own is not None and any(p.leaders[v].area == own for v in there):
        yield Breach(Kind.SAME_SERVICE, team=team, slot=slot, area=own)
    if there:
        return
    if any(s // p.parts == slot // p.parts for s in taken):
        yield Breach(Kind.TEAM_THAT_DAY, team=team, day=slot // p.parts)
    if len(taken) >= t.max_visits:
        yield Breach(Kind.TEAM_FULL, team=team)
    if ledger.at_site[t.site, slot] >= p.sites[t.site].cap:
        yield Breach(Kind.SITE_FULL, site=t.site, slot=slot)


def _week(ledger: Ledger, visit: Visit, commitments: Commitments) -> Iterator[Breach]:
    leader, team, slot = visit
    p, here = ledger.problem, ledger.problem.teams[team].site
    day = range(slot - slot % p.parts, slot - slot % p.parts + p.parts)
    others = {s: found for s in day if (found := commitments.get((leader, s)))}
    stops = [(at, p.teams[other].site) for at, other in ledger.days[leader, slot // p.parts]]
    if len(stops) + sum(other.counts for other in others.values()) >= p.rules.max_per_day:
        yield Breach(Kind.DAY_FULL, leader=leader, day=slot // p.parts)
    if ledger.load[leader] >= p.leaders[leader].max:
        yield Breach(Kind.VISITOR_FULL, leader=leader)
    for at, there in [*stops, *((s, other.site) for s, other in others.items() if other.site is not None)]:
        first, last, late = (there, here, slot) if at < slot else (here, there, at)
        gap = p.rules.am_pm_gap if late % p.parts == 1 else p.rules.pm_eve_gap
        if abs(at - slot) == 1 and p.travel[first][last] > gap:
            yield Breach(Kind.TRAVEL, leader=leader, slot=late, site=there)
