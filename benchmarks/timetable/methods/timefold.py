"""Timefold (constraint streams, defaults) on the same problem: each seat at each offer is given a visitor or nobody.

Hard: the rules.  Medium: coverage and independence, priced as in our draft.  Soft: quality.  Java 17 is needed.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from timefold.solver import SolverFactory
from timefold.solver.config import Duration, ScoreDirectorFactoryConfig, SolverConfig, TerminationConfig
from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import ConstraintCollectors, HardMediumSoftScore, Joiners, constraint_provider

from alongside.engines.timetable import Problem

P: Problem
FREE: list[set[int]]


@dataclass
class Visitor:
    id: int


@dataclass
class Team:
    id: int


@planning_entity
@dataclass
class Seat:
    id: Annotated[int, PlanningId]
    team: int
    slot: int
    day: int
    site: int
    visitor: Annotated[Visitor | None, PlanningVariable(allows_unassigned=True)] = field(default=None)


@planning_solution
@dataclass
class Week:
    visitors: Annotated[list[Visitor], ProblemFactCollectionProperty, ValueRangeProvider]
    teams: Annotated[list[Team], ProblemFactCollectionProperty]
    seats: Annotated[list[Seat], PlanningEntityCollectionProperty]
    score: Annotated[HardMediumSoftScore, PlanningScore] = field(default=None)


def may(seat: Seat) -> bool:
    return (seat.visitor.id, seat.team) in P.pairs and seat.slot in FREE[seat.visitor.id]


def liking(seat: Seat) -> int:
    pair = P.pairs.get((seat.visitor.id, seat.team), (0, 0))
    return 10 * (pair[1] + P.offers[seat.team, seat.slot].cost)


def same_service(seat: Seat) -> int:
    return P.pairs.get((seat.visitor.id, seat.team), (0, 0))[0]


def in_order(seats: list[Seat]) -> list[Seat]:
    return sorted(seats, key=lambda seat: seat.slot)


def day_broken(visitor: Visitor, seats: list[Seat]) -> int:
    """Loops, because the solver's compiler loses sight of globals inside comprehensions."""
    broken = max(0, len(seats) - P.rules.max_per_day)
    before = None
    for seat in in_order(seats):
        if before is not None:
            gap = P.rules.am_pm_gap if seat.slot % P.parts == 1 else P.rules.pm_eve_gap
            apart = seat.slot - before.slot
            if apart == 0:
                broken += 1
            if apart == 1 and P.travel[before.site][seat.site] > gap:
                broken += 1
        before = seat
    return broken


def day_cost(visitor: Visitor, seats: list[Seat]) -> int:
    base = P.leaders[visitor.id].base
    at, total, slot = base, 5, -9
    for seat in in_order(seats):
        total += P.travel[at][seat.site]
        if seat.slot - slot == 2:
            total += 5
        at, slot = seat.site, seat.slot
    return total + P.travel[at][base]


def service_clash(a: Seat, b: Seat) -> bool:
    area = P.leaders[a.visitor.id].area
    return area is not None and area == P.leaders[b.visitor.id].area


@constraint_provider
def rules(factory: Any) -> list[Any]:
    seats = factory.for_each(Seat)
    days = seats.group_by(lambda s: s.visitor, lambda s: s.day, ConstraintCollectors.to_list())
    loads = seats.group_by(lambda s: s.visitor, ConstraintCollectors.count())
    visited = seats.group_by(lambda s: s.team, lambda s: s.slot, ConstraintCollectors.count())
    hard, medium, soft = HardMediumSoftScore.ONE_HARD, HardMediumSoftScore.ONE_MEDIUM, HardMediumSoftScore.ONE_SOFT
    pairs = factory.for_each_unique_pair
    return [
        seats.filter(lambda s: not may(s)).penalize(hard).as_constraint("possible"),
        pairs(Seat, Joiners.equal(lambda s: s.visitor), Joiners.equal(lambda s: s.team))
        .penalize(hard).as_constraint("meet once"),
        pairs(Seat, Joiners.equal(lambda s: s.team), Joiners.equal(lambda s: s.slot))
        .filter(service_clash).penalize(hard).as_constraint("two services"),
        days.filter(lambda v, d, s: day_broken(v, s) > 0).penalize(hard, lambda v, d, s: day_broken(v, s)).as_constraint("day"),
        loads.filter(lambda v, n: n > P.leaders[v.id].max).penalize(hard, lambda v, n: n - P.leaders[v.id].max).as_constraint("most"),
        visited.group_by(lambda t, s, n: t, ConstraintCollectors.count_tri())
        .filter(lambda t, n: n > P.teams[t].max_visits).penalize(hard, lambda t, n: n - P.teams[t].max_visits).as_constraint("team most"),
        visited.group_by(lambda t, s, n: t, lambda t, s, n: s // P.parts, ConstraintCollectors.count_tri())
        .filter(lambda t, d, n: n > 1).penalize(hard).as_constraint("team once a day"),
        visited.group_by(lambda t, s, n: P.teams[t].site, lambda t, s, n: s, ConstraintCollectors.count_tri())
        .filter(lambda g, s, n: n > P.sites[g].cap).penalize(hard, lambda g, s, n: n - P.sites[g].cap).as_constraint("site"),
        factory.for_each(Team).if_not_exists(Seat, Joiners.equal(lambda t: t.id, lambda s: s.team))
        .penalize(medium, lambda t: 10 * P.teams[t.id].weight * 3).as_constraint("unseen"),
        factory.for_each(Visitor).if_not_exists(Seat, Joiners.equal(lambda v: v, lambda s: s.visitor))
        .penalize(medium, lambda v: 6 * P.leaders[v.id].min).as_constraint("no visit"),
        loads.filter(lambda v, n: n < P.leaders[v.id].min)
        .penalize(medium, lambda v, n: 6 * (P.leaders[v.id].min - n)).as_constraint("short"),
        visited.filter(lambda t, s, n: n == 2).group_by(ConstraintCollectors.count_tri())
        .reward(medium, lambda n: 3 * min(n, P.rules.double_min)).as_constraint("doubles"),
        seats.filter(lambda s: P.leaders[s.visitor.id].corporate)
        .group_by(lambda s: P.teams[s.team].area, ConstraintCollectors.count())
        .reward(medium, lambda a, n: 18).as_constraint("senior"),
        seats.filter(lambda s: same_service(s) > 0).penalize(medium).as_constraint("independence"),
        seats.penalize(soft, liking).as_constraint("preference"),
        days.penalize(soft, lambda v, d, s: day_cost(v, s)).as_constraint("travel"),
        loads.penalize(soft, lambda v, n: 10 * (n - P.leaders[v.id].target) ** 2).as_constraint("fairness"),
        factory.for_each(Visitor).if_not_exists(Seat, Joiners.equal(lambda v: v, lambda s: s.visitor))
        .penalize(soft, lambda v: 10 * P.leaders[v.id].target ** 2).as_constraint("fairness of none"),
    ]  # fmt: skip


def main(problem: str, plan: str, seconds: str) -> None:
    global P, FREE
    P = Problem.from_dict(json.loads(Path(problem).read_text()))
    FREE = [set(v.avail) for v in P.leaders]
    visitors = [Visitor(v.id) for v in P.leaders]
    places = [(t.id, o.slot) for t in P.teams for o in t.offers for _ in range(o.cap)]
    seats = [Seat(i, team, slot, slot // P.parts, P.teams[team].site) for i, (team, slot) in enumerate(places)]
    config = SolverConfig(
        solution_class=Week,
        entity_class_list=[Seat],
        score_director_factory_config=ScoreDirectorFactoryConfig(constraint_provider_function=rules),
        termination_config=TerminationConfig(spent_limit=Duration(seconds=int(float(seconds)))),
    )
    solved = SolverFactory.create(config).build_solver().solve(Week(visitors, [Team(t.id) for t in P.teams], seats))
    visits = [(s.visitor.id, s.team, s.slot) for s in solved.seats if s.visitor is not None]
    Path(plan).write_text(json.dumps({"visits": visits, "score": str(solved.score)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
