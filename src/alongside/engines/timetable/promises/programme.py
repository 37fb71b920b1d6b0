"""A promise model over chosen visits, handed to HiGHS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import highspy
import numpy as np

from .model import Model
from .sheet import INF
from .travel import too_far_rows
from .universe import Bools, Floats, Ints

EASE = 1e-4
_BASIC, _LOWER = highspy.HighsBasisStatus.kBasic, highspy.HighsBasisStatus.kLower


@dataclass
class Objective:
    """Costs of the sheet's columns and of the visits, the constant, and visits that must stay (lower bound 1).

    Values are whole but for costs that together stay below `slack`: they only lean towards some visits."""

    sheet: Floats
    visits: Floats
    offset: float = 0.0
    fixed: Bools | None = None
    slack: float = 0.0

    def lower(self, n: int) -> Floats:
        return np.zeros(n) if self.fixed is None else self.fixed.astype(float)


class Programme:
    """Grows by visits; rows and columns keep their numbers, so each solve starts from the last basis."""

    def __init__(self, model: Model, objective: Objective) -> None:
        self.model, self.objective = model, objective
        self.chosen: Ints = np.zeros(0, dtype=np.int64)
        self.used: Ints = np.zeros(0, dtype=np.int64)
        first, last = model.lazy
        self._number = np.full(model.sheet.height, -1, dtype=np.int64)
        base = np.r_[0:first, last : model.sheet.height]
        self._number[base] = np.arange(len(base))
        self._order: Ints = base
        self._solver = solver()
        self._basis: highspy.HighsBasis | None = None

    def add(self, visits: Ints) -> None:
        rows = np.unique(self.model.stands[visits])
        new = rows[self._number[rows] < 0]
        self._number[new] = len(self._order) + np.arange(len(new))
        self._order = np.concatenate([self._order, new])
        self.chosen = np.concatenate([self.chosen, visits])
        if self._basis is not None:
            self._basis.col_status = list(self._basis.col_status) + [_LOWER] * len(visits)
            self._basis.row_status = list(self._basis.row_status) + [_BASIC] * len(new)

    def lp(self, ease: float = 0.0) -> highspy.HighsLp:
        """`ease` lowers what promises ask for a little."""
        model, n = self.model, len(self.chosen)
        low, high, row_low, row_high = model.sheet.bounds()
        rows, columns, values = model.sheet.entries()
        inside = self._number[rows] >= 0
        stands = model.stands[self.chosen]
        at = np.concatenate([self._number[rows[inside]], self._number[stands].ravel()])
        width = stands.shape[1]
        col = np.concatenate([columns[inside], model.sheet.width + np.repeat(np.arange(n), width)])
        val = np.concatenate([values[inside], np.ones(n * width)])
        costs = np.concatenate([self.objective.sheet, self.objective.visits[self.chosen]])
        lower = np.concatenate([low, self.objective.lower(len(model.universe))[self.chosen]])
        return _lp(
            (costs, lower, np.concatenate([high, np.ones(n)])),
            ((row_low - ease * (row_low > 0))[self._order], row_high[self._order]),
            (at, col, val),
            self.objective.offset,
        )

    def relax(self, time_limit: float) -> Floats | None:
        """Solve the linear relaxation; None when it did not finish in time.

        A promise that is just kept has no natural price, and a wild one would make every visit look worth adding.
        Asking for a little less gives kept promises the price 0; what the duals prove does not depend on it."""
        h = self._solver
        _pass(h, self.lp(EASE))
        h.setOptionValue("time_limit", h.getRunTime() + max(0.01, time_limit))
        if self._basis is not None:
            h.setBasis(self._basis)
        h.run()
        status = h.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            return None
        self._basis = h.getBasis()
        found = h.getSolution()
        duals = np.zeros(self.model.sheet.height)
        duals[self._order] = found.row_dual
        value = np.array(found.col_value)[self.model.sheet.width :]
        self.used = np.union1d(self.used, self.chosen[value > 1e-6])
        return duals

    def _too_far(self, width: int) -> Iterator[Ints]:
        u, stops = self.model.universe, np.array(self.model.stops, dtype=np.int64).reshape(-1, 4)
        site = np.array([t.site for t in u.problem.teams], dtype=np.int64)[u.team[self.chosen]]
        column = np.concatenate([width + np.arange(len(self.chosen)), stops[:, 3]])
        leader = np.concatenate([u.leader[self.chosen], stops[:, 0]])
        slot = np.concatenate([u.slot[self.chosen], stops[:, 1]])
        for rows in too_far_rows(u.problem, leader, slot, np.concatenate([site, stops[:, 2]])):
            yield column[rows]

    def whole(self, time_limit: float, start: Floats | None = None, cutoff: float = INF) -> Whole:
        """Solve in whole numbers, travel between neighbouring slots included."""
        h = solver()
        _pass(h, self.lp())
        n, width = len(self.chosen), self.model.sheet.width
        for columns in self._too_far(width):
            h.addRow(-INF, 1, len(columns), columns.astype(np.int32), np.ones(len(columns)))
        if cutoff < INF:
            costs = np.concatenate([self.objective.sheet, self.objective.visits[self.chosen]])
            some = np.flatnonzero(costs)
            h.addRow(-INF, cutoff - self.objective.offset, len(some), some.astype(np.int32), costs[some])
        whole = np.concatenate([*self.model.whole, np.arange(width, width + n)]).astype(np.int32)
        h.changeColsIntegrality(len(whole), whole, np.full(len(whole), highspy.HighsVarType.kInteger))
        for option, value in (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.75), ("time_limit", max(0.05, time_limit))):
            h.setOptionValue(option, value)
        if start is not None:
            at = np.arange(width, width + n, dtype=np.int32)
            h.setSolution(n, at, start[self.chosen].astype(float))
        h.run()
        return _outcome(h, self.chosen, width)


@dataclass
class Whole:
    """`chosen` is None when nothing was found; `finished` when HiGHS proved its answer (or that there is none)."""

    chosen: Ints | None
    columns: Floats
    bound: float
    finished: bool


def _outcome(h: highspy.Highs, chosen: Ints, width: int) -> Whole:
    status, info = h.getModelStatus(), h.getInfo()
    none = highspy.HighsModelStatus.kInfeasible
    if status == none:
        return Whole(None, np.zeros(0), INF, True)
    done = status == highspy.HighsModelStatus.kOptimal
    if info.primal_solution_status != 2:
        return Whole(None, np.zeros(0), info.mip_dual_bound, done)
    values = np.array(h.getSolution().col_value)
    return Whole(chosen[values[width:] > 0.5], values[:width], info.mip_dual_bound, done)


def solver() -> highspy.Highs:
    """A quiet solver on one processor.

    HiGHS keeps the number of threads of its first run in a process, and with another one returns empty: hence the reset.
    """
    highspy.Highs.resetGlobalScheduler(True)
    h = highspy.Highs()  # type: ignore[no-untyped-call]
    h.setOptionValue("output_flag", False)
    h.setOptionValue("threads", 1)
    return h


def _pass(h: highspy.Highs, lp: highspy.HighsLp) -> None:
    """HiGHS can hang on a model that it refused, so refuse too."""
    if h.passModel(lp) == highspy.HighsStatus.kError:
        raise RuntimeError("HiGHS refused the model")


def _lp(
    columns: tuple[Floats, Floats, Floats], rows: tuple[Floats, Floats], entries: tuple[Ints, Ints, Floats], offset: float
) -> highspy.HighsLp:
    at, col, val = entries
    order = np.lexsort((at, col))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_, lp.offset_ = len(columns[0]), len(rows[0]), offset
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = columns
    lp.row_lower_, lp.row_upper_ = rows
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(col[order], np.arange(len(columns[0]) + 1)).astype(np.int32)
    lp.a_matrix_.index_ = at[order].astype(np.int32)
    lp.a_matrix_.value_ = val[order]
    return lp
