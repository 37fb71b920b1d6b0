"""Whole-number search over a chosen part of a model, the rest standing as in a given plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, isfinite
from typing import Any

import highspy
import numpy as np

from .goals import Limit
from .matrix import FREE, Floats, Ints, Mask
from .model import Model
from .plan import Visit

TRUST = 1e-4
"""How far the solver's floating-point bound is distrusted before it is rounded up."""


@dataclass(frozen=True)
class Searched:
    """`bound`: no plan within the searched part is worth less (None when there is none); `done`: searched through."""

    bound: int | None
    done: bool


def search(
    model: Model,
    objective: Ints,
    limits: Sequence[Limit],
    free: Mask,
    *,
    point: Ints,
    seconds: float,
    found: Callable[[list[Visit]], None],
    bounded: Callable[[int], None] = lambda bound: None,
    gap: int = 0,
) -> Searched:
    """Minimise over the `free` columns, all others as in `point` (a legal plan).

    Calls `found` with each better plan as it appears and `bounded` with each better bound.  Stops at `seconds`, or
    within `gap` of the best possible.
    """
    part = _Part(model, objective, limits, free, point)
    highs = part.highs
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("time_limit", max(0.1, seconds))
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", gap + 1 - 10 * TRUST)
    highs.passModel(part.programme)
    start = highspy.HighsSolution()
    start.col_value = point[part.columns].astype(float)
    highs.setSolution(start)
    highs.cbMipImprovingSolution.subscribe(lambda event: found(part.visits(event.data_out.mip_solution)))
    rising = _Rising(bounded, part.fixed_cost)
    highs.cbMipInterrupt.subscribe(lambda event: rising.see(event.data_out.mip_dual_bound))
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Searched(None, True)
    value = highs.getSolution().col_value
    if info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
        found(part.visits(value))
    done = status == highspy.HighsModelStatus.kOptimal
    return Searched(_rounded_up(info.mip_dual_bound, part.fixed_cost), done)


def _rounded_up(bound: float, fixed_cost: int) -> int | None:
    return ceil(bound + fixed_cost - TRUST) if isfinite(bound) else None


class _Rising:
    """Passes on each bound that is better than the one before."""

    def __init__(self, tell: Callable[[int], None], fixed_cost: int) -> None:
        self.tell, self.fixed_cost = tell, fixed_cost
        self.best: int | None = None

    def see(self, bound: float) -> None:
        rounded = _rounded_up(bound, self.fixed_cost)
        if rounded is not None and (self.best is None or rounded > self.best):
            self.best = rounded
            self.tell(rounded)


class _Part:
    """The free columns and every row they touch, with what the fixed columns use already taken off."""

    def __init__(self, model: Model, objective: Ints, limits: Sequence[Limit], free: Mask, point: Ints) -> None:
        self.model, self.point = model, point
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)
        for weights, value in limits:
            free = free & (model.objective(weights) <= value)
        free = free & (model.upper > 0)
        self.columns = np.flatnonzero(free)
        fixed = np.where(free, 0, point)
        self.fixed_cost = int((fixed * objective).sum())
        self.programme = self._programme(objective, limits, fixed)

    def _programme(self, objective: Ints, limits: Sequence[Limit], fixed: Ints) -> highspy.HighsLp:
        m, chosen = self.model, self.columns
        used = np.rint(m.times(fixed)).astype(np.int64)
        starts, rows, values = m.entries_of(chosen)
        owner = np.repeat(np.arange(len(chosen)), np.diff(starts))
        touched, place = np.unique(rows, return_inverse=True)
        low = np.where(m.low[touched] <= -FREE, -FREE, m.low[touched] - used[touched])
        high = np.where(m.high[touched] >= FREE, FREE, m.high[touched] - used[touched])
        parts = [(owner, place, values.astype(np.int64))]
        for k, (weights, value) in enumerate((w, v) for w, v in limits if v > 0):
            row = m.objective(weights)
            on = np.flatnonzero(row[chosen])
            parts.append((on, np.full(len(on), len(touched) + k), row[chosen][on]))
            low, high = np.append(low, -FREE), np.append(high, value - int((row * fixed).sum()))
        return _highs_programme(m, objective, chosen, parts, low, high)

    def visits(self, value: Sequence[float] | Floats) -> list[Visit]:
        point = self.point.astype(float)
        point[self.columns] = value
        return self.model.visits_of(point)


def _highs_programme(
    m: Model, objective: Ints, chosen: Ints, parts: list[tuple[Ints, Ints, Ints]], low: Ints, high: Ints
) -> highspy.HighsLp:
    owner, index, value = (np.concatenate(p) for p in zip(*parts, strict=True))
    order = np.argsort(owner, kind="stable")
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(chosen), len(low)
    lp.col_cost_ = objective[chosen].astype(float)
    lp.col_lower_, lp.col_upper_ = m.lower[chosen].astype(float), m.upper[chosen].astype(float)
    lp.row_lower_ = np.where(low <= -FREE, -highspy.kHighsInf, low.astype(float))
    lp.row_upper_ = np.where(high >= FREE, highspy.kHighsInf, high.astype(float))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(owner[order], np.arange(len(chosen) + 1)).astype(np.int32)
    lp.a_matrix_.index_ = index[order].astype(np.int32)
    lp.a_matrix_.value_ = value[order].astype(float)
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    lp.integrality_ = [kinds[int(w)] for w in m.whole[chosen]]
    return lp
