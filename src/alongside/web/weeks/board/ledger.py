"""What a plan is worth, kept so that a change can be weighed without counting everything again."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from alongside.engines.timetable import Problem
from alongside.engines.timetable.judging import AREA_UNSEEN, DOUBLE_SHORT, TEAM_UNSEEN, VISIT_SHORT
from alongside.engines.timetable.plan import Visit


class Levels(NamedTuple):
    """The engine's six values, or differences between them."""

    coverage: int = 0
    independence: int = 0
    preference: int = 0
    fairness: int = 0
    travel: int = 0
    compactness: int = 0

    def less(self, other: Levels) -> Levels:
        return Levels(*(a - b for a, b in zip(self, other, strict=True)))


@dataclass(frozen=True)
class Touched:
    """All that a change of visits can alter the worth of."""

    teams: frozenset[int]
    leaders: frozenset[int]
    days: frozenset[tuple[int, int]]

    @classmethod
    def by(cls, visits: Iterable[Visit], parts: int) -> Touched:
        listed = list(visits)
        return cls(
            teams=frozenset(t for _, t, _ in listed),
            leaders=frozenset(v for v, _, _ in listed),
            days=frozenset((v, s // parts) for v, _, s in listed),
        )


class Ledger:
    """Visits that are known to the problem, grouped as the rules and the objectives ask about them."""

    def __init__(self, problem: Problem, visits: Iterable[Visit] = ()) -> None:
        self.problem = problem
        self.visits: set[Visit] = set()
        self.present: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.days: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
        self.load: Counter[int] = Counter()
        self.team_slots: dict[int, set[int]] = defaultdict(set)
        self.corporate: Counter[int] = Counter()
        self.at_site: Counter[tuple[int, int]] = Counter()
        self.doubles = 0
        for visit in sorted(set(visits)):
            self.put(visit)

    def put(self, visit: Visit) -> None:
        self._count(visit, 1)

    def take(self, visit: Visit) -> None:
        self._count(visit, -1)

    def _count(self, visit: Visit, step: int) -> None:
        leader, team, slot = visit
        p, there = self.problem, self.present[team, slot]
        self.doubles -= len(there) == 2
        if step > 0:
            self.at_site[p.teams[team].site, slot] += not there
            self.visits.add(visit)
            there.add(leader)
            self.team_slots[team].add(slot)
            self.days[leader, slot // p.parts].add((slot, team))
        else:
            self.visits.remove(visit)
            there.remove(leader)
            self.at_site[p.teams[team].site, slot] -= not there
            self.days[leader, slot // p.parts].remove((slot, team))
            if not there:
                self.team_slots[team].remove(slot)
        self.doubles += len(there) == 2
        self.load[leader] += step
        self.corporate[p.teams[team].area] += step * p.leaders[leader].corporate

    def levels(self) -> Levels:
        """The judge's six values (equal to `score(problem, visits).levels` while every visit is possible)."""
        p = self.problem
        everything = Touched(
            frozenset(range(len(p.teams))), frozenset(range(len(p.leaders))), frozenset(key for key, stops in self.days.items() if stops)
        )
        return self.worth(everything)

    def changed(self, out: Iterable[Visit], put_in: Iterable[Visit]) -> tuple[list[Visit], list[Visit]]:
        """Change the visits; gives what was really taken out and put in, so that it can be reversed."""
        taken = [v for v in out if v in self.visits]
        for visit in taken:
            self.take(visit)
        put = [v for v in put_in if v not in self.visits]
        for visit in put:
            self.put(visit)
        return taken, put

    def worth(self, touched: Touched) -> Levels:
        """The six values, counting only what is touched: before and after a change, their difference is exact."""
        p = self.problem
        visits = [(v, t, s) for t in touched.teams for s in self.team_slots[t] for v in self.present[t, s]]
        minutes, compact = self._on_the_road(touched.days)
        return Levels(
            coverage=self._gaps(touched),
            independence=sum(p.pairs[v, t][0] for v, t, _ in visits if (v, t) in p.pairs),
            preference=sum(p.pairs[v, t][1] + p.offers[t, s].cost for v, t, s in visits if (v, t) in p.pairs and (t, s) in p.offers),
            fairness=sum((self.load[v] - p.leaders[v].target) ** 2 for v in touched.leaders),
            travel=minutes,
            compactness=compact,
        )

    def _gaps(self, touched: Touched) -> int:
        p = self.problem
        return (
            TEAM_UNSEEN * sum(p.teams[t].weight for t in touched.teams if not self.team_slots[t])
            + AREA_UNSEEN * sum(not self.corporate[a] for a in {p.teams[t].area for t in touched.teams})
            + VISIT_SHORT * sum(max(0, p.leaders[v].min - self.load[v]) for v in touched.leaders)
            + DOUBLE_SHORT * max(0, p.rules.double_min - self.doubles)
        )

    def _on_the_road(self, days: Iterable[tuple[int, int]]) -> tuple[int, int]:
        p, minutes, compact = self.problem, 0, 0
        for leader, day in days:
            if not (stops := sorted(self.days[leader, day])):
                continue
            base = p.leaders[leader].base
            way = [base, *(p.teams[t].site for _, t in stops), base]
            minutes += sum(p.travel[a][b] for a, b in itertools.pairwise(way))
            compact += 1 + sum(b - a == 2 for (a, _), (b, _) in itertools.pairwise(stops))
        return minutes, compact
