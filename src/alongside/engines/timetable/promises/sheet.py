"""A sparse sheet of rows and columns, gathered as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from .universe import Floats, Ints

INF = float("inf")


class Sheet:
    """Columns and rows are numbered in the order they are asked for."""

    def __init__(self) -> None:
        self._columns: list[tuple[Floats, Floats]] = []
        self._rows: list[tuple[Floats, Floats]] = []
        self._entries: list[tuple[Ints, Ints, Floats]] = []
        self.width = self.height = 0

    def columns(self, n: int, upper: ArrayLike = INF, lower: ArrayLike = 0.0) -> Ints:
        self._columns.append((_spread(lower, n), _spread(upper, n)))
        self.width += n
        return np.arange(self.width - n, self.width)

    def rows(self, n: int, lower: ArrayLike = -INF, upper: ArrayLike = INF) -> Ints:
        self._rows.append((_spread(lower, n), _spread(upper, n)))
        self.height += n
        return np.arange(self.height - n, self.height)

    def put(self, rows: ArrayLike, columns: ArrayLike, values: ArrayLike) -> None:
        r, c, v = np.broadcast_arrays(np.asarray(rows), np.asarray(columns), np.asarray(values, dtype=float))
        self._entries.append((r.astype(np.int64).ravel(), c.astype(np.int64).ravel(), v.ravel()))

    def bounds(self) -> tuple[Floats, Floats, Floats, Floats]:
        """(column lower, column upper, row lower, row upper)"""
        lower, upper = _joined(self._columns, 2)
        row_lower, row_upper = _joined(self._rows, 2)
        return lower, upper, row_lower, row_upper

    def entries(self) -> tuple[Ints, Ints, Floats]:
        rows, columns, values = _joined(self._entries, 3)
        return rows.astype(np.int64), columns.astype(np.int64), values


def _joined(parts: Sequence[tuple[Any, ...]], n: int) -> list[Floats]:
    return [np.concatenate([p[i] for p in parts]) if parts else np.zeros(0) for i in range(n)]


def _spread(value: ArrayLike, n: int) -> Floats:
    return np.broadcast_to(np.asarray(value, dtype=float), (n,)).copy()
