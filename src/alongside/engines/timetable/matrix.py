"""A sparse whole-number programme kept as arrays: columns with bounds, rows with limits, entries between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Narrow = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

Kind = TypeVar("Kind", bound=np.generic)

FREE = 1 << 40
"""A limit no row can reach: stands for "no limit"."""


class Programme:
    """Grow it with `columns`, `rows` and `entries`; `close()` sorts the entries and makes the arrays public."""

    def __init__(self) -> None:
        self.width = self.height = 0
        self._upper: list[Ints] = []
        self._whole: list[Mask] = []
        self._low: list[Ints] = []
        self._high: list[Ints] = []
        self._lazy: list[Mask] = []
        self._entries: list[tuple[Ints, Ints, Ints]] = []
        self._costs: dict[str, list[tuple[Ints, Ints]]] = {}

    def columns(self, count: int, *, upper: Ints | int = 1, whole: bool = True) -> Ints:
        """Add `count` columns from 0 to `upper`; returns their numbers."""
        first, self.width = self.width, self.width + count
        self._upper.append(np.broadcast_to(np.asarray(upper, np.int64), count))
        self._whole.append(np.full(count, whole))
        return np.arange(first, self.width)

    def rows(self, count: int, low: Ints | int, high: Ints | int, *, lazy: bool = False) -> Ints:
        """Add `count` rows; a lazy row is left out of a relaxation until it is broken."""
        first, self.height = self.height, self.height + count
        self._low.append(np.broadcast_to(np.asarray(low, np.int64), count))
        self._high.append(np.broadcast_to(np.asarray(high, np.int64), count))
        self._lazy.append(np.full(count, lazy))
        return np.arange(first, self.height)

    def entries(self, rows: Ints, columns: Ints, value: Ints | int = 1) -> None:
        values = np.broadcast_to(np.asarray(value, np.int64), len(columns))
        self._entries.append((np.broadcast_to(rows, len(columns)), columns, values))

    def cost(self, level: str, columns: Ints, value: Ints | int) -> None:
        values = np.broadcast_to(np.asarray(value, np.int64), len(columns))
        self._costs.setdefault(level, []).append((columns, values))

    def add_column(self, *, upper: int = 1, whole: bool = True) -> int:
        return int(self.columns(1, upper=upper, whole=whole)[0])

    def add_row(self, low: int, high: int, terms: Iterable[tuple[int, int]]) -> int:
        row = int(self.rows(1, low, high)[0])
        self.add_to_row(row, terms)
        return row

    def add_to_row(self, row: int, terms: Iterable[tuple[int, int]]) -> None:
        pairs = list(terms)
        self.entries(_ints([row]), _ints([c for c, _ in pairs]), _ints([v for _, v in pairs]))

    def add_cost(self, level: str, terms: Iterable[tuple[int, int]]) -> None:
        pairs = list(terms)
        self.cost(level, _ints([c for c, _ in pairs]), _ints([v for _, v in pairs]))

    def close(self) -> None:
        """Sort entries by column; a later change of shape is not allowed."""
        self.lower = np.zeros(self.width, np.int64)
        self.upper: Ints = _joined(self._upper, np.dtype(np.int64))
        self.whole: Mask = _joined(self._whole, np.dtype(np.bool_))
        self.low: Ints = _joined(self._low, np.dtype(np.int64))
        self.high: Ints = _joined(self._high, np.dtype(np.int64))
        self.lazy: Mask = _joined(self._lazy, np.dtype(np.bool_))
        narrow = np.dtype(np.int32)
        rows = _joined([r for r, _, _ in self._entries], narrow)
        columns = _joined([c for _, c, _ in self._entries], narrow)
        values = _joined([v for _, _, v in self._entries], narrow)
        order = np.argsort(columns, kind="stable")
        self.row_of, self.value_of, self.column_of = rows[order], values[order], columns[order]
        self.start = np.searchsorted(self.column_of, np.arange(self.width + 1))
        self.costs = {name: self._dense(parts) for name, parts in self._costs.items()}
        self._entries.clear()

    def _dense(self, parts: Sequence[tuple[Ints, Ints]]) -> Ints:
        dense = np.zeros(self.width, np.int64)
        for columns, values in parts:
            np.add.at(dense, columns, values)
        return dense

    def objective(self, weights: Iterable[tuple[str, int]]) -> Ints:
        total = np.zeros(self.width, np.int64)
        for level, weight in weights:
            if level in self.costs:
                total += weight * self.costs[level]
        return total

    def transposed_times(self, prices: Ints) -> Ints:
        """For each column the exact sum of entry x price."""
        products: Ints = self.value_of * prices[self.row_of]
        running = np.concatenate([np.zeros(1, np.int64), np.cumsum(products)])
        total: Ints = running[self.start[1:]] - running[self.start[:-1]]
        return total

    def times(self, point: Ints | Floats) -> Floats:
        """For each row the sum of entry x column value."""
        weights = (self.value_of * point[self.column_of]).astype(np.float64)
        total: Floats = np.bincount(self.row_of, weights=weights, minlength=self.height).astype(np.float64)
        return total

    def entries_of(self, columns: Ints) -> tuple[Ints, Narrow, Narrow]:
        """Entries of some columns: (start of each, rows, values)."""
        counts = self.start[columns + 1] - self.start[columns]
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        inside = np.arange(starts[-1]) - np.repeat(starts[:-1], counts) + np.repeat(self.start[columns], counts)
        return starts, self.row_of[inside], self.value_of[inside]


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, np.int64)


def _joined(parts: Sequence[npt.NDArray[Any]], kind: np.dtype[Kind]) -> npt.NDArray[Kind]:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, kind)
