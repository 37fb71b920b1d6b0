"""Every visit that the rules would allow on its own, as arrays (one entry a visit)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..plan import Visit
from ..problem import Problem

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Lines:
    """What teams offer: one line for each (team, slot).  `asked`: not offered yet, would have to be asked for."""

    team: Ints
    slot: Ints
    cap: Ints
    cost: Ints
    asked: Bools

    def __len__(self) -> int:
        return len(self.team)


@dataclass(frozen=True)
class Universe:
    """`line` points into `lines`; `busy` and `far` mark visits that need a free half-day or a lifted distance."""

    problem: Problem
    lines: Lines
    leader: Ints
    line: Ints
    busy: Bools
    far: Bools

    def __len__(self) -> int:
        return len(self.leader)

    @property
    def team(self) -> Ints:
        return self.lines.team[self.line]

    @property
    def slot(self) -> Ints:
        return self.lines.slot[self.line]

    def visits(self, chosen: Ints) -> list[Visit]:
        team, slot = self.team[chosen], self.slot[chosen]
        return sorted(zip(self.leader[chosen].tolist(), team.tolist(), slot.tolist(), strict=True))

    def places(self) -> dict[Visit, int]:
        """Where each visit stands in the arrays."""
        return {v: i for i, v in enumerate(self.visits_in_order())}

    def visits_in_order(self) -> list[Visit]:
        return list(zip(self.leader.tolist(), self.team.tolist(), self.slot.tolist(), strict=True))

    def where(self, mask: Bools) -> Universe:
        return Universe(self.problem, self.lines, self.leader[mask], self.line[mask], self.busy[mask], self.far[mask])

    @classmethod
    def of(cls, problem: Problem, *, ask_slots: Bools | None = None, ask_lines: Lines | None = None) -> Universe:
        """All single visits allowed by line of management, declared interests, offers, free slots and distance.

        `ask_slots[leader, slot]` marks half-days that could be asked for, `ask_lines` slots that teams could be asked
        to offer; with either, pairs that are too far apart are included too, marked `far`.
        """
        lines = _lines(problem, ask_lines)
        asking = ask_slots is not None or ask_lines is not None
        near, may = _near(problem), _allowed(problem)
        free = np.zeros((len(problem.leaders), problem.slots), dtype=bool)
        for v in problem.leaders:
            free[v.id, list(v.avail)] = True
        could = free if ask_slots is None else free | ask_slots
        pairs = may if asking else may & near
        line, leader = np.nonzero((pairs[:, lines.team] & could[:, lines.slot]).T)
        busy = ~free[leader, lines.slot[line]]
        far = ~near[leader, lines.team[line]]
        return cls(problem, lines, leader.astype(np.int64), line.astype(np.int64), busy, far)


def _lines(problem: Problem, more: Lines | None) -> Lines:
    rows = [(t.id, o.slot, o.cap, o.cost) for t in problem.teams for o in t.offers]
    team, slot, cap, cost = (np.array(c, dtype=np.int64) for c in (zip(*rows, strict=True) if rows else [[]] * 4))
    own = Lines(team, slot, cap, cost, np.zeros(len(rows), dtype=bool))
    if more is None:
        return own
    names = ("team", "slot", "cap", "cost", "asked")
    return Lines(*(np.concatenate([getattr(own, n), getattr(more, n)]) for n in names))


def _near(problem: Problem) -> Bools:
    travel = np.array(problem.travel, dtype=np.int64).reshape(len(problem.sites), len(problem.sites))
    base = np.array([v.base for v in problem.leaders], dtype=np.int64)
    site = np.array([t.site for t in problem.teams], dtype=np.int64)
    near: Bools = travel[np.ix_(base, site)] <= problem.rules.max_from_base
    return near


def _allowed(problem: Problem) -> Bools:
    """Pairs not shut out by the line of management or a declared interest."""
    may = np.ones((len(problem.leaders), len(problem.teams)), dtype=bool)
    for t in problem.teams:
        may[list(t.line), t.id] = False
    for leader, team in problem.forbid:
        may[leader, team] = False
    return may
