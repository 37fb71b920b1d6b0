"""Among repairs that lose and disturb equally little, the one that scores best on the levels below."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from ..judging import score
from ..matrix import FREE
from ..model import Model
from ..plan import LEVELS, Stage, Visit
from ..problem import Problem
from ..promises.programme import solver
from ..promises.sheet import INF
from ..promises.universe import Floats
from .damage import LINE_LOST, VISIT_DROPPED, VISIT_NEW, Damage

Terms = tuple[tuple[str, int], ...]


def terms(objective: str, weights: Mapping[str, int]) -> list[tuple[str, Terms]]:
    """(stage name, levels and weights) of the levels below coverage."""
    if objective == "strict":
        return [(name, ((name, 1),)) for name in LEVELS[1:]]
    return [("independence", (("independence", 1),)), ("quality", tuple((n, weights[n]) for n in LEVELS[2:]))]


@dataclass
class Quality:
    """`could` are all visits that an equally good repair could use, `must` those it cannot do without."""

    after: Problem
    damage: Damage
    could: Sequence[Visit]
    must: Sequence[Visit]
    coverage: int
    disturbance: int
    deadline: float
    threads: int
    stop: Callable[[], bool]

    def improve(self, visits: Sequence[Visit], stages: Sequence[tuple[str, Terms]]) -> tuple[list[Visit], list[Stage]]:
        model = Model(self.after, allowed=[*self.could, *visits])
        model.close()
        h = solver(self.threads)
        h.passModel(_lp(model))
        self._keep(h, model)
        best, done = list(visits), []
        for name, levels in stages:
            cost = model.objective(levels)
            stage, best = self._minimise(h, model, (name, levels), best)
            done.append(stage)
            some = np.flatnonzero(cost)
            h.addRow(-INF, stage.value, len(some), some.astype(np.int32), cost[some].astype(float))
        return best, done

    def _keep(self, h: highspy.Highs, model: Model) -> None:
        """Lose no more coverage, disturb no more, keep what must stay."""
        cost = model.costs["coverage"]
        some = np.flatnonzero(cost)
        h.addRow(-INF, self.coverage, len(some), some.astype(np.int32), cost[some].astype(float))
        change = self._disturbance(model)
        some = np.flatnonzero(change)
        lines = {(t, s) for _, t, s in self.damage.old if (t, s) in self.after.offers}
        all_lost = LINE_LOST * len(lines) + VISIT_DROPPED * len(self.damage.standing)
        h.addRow(-INF, self.disturbance - all_lost, len(some), some.astype(np.int32), change[some])
        fixed = model.x_of(sorted({*self.must, *self.damage.fixed})).astype(np.int32)
        h.changeColsBounds(len(fixed), fixed, np.ones(len(fixed)), np.ones(len(fixed)))

    def _disturbance(self, model: Model) -> Floats:
        change = np.zeros(model.width)
        change[model.x] = VISIT_NEW
        change[model.x_of(sorted(self.damage.standing & set(model.visits_of(np.ones(model.width)))))] = -VISIT_DROPPED
        held = {(t, s) for _, t, s in self.damage.old}
        offers = zip(model.offer_team.tolist(), model.offer_slot.tolist(), strict=True)
        change[model.z[np.array([o in held for o in offers], dtype=bool)]] = -LINE_LOST
        return change

    def _minimise(self, h: highspy.Highs, model: Model, stage: tuple[str, Terms], best: list[Visit]) -> tuple[Stage, list[Visit]]:
        name, levels = stage
        cost, now = model.objective(levels), _worth(self.after, levels, best)
        left = self.deadline - time.monotonic()
        if now == 0 or left <= 0 or self.stop():
            return Stage(name, now, 0, now == 0), best
        h.changeColsCost(model.width, np.arange(model.width, dtype=np.int32), cost.astype(float))
        on = model.x_of(best).astype(np.int32)
        chosen = np.zeros(len(model.x))
        chosen[np.isin(model.x, on)] = 1
        h.setSolution(len(model.x), model.x.astype(np.int32), chosen)
        h.setOptionValue("time_limit", h.getRunTime() + left)
        h.run()
        info, done = h.getInfo(), h.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status == 2:
            found = model.visits_of(np.array(h.getSolution().col_value))
            value = _worth(self.after, levels, found)
            if value <= now and self._as_good(found):
                now, best = value, found
        bound = now if done else max(0, math.ceil(info.mip_dual_bound - 1e-4)) if info.mip_dual_bound > -INF else 0
        return Stage(name, now, min(bound, now), done), best

    def _as_good(self, visits: Sequence[Visit]) -> bool:
        judged = score(self.after, visits)
        return judged.legal and judged.levels[0] <= self.coverage and self.damage.cost(self.after, visits) <= self.disturbance


def _worth(problem: Problem, levels: Terms, visits: Sequence[Visit]) -> int:
    values = dict(zip(LEVELS, score(problem, visits).levels, strict=True))
    return sum(weight * values[name] for name, weight in levels)


def _open(limits: NDArray[Any]) -> Floats:
    """HiGHS wants infinity where there is no limit."""
    return np.where(limits >= FREE, INF, np.where(limits <= -FREE, -INF, limits.astype(float)))


def _lp(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = model.width, model.height
    lp.col_cost_ = np.zeros(model.width)
    lp.col_lower_, lp.col_upper_ = np.zeros(model.width), model.upper.astype(float)
    lp.row_lower_, lp.row_upper_ = _open(model.low), _open(model.high)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = model.start.astype(np.int32)
    lp.a_matrix_.index_ = model.row_of.astype(np.int32)
    lp.a_matrix_.value_ = model.value_of.astype(float)
    kind = highspy.HighsVarType
    lp.integrality_ = [kind.kInteger if w else kind.kContinuous for w in model.whole.tolist()]
    return lp
