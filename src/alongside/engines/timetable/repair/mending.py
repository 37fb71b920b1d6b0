"""Repair: coverage first, then the fewest changes, then the levels below, each proven where it can be."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..changes import Changes
from ..judging import score
from ..plan import Plan, Stage, Visit
from ..problem import Problem
from ..promises import Found, Model, minimise
from ..promises.programme import Objective
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

    def coverage(self) -> Found:
        model = Model(self.damage.universe)
        objective = Objective(
            model.coverage(), np.zeros(len(self.damage.universe)), fixed=self.damage.mask(self.damage.fixed)
        )
        found = self._minimise(model, objective, score(self.after, self.visits).levels[0], self._near_the_damage())
        return self._take("coverage", found)

    def disturbance(self, coverage: int) -> Found:
        model = Model(self.damage.universe)
        cost = model.coverage()
        some = np.flatnonzero(cost)
        model.sheet.put(model.sheet.rows(1, upper=coverage), some, cost[some])
        objective = self.damage.disturbance(self.after)
        objective.sheet = np.concatenate([objective.sheet, np.zeros(model.sheet.width - len(objective.sheet))])
        found = self._minimise(model, objective, self.damage.cost(self.after, self.visits), self._near_the_damage())
        return self._take("disturbance", found)

    def _near_the_damage(self) -> np.ndarray:  # type: ignore[type-arg]
        """The first ring: every way of visiting the teams that the event left short."""
        u = self.damage.universe
        standing = {t for _, t, _ in self.damage.start}
        hurt = {t for v, t, _ in self.damage.old if (v, t) not in {(a, b) for a, b, _ in self.damage.start}}
        near = np.isin(u.team, sorted(hurt | ({t.id for t in self.after.teams} - standing)))
        return np.flatnonzero(near)[:4000]

    def _minimise(self, model: Model, objective: Objective, value: int, first: np.ndarray) -> Found:  # type: ignore[type-arg]
        return minimise(
            model, objective, start=self.damage.at(self.visits), value=value, deadline=self.deadline, stop=self.stop,
            threads=self.threads, first=first,
        )  # fmt: skip

    def _take(self, name: str, found: Found) -> Found:
        if found.chosen is not None:
            visits = self.damage.universe.visits(found.chosen)
            if score(self.after, visits).legal:
                self.visits = visits
        self.stages.append(Stage(name, found.value, found.bound, found.proven))
        return found


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
    found = mending.coverage()
    mending.disturbance(found.value)
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
