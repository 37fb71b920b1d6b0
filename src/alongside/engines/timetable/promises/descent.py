"""Minimise over a whole universe of visits with only the columns that matter, and a bound that holds for all."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .model import Model
from .programme import Objective, Programme
from .universe import Floats, Ints

EPS = 1e-6
MOST_COLUMNS = 60_000


@dataclass
class Found:
    """`chosen` visits with their `value`; `bound` holds over the whole universe.

    `dear[j]` is a proven lower bound of any plan that uses visit j (of any without it, when `lacking[j]`)."""

    chosen: Ints | None
    columns: Floats
    value: int
    bound: int
    dear: Floats
    lacking: Floats

    @property
    def proven(self) -> bool:
        return self.chosen is not None and self.value <= self.bound

    def in_equals(self) -> tuple[Ints, Ints]:
        """Visits that some plan of this value could use, and those that every one must: all others are ruled out."""
        could = np.flatnonzero(self.dear <= self.value + 1e-4)
        return could, np.flatnonzero(self.lacking > self.value + 1e-4)


class Descent:
    """`start` are visits known to be legal together, worth `value`; `first` further visits to begin with."""

    def __init__(
        self, model: Model, objective: Objective, *, start: Ints | None, value: float, deadline: float,
        stop: Callable[[], bool] = lambda: False, first: Ints | None = None, floor: float = -math.inf,
    ) -> None:  # fmt: skip
        self.model, self.objective, self.deadline, self.stop = model, objective, deadline, stop
        self.programme = Programme(model, objective)
        self.chosen, self.value, self.columns = start, value, np.zeros(0)
        n = len(model.universe)
        self.best = floor
        self.dear, self.lacking = np.full(n, -math.inf), np.full(n, -math.inf)
        begin = [a for a in (start, first) if a is not None]
        if objective.fixed is not None:
            begin.append(np.flatnonzero(objective.fixed))
        self.first = np.unique(np.concatenate(begin)) if begin else np.zeros(0, np.int64)
        self.programme.add(self.first)

    def left(self) -> float:
        return 0.0 if self.stop() else self.deadline - time.monotonic()

    @property
    def bound(self) -> float:
        return math.ceil(self.best - self.objective.slack - 1e-4) if math.isfinite(self.best) else self.best

    def price(self) -> None:
        """Relax, price every visit, add the promising ones, until none is or the bound meets the best plan."""
        n = len(self.model.universe)
        while self.left() > 0 and self.bound < self.value:
            duals = self.programme.relax(self.left())
            if duals is None:
                return
            reduced, here = self._learn(duals)
            inside = np.zeros(n, dtype=bool)
            inside[self.programme.chosen] = True
            wanted = np.flatnonzero(~inside & (reduced < -EPS))
            if not len(wanted) or here <= self.best + EPS:
                return
            batch = max(300, n // 40)
            self.programme.add(wanted[np.argsort(reduced[wanted])[:batch]])

    def _learn(self, duals: Floats) -> tuple[Floats, float]:
        """A bound from these duals, sound whatever they are; keeps what it says of each visit.

        Returns the reduced cost of each visit, and the bound that would hold if there were only the visits at hand."""
        model, objective = self.model, self.objective
        low, high, row_low, row_high = model.sheet.bounds()
        duals = np.where((duals > 0) & np.isinf(row_low), 0, np.where((duals < 0) & np.isinf(row_high), 0, duals))
        rows, columns, values = model.sheet.entries()
        sheet = objective.sheet - np.bincount(columns, values * duals[rows], minlength=model.sheet.width)
        sheet[np.isinf(high) & (sheet < 0) & (sheet > -EPS)] = 0.0
        self._charge_visits(sheet, duals)
        reduced: Floats = objective.visits - duals[model.stands].sum(axis=1)
        lower = objective.lower(len(reduced))
        side = np.where(duals > 0, row_low, np.where(duals < 0, row_high, 0))
        value = objective.offset + float(duals @ np.where(duals == 0, 0, side))
        value += float(np.where(sheet > 0, sheet * low, np.where(sheet < 0, sheet * np.where(sheet < 0, high, 0), 0)).sum())
        share = np.where(reduced > 0, reduced * lower, reduced)
        here = value + float(share[self.programme.chosen].sum())
        value += float(share.sum())
        self.best = max(self.best, value)
        self.dear = np.maximum(self.dear, value + np.where(lower > 0, 0, np.maximum(reduced, 0)))
        self.lacking = np.maximum(self.lacking, value + np.maximum(-reduced, 0))
        return reduced, here

    def _charge_visits(self, sheet: Floats, duals: Floats) -> None:
        """What it costs to hold a line that is not held is shared by the visits that would need it."""
        model = self.model
        share = np.maximum(sheet[model.held], 0) / model.universe.lines.cap
        duals[model.line_most] -= share
        sheet[model.held] -= share * model.universe.lines.cap

    def search(self) -> None:
        """Whole numbers over the visits at hand: a better plan, not yet a proof."""
        if self.bound >= self.value or self.left() <= 0:
            return
        everything, few = self.programme, Programme(self.model, self.objective)
        few.add(np.union1d(self.first, everything.used))  # usually enough, and far less to search
        self.programme = few
        self._whole(self.value - 1 + self.objective.slack)
        self.programme = everything
        if self.bound < self.value and self.left() > 0:
            self._whole(self.value - 1 + self.objective.slack)

    def settle(self) -> None:
        """Add every visit that a better plan could use; what is found then is proven for all."""
        if self.bound >= self.value or self.left() <= 0:
            return
        could = self.dear <= self.value - 1 + self.objective.slack + EPS
        could[self.programme.chosen] = False
        extra = np.flatnonzero(could)
        if len(extra) + len(self.programme.chosen) > MOST_COLUMNS:
            return
        if len(extra):
            self.programme.add(extra)
        done, bound = self._whole(self.value - 1 + self.objective.slack)
        if done:
            self.best = max(self.best, self.value)
        elif math.isfinite(bound):
            self.best = max(self.best, min(bound, self.value))

    def _whole(self, cutoff: float) -> tuple[bool, float]:
        start = None
        out = self.programme.whole(self.left(), start, cutoff if math.isfinite(cutoff) else math.inf)
        if out.chosen is not None:
            chosen = np.concatenate([out.chosen])
            value = self._worth(chosen, out.columns)
            if value < self.value:
                self.chosen, self.value, self.columns = chosen, value, out.columns
        return out.finished, out.bound

    def _worth(self, chosen: Ints, columns: Floats) -> float:
        o = self.objective
        return math.floor(EPS + o.offset + float(o.sheet @ columns) + float(o.visits[chosen].sum()))

    def found(self) -> Found:
        value = int(self.value) if math.isfinite(self.value) else -1
        bound = int(self.bound) if math.isfinite(self.bound) else 0
        return Found(self.chosen, self.columns, value, min(bound, value) if value >= 0 else bound, self.dear, self.lacking)


def minimise(
    model: Model, objective: Objective, *, start: Ints | None = None, value: float = math.inf, deadline: float,
    stop: Callable[[], bool] = lambda: False, first: Ints | None = None, floor: float = -math.inf,
) -> Found:  # fmt: skip
    """The least value of `objective`, whole-numbered, with a bound proven over the whole universe of visits.

    `floor` is a bound known beforehand."""
    descent = Descent(model, objective, start=start, value=value, deadline=deadline, stop=stop, first=first, floor=floor)
    descent.price()
    descent.search()
    descent.settle()
    return descent.found()
