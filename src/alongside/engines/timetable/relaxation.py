"""The relaxation of a model, solved by sifting, and a lower bound that rounding cannot spoil.

Most columns of a week are never worth using.  So a small programme is solved, its prices tell which columns and rows
outside it matter, those join, and so on until none does.  The bound is then computed again in whole numbers: prices
rounded to multiples of 2**-24 bound the whole model from below whatever the solver thought.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from time import monotonic
from typing import Any

import highspy
import numpy as np

from .goals import Limit
from .matrix import FREE, Floats, Ints, Mask
from .model import Model

SCALE = 1 << 24
NEARBY = 10
"""How much dearer than the best a visit at a new stop may be to join with it."""


@dataclass(frozen=True)
class Relaxed:
    """`bound` holds for every plan; a plan using column j costs at least `bound + reduced[j]` (both x SCALE)."""

    bound: int
    reduced: Ints
    point: Floats
    rounds: int

    @property
    def ceiling(self) -> int:
        return -(-self.bound // SCALE)


class Relaxation:
    """The growing small programme, over the `free` columns (all, unless told) with the others as in `point`."""

    def __init__(
        self,
        model: Model,
        objective: Ints,
        limits: Sequence[Limit],
        first: Mask,
        *,
        free: Mask | None = None,
        point: Ints | None = None,
    ) -> None:
        self.model, self.objective = model, objective
        dense = [(model.objective(weights), value) for weights, value in limits]
        self.lower, self.upper, self.low, self.high = model.lower, model.upper.copy(), model.low, model.high
        self.fixed_cost, self.known = 0, np.ones(model.height, bool)
        if free is not None and point is not None:
            self._fix(free, np.where(free, 0, point))
        for row, value in dense:
            self.upper[row > value] = 0
        self.dense = [(row, value) for row, value in dense if value > 0]
        self.inside = np.zeros(model.width, bool)
        self.row_in = ~model.lazy & self.known
        first = first & (self.upper > 0)
        self.row_in[model.stop_rows] &= self._touched(first)[model.stop_rows]
        self.row_at = np.where(self.row_in, np.cumsum(self.row_in) - 1, -1)
        self.rows = np.flatnonzero(self.row_in)
        self.columns = np.zeros(0, np.int64)
        self.highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.setOptionValue("output_flag", False)
        self.highs.setOptionValue("threads", 1)
        self._start()
        self._add_columns(np.flatnonzero(first))

    def _touched(self, columns: Mask) -> Mask:
        touched = np.zeros(self.model.height, bool)
        touched[self.model.row_of[columns[self.model.column_of]]] = True
        return touched

    def _fix(self, free: Mask, fixed: Ints) -> None:
        m = self.model
        used = np.rint(m.times(fixed)).astype(np.int64)
        self.low = np.where(m.low <= -FREE, -FREE, m.low - used)
        self.high = np.where(m.high >= FREE, FREE, m.high - used)
        self.lower, self.upper = np.where(free, m.lower, 0), np.where(free, m.upper, 0)
        self.known = self._touched(free)
        self.fixed_cost = int(np.dot(fixed, self.objective))

    def _start(self) -> None:
        n = len(self.rows)
        low, high = _limits(self.low[self.rows]), _limits(self.high[self.rows])
        empty = np.zeros(0, np.int32)
        self.highs.addRows(n, low, high, 0, np.zeros(n, np.int32), empty, np.zeros(0))
        for _, value in self.dense:
            self.highs.addRow(-highspy.kHighsInf, float(value), 0, empty, np.zeros(0))
        self.limit_at = n + np.arange(len(self.dense))
        self.height = n + len(self.dense)

    def _add_columns(self, new: Ints) -> None:
        m = self.model
        starts, rows, values = m.entries_of(new)
        owner = np.repeat(np.arange(len(new)), np.diff(starts))
        kept = self.row_at[rows] >= 0
        parts: list[tuple[Ints, Ints, Ints]] = [(owner[kept], self.row_at[rows[kept]], values[kept].astype(np.int64))]
        for k, (row, _) in enumerate(self.dense):
            used = np.flatnonzero(row[new])
            parts.append((used, np.full(len(used), self.limit_at[k]), row[new][used]))
        owner, index, value = (np.concatenate(p) for p in zip(*parts, strict=True))
        order = np.argsort(owner, kind="stable")
        begin = np.searchsorted(owner[order], np.arange(len(new))).astype(np.int32)
        self.highs.addCols(
            len(new),
            self.objective[new].astype(float),
            self.lower[new].astype(float),
            self.upper[new].astype(float),
            len(order),
            begin,
            index[order].astype(np.int32),
            value[order].astype(float),
        )
        self.inside[new] = True
        self.columns = np.concatenate([self.columns, new])

    def _add_rows(self, new: Ints) -> None:
        m = self.model
        place = np.full(m.width, -1)
        place[self.columns] = np.arange(len(self.columns))
        wanted = np.zeros(m.height, bool)
        wanted[new] = True
        at = np.flatnonzero(wanted[m.row_of] & (place[m.column_of] >= 0))
        order = at[np.argsort(m.row_of[at], kind="stable")]
        begin = np.searchsorted(m.row_of[order], new).astype(np.int32)
        index, value = place[m.column_of[order]].astype(np.int32), m.value_of[order].astype(float)
        self.highs.addRows(len(new), _limits(self.low[new]), _limits(self.high[new]), len(order), begin, index, value)
        self.row_at[new] = self.height + np.arange(len(new))
        self.height += len(new)
        self.rows = np.concatenate([self.rows, new])

    def solve(self, until: float) -> Relaxed:
        """Sift until nothing outside matters or `until` (monotonic time); the bound holds either way."""
        best, rounds = None, 0
        while True:
            rounds += 1
            if np.isfinite(until):
                self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(0.1, until - monotonic()))
            self.highs.run()
            relaxed = self._priced(rounds)
            if best is None or relaxed.bound >= best.bound:
                best = relaxed
            if monotonic() >= until or not self._grow(relaxed):
                return best

    def _grow(self, relaxed: Relaxed) -> bool:
        m = self.model
        broken = np.flatnonzero(m.lazy & self.known & (self.row_at < 0))
        if len(broken):
            activity = m.times(relaxed.point)[broken]
            broken = broken[(activity > self.high[broken] + 1e-6) | (activity < self.low[broken] - 1e-6)]
        worth = np.flatnonzero(~self.inside & (relaxed.reduced < -SCALE // 10**6) & (self.upper > 0))
        most = max(3000, len(self.columns) // 3)
        if len(worth) > most:
            worth = worth[np.argpartition(relaxed.reduced[worth], most)[:most]]
        stops, visits = self._new_stops(worth, relaxed)
        worth = np.union1d(worth, visits)
        broken = np.union1d(broken, stops)
        if len(broken):
            self._add_rows(broken)
        if len(worth):
            self._add_columns(worth)
        return bool(len(worth) or len(broken))

    def _new_stops(self, worth: Ints, relaxed: Relaxed) -> tuple[Ints, Ints]:
        """Stops that days worth having pass through for the first time, and the best visits there."""
        m = self.model
        new = np.zeros(len(m.stop_rows), bool)
        wanted = np.zeros(m.width, bool)
        wanted[worth] = True
        for columns, stops in m.patterns:
            for s in stops:
                new[s[wanted[columns]]] = True
        new &= self.row_at[m.stop_rows] < 0
        there = m.x[new[m.stop_of_x]]
        good = ~self.inside[there] & (relaxed.reduced[there] < NEARBY * SCALE) & (self.upper[there] > 0)
        return m.stop_rows[new], there[good]

    def _priced(self, rounds: int) -> Relaxed:
        solution = self.highs.getSolution()
        point = np.zeros(self.model.width)
        dual = np.zeros(self.height)
        if len(solution.col_value) == len(self.columns):
            point[self.columns] = solution.col_value
        if len(solution.row_dual) == self.height:
            dual = np.array(solution.row_dual)
        bound, reduced = self._bound(dual)
        return Relaxed(bound, reduced, point, rounds)

    def _bound(self, dual: Floats) -> tuple[int, Ints]:
        """Whole-number arithmetic only: any prices of the right sign give a bound, these give the best."""
        m = self.model
        price = np.zeros(m.height, np.int64)
        rounded = np.rint(np.nan_to_num(dual) * SCALE).astype(np.int64)
        price[self.row_at >= 0] = rounded[self.row_at[self.row_at >= 0]]
        price[(self.high >= FREE) & (price < 0)] = 0
        price[(self.low <= -FREE) & (price > 0)] = 0
        reduced = self.objective * SCALE - m.transposed_times(price)
        outside = self.row_at[m.stop_rows] < 0
        if outside.any():
            price[m.stop_rows[outside]] = self._cheapest_there(reduced)[outside]
            reduced = self.objective * SCALE - m.transposed_times(price)
        bound = int((price * np.where(price > 0, self.low, self.high)).sum())
        for at, (row, value) in zip(self.limit_at, self.dense, strict=True):
            weight = min(0, int(rounded[at]))
            reduced = reduced - weight * row
            bound += weight * value
        bound += self.fixed_cost * SCALE
        bound += int((reduced * np.where(reduced > 0, self.lower, self.upper)).sum())
        return bound, reduced

    def _cheapest_there(self, reduced: Ints) -> Ints:
        """The most a stop outside may be charged to its days: what its cheapest visit would still cost."""
        m = self.model
        cheapest = np.full(len(m.stop_rows), FREE)
        open_to = self.upper[m.x] > 0
        np.minimum.at(cheapest, m.stop_of_x[open_to], reduced[m.x[open_to]])
        return cheapest


def _limits(values: Ints) -> Floats:
    limits = values.astype(float)
    limits[values >= FREE] = highspy.kHighsInf
    limits[values <= -FREE] = -highspy.kHighsInf
    return limits


def promising(model: Model, per_team: int = 12, per_leader: int = 12) -> Mask:
    """Columns to begin with: the cheapest visits of each team and visitor, and the cheap days that hold them."""
    first = np.ones(model.width, bool)
    cost = model.objective((("preference", 10), ("independence", 1000)))[model.x]
    base = model.bases[model.leader]
    site = model.stop_site[model.stop_of_x]
    cost = cost + model.travel[base, site] + model.travel[site, base]
    kept = _cheapest(cost, model.team, per_team) | _cheapest(cost, model.leader, per_leader)
    first[model.x] = kept
    stop = np.zeros(len(model.stop_rows), bool)
    stop[model.stop_of_x[kept]] = True
    for columns, stops in model.patterns:
        used = np.all([stop[s] for s in stops], axis=0)
        if len(stops) > 1:
            used &= np.any([model.stop_site[a] == model.stop_site[b] for a, b in pairwise(stops)], axis=0)
        first[columns] = used
    return first


def _cheapest(cost: Ints, group: Ints, count: int) -> Mask:
    order = np.lexsort((cost, group))
    sorted_group = group[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_group, sorted_group)
    kept = np.zeros(len(order), bool)
    kept[order] = rank < count
    return kept
