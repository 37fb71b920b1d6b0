"""What an event leaves of a plan: what could have stood, what must stay, what is impossible and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..changes import Changes
from ..obstacles import Week, fitting
from ..plan import Visit
from ..problem import Problem
from ..promises import Universe
from ..promises.programme import Objective
from ..promises.universe import Bools, Ints

LINE_LOST, VISIT_DROPPED, VISIT_NEW = 3, 2, 1
"""Disturbance: a team's slot moved or lost, a visitor's visit dropped, a new visit."""


@dataclass(frozen=True)
class Damage:
    """`standing`: old visits that each could have stood; `fixed`: past or locked and possible together;
    `start`: a legal plan to begin with (fixed, and as much of the old plan as still fits)."""

    universe: Universe
    old: tuple[Visit, ...]
    standing: frozenset[Visit]
    fixed: tuple[Visit, ...]
    start: tuple[Visit, ...]
    impossible: tuple[tuple[Visit, str], ...]
    cannot_stay: tuple[tuple[Visit, str], ...]

    @classmethod
    def of(cls, before: Problem, after: Problem, old: Sequence[Visit], changes: Changes) -> Damage:
        old = tuple(dict.fromkeys(old))
        universe = _open(Universe.of(after), old, changes)
        places = universe.places()
        standing = [v for v in old if v in places]
        past = [v for v in standing if v[2] < changes.past_before]
        must = list(dict.fromkeys([*past, *changes.locked]))
        fixed = fitting(after, (v for v in must if v in places))
        alone = Week(after)
        impossible = tuple((v, _why(before, alone, changes, v)) for v in old if v not in places)
        held = Week(after, fixed)
        refused = [v for v in must if v not in set(fixed)]
        asked = {*changes.locked, *(v for v in old if v[2] < changes.past_before)}
        cannot = tuple((v, _why(before, held, changes, v)) for v in dict.fromkeys([*refused, *(i for i, _ in impossible)]) if v in asked)
        start = fitting(after, [*fixed, *(v for v in standing if v not in set(fixed))])
        return cls(universe, old, frozenset(standing), tuple(fixed), tuple(start), impossible, cannot)

    def disturbance(self, after: Problem) -> Objective:
        """The disturbance of a plan as costs of the lines held and of the visits."""
        u = self.universe
        lines = sorted({(t, s) for _, t, s in self.old if (t, s) in after.offers})
        kept = self.at(self.standing)
        visits = np.full(len(u), float(VISIT_NEW))
        visits[kept] = -VISIT_DROPPED
        number = {k: i for i, k in enumerate(zip(u.lines.team.tolist(), u.lines.slot.tolist(), strict=True))}
        held = np.zeros(len(u.lines))
        held[[number[k] for k in lines]] = -LINE_LOST
        return Objective(held, visits, LINE_LOST * len(lines) + VISIT_DROPPED * len(kept), self.mask(self.fixed))

    def most_disturbance(self, after: Problem) -> int:
        """No legal plan disturbs more than this."""
        held = {(t, s) for _, t, s in self.old if (t, s) in after.offers}
        new = sum(min(v.max, len(v.avail)) for v in after.leaders)
        return LINE_LOST * len(held) + VISIT_DROPPED * len(self.standing) + VISIT_NEW * new

    def cost(self, after: Problem, visits: Sequence[Visit]) -> int:
        """The disturbance of these visits, counted without any model."""
        new = set(visits)
        lines = {(t, s) for _, t, s in self.old if (t, s) in after.offers}
        return (
            LINE_LOST * len(lines - {(t, s) for _, t, s in new})
            + VISIT_DROPPED * len(self.standing - new)
            + VISIT_NEW * len(new - self.standing)
        )

    def at(self, visits: Sequence[Visit] | frozenset[Visit]) -> Ints:
        places = self.universe.places()
        return np.array(sorted(places[v] for v in visits), dtype=np.int64)

    def mask(self, visits: Sequence[Visit]) -> Bools:
        mask = np.zeros(len(self.universe), dtype=bool)
        mask[self.at(visits)] = True
        return mask


def _open(universe: Universe, old: Sequence[Visit], changes: Changes) -> Universe:
    """Nothing new is planned in the past."""
    if not changes.past_before:
        return universe
    kept = {*old, *changes.locked}
    late = universe.slot >= changes.past_before
    return universe.where(late | np.array([v in kept for v in universe.visits_in_order()], dtype=bool))


def _why(before: Problem, week: Week, changes: Changes, visit: Visit) -> str:
    leader, team, _ = visit
    if not (0 <= leader < len(before.leaders) and 0 <= team < len(before.teams)):
        return "there is no such visitor or team"
    return changes.why_lost(visit) or week.obstacle(visit) or "it does not fit with the others"
