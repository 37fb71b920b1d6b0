"""Repair: coverage first, then the fewest changes, then the levels below, each proven where it can be."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..changes import Changes
from ..judging import score
from ..plan import Plan, Stage, Visit
from ..problem import Problem
from ..promises import Found, Model, least_loss, minimise
from ..promises.programme import Objective
from ..promises.universe import Floats, Ints
from .damage import Damage
from .telling import tell

Progress = Callable[[Mapping[str, object]], None]


@dataclass
class Mending:
    """The repair so far: `visits` is always legal."""

    after: Problem
    damage: Damage
    deadline: float
    threads: int
    stop: Callable[[], bool]
    visits: list[Visit]
    stages: list[Stage]

    def both(self) -> None:
        """Coverage and disturbance in one: losing one step of coverage outweighs any disturbance."""
        model, objective = Model(self.damage.universe), self.damage.disturbance(self.after)
        most = self.damage.most_disturbance(self.after)
        objective.sheet = (most + 1) * model.coverage() + _padded(objective.sheet, model.sheet.width)
        least = least_loss(self.damage.universe)
        found = self._minimise(model, objective, (most + 1) * self._lost() + self._cost(), (most + 1) * least)
        lost, cost = self._lost(), self._cost()
        sure = max(least, math.ceil((found.bound - most) / (most + 1)))
        self.stages = [
            Stage("coverage", lost, min(sure, lost), sure >= lost),
            Stage("disturbance", cost, cost if found.proven else 0, found.proven),
        ]

    def disturbance(self) -> None:
        """Where the two could not be proven in one: the least disturbance among plans that lose no more coverage."""
        model, objective = Model(self.damage.universe), self.damage.disturbance(self.after)
        cost = model.coverage()
        some = np.flatnonzero(cost)
        model.sheet.put(model.sheet.rows(1, upper=self._lost()), some, cost[some])
        objective.sheet = _padded(objective.sheet, model.sheet.width)
        found = self._minimise(model, objective, self._cost(), 0)
        self.stages[1] = Stage("disturbance", self._cost(), max(0, found.bound), found.proven)

    def _lost(self) -> int:
        return score(self.after, self.visits).levels[0]

    def _cost(self) -> int:
        return self.damage.cost(self.after, self.visits)

    def _near_the_damage(self) -> Ints:
        """The first ring: every way of visiting the teams that the event left short."""
        u = self.damage.universe
        standing = {t for _, t, _ in self.damage.start}
        hurt = {t for v, t, _ in self.damage.old if (v, t) not in {(a, b) for a, b, _ in self.damage.start}}
        near = np.isin(u.team, sorted(hurt | ({t.id for t in self.after.teams} - standing)))
        return np.flatnonzero(near)[:4000]

    def _minimise(self, model: Model, objective: Objective, value: int, floor: int) -> Found:
        found = minimise(
            model, objective, start=self.damage.at(self.visits), value=value, deadline=self.deadline, stop=self.stop,
            threads=self.threads, first=self._near_the_damage(), floor=floor,
        )  # fmt: skip
        if found.chosen is not None:
            visits = self.damage.universe.visits(found.chosen)
            if score(self.after, visits).legal:
                self.visits = visits
        return found


def _padded(costs: Floats, width: int) -> Floats:
    return np.concatenate([costs, np.zeros(width - len(costs))])


def repair(
    problem: Problem, plan: Plan, changes: Changes, *, time_limit: float = 30.0, threads: int = 1,
    progress: Progress | None = None, should_stop: Callable[[], bool] = lambda: False,
) -> Plan:  # fmt: skip
    """The plan that loses least coverage, then disturbs least, then scores best on levels 2 to 6.

    The answer's `extra` holds `disturbance`, `changes` (what became of each old visit, and what is new), `cannot_stay`
    (locked or past visits that could not be kept, and why).  Always legal; never worse than dropping what broke.
    """
    began = time.monotonic()
    after = changes.apply(problem)
    damage = Damage.of(problem, after, plan.visits, changes)
    mending = Mending(after, damage, began + time_limit, threads, should_stop, list(damage.start), [])
    mending.both()
    if not mending.stages[1].proven:
        mending.disturbance()
    return _answer(problem, plan, changes, mending, began)


def _answer(problem: Problem, plan: Plan, changes: Changes, mending: Mending, began: float) -> Plan:
    judged = score(mending.after, mending.visits)
    damage = mending.damage
    extra = {
        "disturbance": damage.cost(mending.after, mending.visits),
        **tell(problem, damage, mending.visits),
    }
    proven = all(s.proven for s in mending.stages)
    return Plan(
        visits=tuple(sorted(mending.visits)),
        levels=judged.levels,
        objective=plan.objective,
        stages=tuple(mending.stages),
        status="optimal" if proven else "feasible",
        seconds=time.monotonic() - began,
        extra=extra,
    )


def dropped_only(damage: Damage) -> Sequence[Visit]:
    return damage.start
