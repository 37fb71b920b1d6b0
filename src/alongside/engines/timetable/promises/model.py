"""The rows of the promise model: coverage and every hard rule, over a universe of single visits.

Columns of the sheet: `held[line]`, the gaps in coverage, and whatever repair, cure or extras add.  The visits
themselves are not in the sheet: each has a list of rows it stands in, always with coefficient +1.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ..judging import AREA_UNSEEN, DOUBLE_SHORT, TEAM_UNSEEN, VISIT_SHORT
from ..problem import Problem
from .sheet import Sheet
from .universe import Floats, Ints, Universe


class Stop(NamedTuple):
    """A column that puts a leader at a site in a slot (besides visits)."""

    leader: int
    slot: int
    site: int
    column: int


class Model:
    """Attributes name the columns (`held`, `unseen`, ...) and the rows that others may add columns to (`slot`, `most`).

    Others list the columns they add in `whole` when those must be whole, and in `stops` when they take travelling."""

    def __init__(self, universe: Universe) -> None:
        self.universe, self.problem = universe, universe.problem
        self.sheet = Sheet()
        self.whole: list[Ints] = []
        self.stops: list[Stop] = []
        self._columns()
        self._stands: list[Ints] = []
        self._team_rows()
        self._leader_rows()
        self._promise_rows()
        self._linked_rows()
        self.stands = np.stack(self._stands, axis=1) if len(universe) else np.zeros((0, len(self._stands)), np.int64)

    def _columns(self) -> None:
        p, s = self.problem, self.sheet
        self.held = s.columns(len(self.universe.lines), 1)
        self.unseen = s.columns(len(p.teams), 1)
        self.area_unseen = s.columns(len(p.areas), 1)
        self.short = s.columns(len(p.leaders), [v.min for v in p.leaders])
        self.double_short = s.columns(1, p.rules.double_min)

    def coverage(self) -> Floats:
        """What each column of the sheet costs in coverage."""
        cost = np.zeros(self.sheet.width)
        cost[self.unseen] = [TEAM_UNSEEN * t.weight for t in self.problem.teams]
        cost[self.area_unseen] = AREA_UNSEEN
        cost[self.short] = VISIT_SHORT
        cost[self.double_short] = DOUBLE_SHORT
        return cost

    def _team_rows(self) -> None:
        p, s, lines, of = self.problem, self.sheet, self.universe.lines, self.universe.line
        self.seen = s.rows(len(p.teams), 1)
        s.put(self.seen[lines.team], self.held, 1)
        s.put(self.seen, self.unseen, 1)
        self.team_most = s.rows(len(p.teams), upper=[t.max_visits for t in p.teams])
        s.put(self.team_most[lines.team], self.held, 1)
        days, at = np.unique(lines.team * p.days + lines.slot // p.parts, return_inverse=True)
        self.team_day = s.rows(len(days), upper=1)
        s.put(self.team_day[at], self.held, 1)
        site = np.array([t.site for t in p.teams], dtype=np.int64)[lines.team]
        self.site = s.rows(len(p.sites) * p.slots, upper=np.repeat([x.cap for x in p.sites], p.slots))
        s.put(self.site[site * p.slots + lines.slot], self.held, 1)
        at_least, self.line_most = s.rows(len(lines), lower=0), s.rows(len(lines), upper=0)
        s.put(at_least, self.held, -1)
        s.put(self.line_most, self.held, -lines.cap)
        self._stands += [at_least[of], self.line_most[of]]

    def _leader_rows(self) -> None:
        """`slot` rows start at 0 where the leader is not free: only an ask can open them."""
        p, s, u = self.problem, self.sheet, self.universe
        free = np.zeros((len(p.leaders), p.slots))
        for v in p.leaders:
            free[v.id, list(v.avail)] = 1
        self.slot = s.rows(free.size, upper=free.ravel())
        self.day = s.rows(len(p.leaders) * p.days, upper=p.rules.max_per_day)
        self.most = s.rows(len(p.leaders), upper=[v.max for v in p.leaders])
        self.least = s.rows(len(p.leaders), lower=[v.min for v in p.leaders])
        s.put(self.least, self.short, 1)
        self._stands += [
            self.slot[u.leader * p.slots + u.slot],
            self.day[u.leader * p.days + u.slot // p.parts],
            self.most[u.leader],
            self.least[u.leader],
        ]

    def _promise_rows(self) -> None:
        p, s, u = self.problem, self.sheet, self.universe
        with_teams = np.zeros(len(p.areas))
        with_teams[[t.area for t in p.teams]] = 1
        self.area = s.rows(len(p.areas), lower=with_teams)
        s.put(self.area, self.area_unseen, 1)
        self.double = s.rows(1, lower=p.rules.double_min)
        pairs = np.flatnonzero(u.lines.cap == 2)
        s.put(self.double, self.held[pairs], -1)
        s.put(self.double, self.double_short, 1)
        nowhere, self._spare, self._nowhere = s.rows(3)  # free rows: each stands for a rule that a visit is not in
        corporate = np.array([v.corporate for v in p.leaders], dtype=bool)[u.leader]
        area = np.array([t.area for t in p.teams], dtype=np.int64)[u.team]
        self._stands += [
            np.where(corporate, self.area[area], nowhere),
            np.where(u.lines.cap[u.line] == 2, self.double[0], self._spare),
        ]

    def _linked_rows(self) -> None:
        """Rows that enter the programme with their first visit (numbers `lazy[0]` to `lazy[1]`): a pair meets at most
        once; of one service at most one goes, and nobody goes to a line that is not held."""
        p, s, u = self.problem, self.sheet, self.universe
        width = len(p.areas) + len(p.leaders)
        _, pair = np.unique(u.leader * len(p.teams) + u.team, return_inverse=True)
        keys, link = np.unique(u.line * width + _service_groups(p)[u.leader], return_inverse=True)
        first = s.height
        once = s.rows(int(pair.max(initial=-1)) + 1, upper=1)
        links = s.rows(len(keys), upper=0)
        s.put(links, self.held[keys // width], -1)
        self.lazy = (first, s.height)
        single = u.lines.cap[u.line] == 1
        self._stands += [once[pair], np.where(single, self._nowhere, links[link])]


def _service_groups(p: Problem) -> Ints:
    """Visitors of one service share a number; one of no service has their own."""
    return np.array([len(p.areas) + v.id if v.area is None else v.area for v in p.leaders], dtype=np.int64)
