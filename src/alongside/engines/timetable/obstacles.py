"""What stands in the way of one more visit, in plain words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .plan import Visit
from .problem import Problem


class Week:
    """Who is where when, kept while visits are put in and taken out one at a time."""

    def __init__(self, problem: Problem, visits: Iterable[Visit] = ()) -> None:
        self.problem = problem
        self.day: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        self.load: dict[int, int] = defaultdict(int)
        self.line: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.team: dict[int, dict[int, int]] = defaultdict(dict)
        self.met: set[tuple[int, int]] = set()
        self.site: dict[tuple[int, int], int] = defaultdict(int)
        for v in visits:
            self.put(v)

    def put(self, visit: Visit) -> None:
        leader, team, slot = visit
        p = self.problem
        self.day[leader, slot // p.parts][slot] = team
        self.load[leader] += 1
        if not self.line[team, slot]:
            self.site[p.teams[team].site, slot] += 1
            self.team[team][slot // p.parts] = slot
        self.line[team, slot].add(leader)
        self.met.add((leader, team))

    def take(self, visit: Visit) -> None:
        leader, team, slot = visit
        p = self.problem
        del self.day[leader, slot // p.parts][slot]
        self.load[leader] -= 1
        self.line[team, slot].remove(leader)
        self.met.remove((leader, team))
        if not self.line[team, slot]:
            self.site[p.teams[team].site, slot] -= 1
            del self.team[team][slot // p.parts]

    def obstacle(self, visit: Visit) -> str | None:
        """What stops this visit being added; None when it fits."""
        leader, team, slot = visit
        if (leader, team) not in self.problem.pairs:
            return not_allowed(self.problem, leader, team)
        if (team, slot) not in self.problem.offers:
            return "the team does not offer this slot"
        if slot not in self.problem.leaders[leader].avail:
            return "the visitor is not free then"
        return self._at_the_team(visit) or self._in_the_week(visit)

    def _at_the_team(self, visit: Visit) -> str | None:
        leader, team, slot = visit
        p, t = self.problem, self.problem.teams[team]
        there = self.line.get((team, slot), set())
        own = p.leaders[leader].area
        if (leader, team) in self.met:
            return "the visitor already meets this team this week"
        if len(there) >= p.offers[team, slot].cap:
            return "the visit has all the visitors it can take"
        if own is not None and own in {p.leaders[v].area for v in there}:
            return "someone from the same service is already going"
        if there:
            return None
        if len(self.team[team]) >= t.max_visits:
            return "the team has as many visits as it can take"
        if slot // p.parts in self.team[team]:
            return "the team is already visited that day"
        if self.site[t.site, slot] >= p.sites[t.site].cap:
            return "the site is full then"
        return None

    def _in_the_week(self, visit: Visit) -> str | None:
        leader, team, slot = visit
        p, stops = self.problem, self.day[leader, slot // self.problem.parts]
        if slot in stops:
            return "the visitor is at another team then"
        if len(stops) >= p.rules.max_per_day:
            return "the visitor has as many visits as one day can hold"
        if self.load[leader] >= p.leaders[leader].max:
            return "the visitor has as many visits as they agreed to"
        here = p.teams[team].site
        for other, late in ((slot - 1, slot), (slot + 1, slot + 1)):
            if other in stops:
                gap = p.rules.am_pm_gap if late % p.parts == 1 else p.rules.pm_eve_gap
                there = p.teams[stops[other]].site
                if (p.travel[here][there] if other > slot else p.travel[there][here]) > gap:
                    return "the visitor could not travel there in time"
        return None


def not_allowed(problem: Problem, leader: int, team: int) -> str:
    """Why this pair may never meet."""
    if leader in problem.teams[team].line:
        return "the visitor is in the team's line of management"
    if (leader, team) in problem.forbid:
        return "the visitor declared an interest"
    return "the team is too far from the visitor's base"


def fitting(problem: Problem, wanted: Iterable[Visit]) -> list[Visit]:
    """The wanted visits that fit together, taken in the order given."""
    week, kept = Week(problem), []
    for v in wanted:
        if week.obstacle(v) is None:
            week.put(v)
            kept.append(v)
    return kept
