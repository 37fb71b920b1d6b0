"""A first plan in a moment: the hardest teams first, each time the visit that costs least as things stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .diary import Diary
from .plan import WEIGHTS, Visit
from .problem import Problem

SAME_SERVICE = 1_000
BORDER = 150
"""What a first plan gives to keep visitors in their own council: the plan then falls into parts that can be improved apart."""
NEEDED = 60
"""What it is worth, in quality, that a visitor still short of their minimum makes a visit."""


def first_plan(
    problem: Problem,
    *,
    weights: Mapping[str, int] = WEIGHTS,
    locked: Iterable[Visit] = (),
    stop: Callable[[], bool] = lambda: False,
) -> list[Visit]:
    """A legal plan holding `locked` (which must be legal together).  Stops early, still legal, when `stop()`."""
    greedy = _Greedy(problem, weights)
    for visit in sorted(set(locked)):
        greedy.diary.add(*visit)
    for step in (greedy.show_every_area, greedy.see_every_team, greedy.reach_minima, greedy.make_doubles):
        for chosen in step():
            if chosen is not None:
                greedy.diary.add(*chosen)
            if stop():
                return sorted(greedy.diary.visits)
    return sorted(greedy.diary.visits)


class _Greedy:
    def __init__(self, problem: Problem, weights: Mapping[str, int]) -> None:
        self.p, self.weights, self.diary = problem, weights, Diary(problem)
        free = [frozenset(v.avail) for v in problem.leaders]
        self.of_team: dict[int, list[Visit]] = {t.id: [] for t in problem.teams}
        self.of_leader: dict[int, list[Visit]] = {v.id: [] for v in problem.leaders}
        for leader, team in problem.pairs:
            for offer in problem.teams[team].offers:
                if offer.slot in free[leader]:
                    visit = (leader, team, offer.slot)
                    self.of_team[team].append(visit)
                    self.of_leader[leader].append(visit)

    def cost(self, visit: Visit) -> int:
        leader, team, slot = visit
        p, w = self.p, self.weights
        same, liking = p.pairs[leader, team]
        person, load = p.leaders[leader], self.diary.load[leader]
        minutes, spread = self.diary.detour(leader, p.teams[team].site, slot)
        uneven = (load + 1 - person.target) ** 2 - (load - person.target) ** 2
        return (
            SAME_SERVICE * same
            + w["preference"] * (liking + p.offers[team, slot].cost)
            + w["fairness"] * uneven
            + w["travel"] * minutes
            + w["compactness"] * spread
            + (BORDER if person.council != p.teams[team].council else 0)
            - (NEEDED if load < person.min else 0)
        )

    def best(self, visits: Iterable[Visit]) -> Visit | None:
        fits = self.diary.fits
        return min((v for v in visits if fits(*v)), key=self.cost, default=None)

    def show_every_area(self) -> Iterable[Visit | None]:
        """A corporate visitor for each service area, scarcest first."""
        senior: dict[int, list[Visit]] = {t.area: [] for t in self.p.teams}
        for team, visits in self.of_team.items():
            senior[self.p.teams[team].area] += [v for v in visits if self.p.leaders[v[0]].corporate]
        met = {self.p.teams[t].area for v, t, _ in self.diary.visits if self.p.leaders[v].corporate}
        for area in sorted(senior.keys() - met, key=lambda a: len(senior[a])):
            yield self.best(senior[area])

    def see_every_team(self) -> Iterable[Visit | None]:
        for team in sorted(self.of_team, key=lambda t: (len(self.of_team[t]), t)):
            if not self.diary.team_slots.get(team):
                yield self.best(self.of_team[team])

    def reach_minima(self) -> Iterable[Visit | None]:
        for person in sorted(self.p.leaders, key=lambda v: (len(self.of_leader[v.id]), v.id)):
            for _ in range(person.min - self.diary.load[person.id]):
                yield self.best(self.of_leader[person.id])

    def make_doubles(self) -> Iterable[Visit | None]:
        """Second visitors where they cost least, so that no part of the week carries them all."""
        short = self.p.rules.double_min - sum(len(v) == 2 for v in self.diary.present.values())
        seconds = [] if short <= 0 else [v for v in map(self._second, self.diary.present) if v is not None]
        for team, slot in [(t, s) for _, t, s in sorted(seconds, key=self.cost)]:
            if short <= 0:
                return
            second = self._second((team, slot))
            short -= second is not None
            yield second

    def _second(self, offer: tuple[int, int]) -> Visit | None:
        team, slot = offer
        if len(self.diary.present[offer]) != 1 or self.p.offers[offer].cap < 2:
            return None
        return self.best(v for v in self.of_team[team] if v[2] == slot)
