"""A plan under construction: who is where, and which further visit would break no rule."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from itertools import pairwise

from .plan import Visit
from .problem import Problem


class Diary:
    """Holds only legal visits; `fits` asks, `add` writes."""

    def __init__(self, problem: Problem) -> None:
        self.p = problem
        self.visits: set[Visit] = set()
        self.days: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self.present: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.team_slots: dict[int, list[int]] = defaultdict(list)
        self.at_site: dict[tuple[int, int], int] = defaultdict(int)
        self.met: set[tuple[int, int]] = set()
        self.load = [0] * len(problem.leaders)

    def fits(self, leader: int, team: int, slot: int) -> bool:
        """Whether this visit, possible in itself, breaks no rule beside those already here."""
        p = self.p
        if self.load[leader] >= p.leaders[leader].max or (leader, team) in self.met:
            return False
        return self._team_takes(leader, team, slot) and self._can_be_there(leader, p.teams[team].site, slot)

    def _team_takes(self, leader: int, team: int, slot: int) -> bool:
        p, here = self.p, self.present.get((team, slot))
        if here:
            area = p.leaders[leader].area
            same = area is not None and any(p.leaders[v].area == area for v in here)
            return len(here) < p.offers[team, slot].cap and not same
        t, taken = p.teams[team], self.team_slots.get(team, ())
        if len(taken) >= t.max_visits or any(s // p.parts == slot // p.parts for s in taken):
            return False
        return self.at_site.get((t.site, slot), 0) < p.sites[t.site].cap

    def _can_be_there(self, leader: int, site: int, slot: int) -> bool:
        p = self.p
        stops = self.days.get((leader, slot // p.parts))
        if not stops:
            return p.rules.max_per_day > 0
        if len(stops) >= p.rules.max_per_day:
            return False
        for other, there in stops:
            apart = abs(other - slot)
            if apart == 0:
                return False
            gap = p.rules.am_pm_gap if max(other, slot) % p.parts == 1 else p.rules.pm_eve_gap
            way = p.travel[there][site] if other < slot else p.travel[site][there]
            if apart == 1 and way > gap:
                return False
        return True

    def add(self, leader: int, team: int, slot: int) -> None:
        p, site = self.p, self.p.teams[team].site
        self.visits.add((leader, team, slot))
        insort(self.days[leader, slot // p.parts], (slot, site))
        here = self.present[team, slot]
        here.append(leader)
        if len(here) == 1:
            self.team_slots[team].append(slot)
            self.at_site[site, slot] += 1
        self.met.add((leader, team))
        self.load[leader] += 1

    def detour(self, leader: int, site: int, slot: int) -> tuple[int, int]:
        """Further minutes on the road, and further days out and idle gaps, if this stop were made."""
        p, base = self.p, self.p.leaders[leader].base
        old = self.days.get((leader, slot // p.parts), [])
        new = sorted([*old, (slot, site)])
        before, after = self._minutes(base, old), self._minutes(base, new)
        return after - before, _spread(new) - _spread(old)

    def _minutes(self, base: int, stops: list[tuple[int, int]]) -> int:
        travel, at, total = self.p.travel, base, 0
        for _, site in stops:
            total += travel[at][site]
            at = site
        return total + travel[at][base] if stops else 0


def _spread(stops: list[tuple[int, int]]) -> int:
    if not stops:
        return 0
    return 1 + sum(b[0] - a[0] == 2 for a, b in pairwise(stops))
