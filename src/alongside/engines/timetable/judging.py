"""The judge: counts what a plan is worth and lists every rule it breaks.  It knows nothing of any solver."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .plan import WEIGHTS, Visit
from .problem import Problem

TEAM_UNSEEN, AREA_UNSEEN, VISIT_SHORT, DOUBLE_SHORT = 10, 6, 2, 1
"""What each kind of gap in coverage costs; an unseen team costs this times its weight."""


@dataclass(frozen=True)
class Score:
    broken: tuple[str, ...]
    levels: tuple[int, int, int, int, int, int]
    unseen: tuple[int, ...]
    areas_unseen: tuple[int, ...]
    visits_short: int
    doubles: int

    @property
    def legal(self) -> bool:
        return not self.broken

    def blend(self, weights: Mapping[str, int] = WEIGHTS) -> int:
        return blended(self.levels, weights)


def blended(levels: Sequence[int], weights: Mapping[str, int] = WEIGHTS) -> int:
    """Quality as one number: the last four levels at their exchange rates."""
    _, _, preference, fairness, travel, compactness = levels
    return (
        weights["preference"] * preference
        + weights["fairness"] * fairness
        + weights["travel"] * travel
        + weights["compactness"] * compactness
    )


def score(problem: Problem, visits: Iterable[Visit]) -> Score:
    """Six level values (see docs/reference/timetable.md) and the broken rules, in words.

    A visit that names no such leader, team or offer is reported and otherwise left out of the count.
    """
    listed = [(int(a), int(b), int(c)) for a, b, c in visits]
    broken = [f"visit {list(v)} is listed twice" for v, n in sorted(Counter(listed).items()) if n > 1]
    good: list[Visit] = []
    for v in sorted(set(listed)):
        wrong = _not_possible(problem, v)
        broken += [f"visit {list(v)}: {w}" for w in wrong[:1]]
        if not wrong or wrong[0].startswith("leader is not free"):
            good.append(v)
    met = _Tally(problem, good)
    broken += met.crowding() + met.repeats() + met.days_out() + met.loads()
    return met.score(tuple(broken))


def _not_possible(p: Problem, visit: Visit) -> list[str]:
    leader, team, slot = visit
    if not (0 <= leader < len(p.leaders) and 0 <= team < len(p.teams)):
        return ["there is no such leader or team"]
    if (leader, team) not in p.pairs:
        return ["this leader may not visit this team"]
    if (team, slot) not in p.offers:
        return ["the team offers nothing in this slot"]
    if slot not in p.leaders[leader].avail:
        return ["leader is not free in this slot"]
    return []


class _Tally:
    """Visits grouped by team and slot, and by leader and day."""

    def __init__(self, problem: Problem, visits: Sequence[Visit]) -> None:
        self.p, self.visits = problem, visits
        self.present: dict[tuple[int, int], list[int]] = defaultdict(list)
        self.days: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self.load: Counter[int] = Counter()
        for leader, team, slot in visits:
            self.present[team, slot].append(leader)
            self.days[leader, slot // problem.parts].append((slot, problem.teams[team].site))
            self.load[leader] += 1
        for stops in self.days.values():
            stops.sort()

    def crowding(self) -> list[str]:
        p, broken, at_site = self.p, [], Counter[tuple[int, int]]()
        for (team, slot), leaders in self.present.items():
            at_site[p.teams[team].site, slot] += 1
            if len(leaders) > p.offers[team, slot].cap:
                broken.append(f"team {team} has {len(leaders)} visitors in slot {slot}, more than offered")
            services = Counter(p.leaders[v].area for v in leaders)
            broken += [
                f"team {team} has two visitors of service {a} in slot {slot}" for a, n in services.items() if a is not None and n > 1
            ]
        broken += [
            f"site {site} has {n} visits in slot {slot}, more than it can take"
            for (site, slot), n in at_site.items()
            if n > p.sites[site].cap
        ]
        return broken

    def repeats(self) -> list[str]:
        p = self.p
        meetings = Counter((leader, team) for leader, team, _ in self.visits)
        broken = [f"leader {a} meets team {b} {n} times" for (a, b), n in meetings.items() if n > 1]
        seen = Counter(team for team, _ in self.present)
        broken += [f"team {t} is visited {n} times" for t, n in seen.items() if n > p.teams[t].max_visits]
        daily = Counter((team, slot // p.parts) for team, slot in self.present)
        broken += [f"team {t} is visited {n} times on day {d}" for (t, d), n in daily.items() if n > 1]
        return broken

    def days_out(self) -> list[str]:
        p, broken = self.p, []
        for (leader, day), stops in self.days.items():
            slots = [s for s, _ in stops]
            if len(set(slots)) < len(slots):
                broken.append(f"leader {leader} is in two places on day {day}")
            if len(slots) > p.rules.max_per_day:
                broken.append(f"leader {leader} has {len(slots)} visits on day {day}")
            for (s, here), (e, there) in itertools.pairwise(stops):
                gap = p.rules.am_pm_gap if e % p.parts == 1 else p.rules.pm_eve_gap
                if e - s == 1 and p.travel[here][there] > gap:
                    broken.append(f"leader {leader} cannot travel in time for slot {e}")
        return broken

    def loads(self) -> list[str]:
        return [f"leader {v} has {n} visits, more than {self.p.leaders[v].max}" for v, n in self.load.items() if n > self.p.leaders[v].max]

    def score(self, broken: tuple[str, ...]) -> Score:
        p = self.p
        seen = {team for team, _ in self.present}
        unseen = tuple(t.id for t in p.teams if t.id not in seen)
        reached = {p.teams[t].area for v, t, _ in self.visits if p.leaders[v].corporate}
        areas = tuple(sorted({t.area for t in p.teams} - reached))
        short = sum(max(0, v.min - self.load[v.id]) for v in p.leaders)
        doubles = sum(len(leaders) == 2 for leaders in self.present.values())
        coverage = (
            TEAM_UNSEEN * sum(p.teams[t].weight for t in unseen)
            + AREA_UNSEEN * len(areas)
            + VISIT_SHORT * short
            + DOUBLE_SHORT * max(0, p.rules.double_min - doubles)
        )
        levels = (coverage, self._independence(), self._preference(), self._fairness(), *self._travel())
        return Score(broken, levels, unseen, areas, short, doubles)

    def _independence(self) -> int:
        return sum(self.p.pairs[v, t][0] for v, t, _ in self.visits)

    def _preference(self) -> int:
        return sum(self.p.pairs[v, t][1] + self.p.offers[t, s].cost for v, t, s in self.visits)

    def _fairness(self) -> int:
        return sum((self.load[v.id] - v.target) ** 2 for v in self.p.leaders)

    def _travel(self) -> tuple[int, int]:
        minutes = compact = 0
        for (leader, _), stops in self.days.items():
            base = self.p.leaders[leader].base
            way = [base, *(site for _, site in stops), base]
            minutes += sum(self.p.travel[a][b] for a, b in itertools.pairwise(way))
            slots = [s for s, _ in stops]
            compact += 1 + sum(b - a == 2 for a, b in itertools.pairwise(slots))
        return minutes, compact
