"""The week as a whole-number programme whose relaxation is tight.

A visitor's day is one column for each set of places they can reach in time (a *day pattern*), so travel, days out and
idle gaps are exact costs of columns and not sums of guesses; a visit at a site and slot must be inside such a day.
docs/explanation/timetable-solver.md says why this shape.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import combinations, groupby, pairwise

import numpy as np

from .judging import AREA_UNSEEN, DOUBLE_SHORT, TEAM_UNSEEN, VISIT_SHORT
from .matrix import FREE, Floats, Ints, Mask, Programme
from .plan import Visit
from .problem import Problem


class Model(Programme):
    """All columns and rows of one problem.  `allowed` keeps only those visits; `locked` visits must happen.

    Add columns and rows of your own between `Model(problem)` and `close()`.
    """

    def __init__(self, problem: Problem, *, allowed: Collection[Visit] | None = None) -> None:
        super().__init__()
        self.problem = problem
        self.travel = np.array(problem.travel, np.int64).reshape(len(problem.sites), len(problem.sites))
        self.bases = np.array([v.base for v in problem.leaders], np.int64)
        self._visits(allowed)
        self._stops()
        self._days()
        self._loads()
        self._meetings()
        self._teams()

    # -- visits -----------------------------------------------------------------------------------------------------

    def _visits(self, allowed: Collection[Visit] | None) -> None:
        leader, team, slot, same, liking = _possible_visits(self.problem, self.travel, self.bases)
        if allowed is not None:
            wanted = _keys(self.problem, np.array(sorted(allowed), np.int64).reshape(-1, 3))
            keep = np.isin(_keys(self.problem, np.stack([leader, team, slot], axis=1)), wanted)
            leader, team, slot, same, liking = (a[keep] for a in (leader, team, slot, same, liking))
        self.leader, self.team, self.slot = leader, team, slot
        self.x = self.columns(len(leader))
        self.cost("independence", self.x, same)
        self.cost("preference", self.x, liking)
        self._order = np.argsort(self._keys_of_x(), kind="stable")

    def _keys_of_x(self) -> Ints:
        return _keys(self.problem, np.stack([self.leader, self.team, self.slot], axis=1))

    def x_of(self, visits: Iterable[Visit]) -> Ints:
        """Columns of some visits; raises KeyError for one that is not in the model."""
        wanted = _keys(self.problem, np.array(list(visits), np.int64).reshape(-1, 3))
        keys = self._keys_of_x()[self._order]
        at = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        if len(wanted) and (not len(keys) or not np.array_equal(keys[at], wanted)):
            raise KeyError("a visit that cannot happen")
        return self.x[self._order[at]]

    def visits_of(self, point: Ints | Floats) -> list[Visit]:
        on = np.flatnonzero(point[self.x] > 0.5)
        return sorted(zip(self.leader[on].tolist(), self.team[on].tolist(), self.slot[on].tolist(), strict=True))

    # -- where a visitor is -----------------------------------------------------------------------------------------

    def _stops(self) -> None:
        """A stop is a visitor at a site in a slot: visits there = days that pass there."""
        p = self.problem
        sites = np.array([t.site for t in p.teams], np.int64)
        key = (self.leader * p.slots + self.slot) * max(len(p.sites), 1) + (sites[self.team] if len(self.team) else 0)
        stops, which = np.unique(key, return_inverse=True)
        self.stop_site = stops % max(len(p.sites), 1)
        self.stop_slot = stops // max(len(p.sites), 1) % p.slots
        self.stop_leader = stops // max(len(p.sites), 1) // p.slots
        self.stop_rows = self.rows(len(stops), 0, 0)
        self.entries(self.stop_rows[which], self.x)
        self.stop_of_x = which

    def _days(self) -> None:
        p, length = self.problem, max(1, self.problem.parts)
        self.patterns: list[tuple[Ints, list[Ints]]] = []
        day = self.stop_leader * p.days + self.stop_slot // length
        self.out_days, out = np.unique(day, return_inverse=True)
        self.out_rows = self.rows(len(self.out_days), 0, 1)
        if p.rules.max_per_day:
            self._pattern([np.arange(len(day))], out)
        for _, stops in groupby(range(len(day)), key=lambda i: int(day[i])):
            today = list(stops)
            at = {s: np.array(list(g)) for s, g in groupby(today, key=lambda i: int(self.stop_slot[i]))}
            for size in range(2, min(p.rules.max_per_day, len(at)) + 1):
                for slots in combinations(sorted(at), size):
                    mesh = np.meshgrid(*(at[s] for s in slots), indexing="ij")
                    self._pattern([m.ravel() for m in mesh], out)
        self._settle_patterns(out)

    def _pattern(self, stops: list[Ints], out: Ints) -> None:
        """Note the days that make these stops in this order, dropping those that cannot be reached in time."""
        ok = np.ones(len(stops[0]), bool)
        for a, b in pairwise(stops):
            step = self.stop_slot[b] - self.stop_slot[a]
            rules, late = self.problem.rules, self.stop_slot[b] % self.problem.parts != 1
            gap = np.where(late, rules.pm_eve_gap, rules.am_pm_gap)
            ok &= (step > 1) | (self.travel[self.stop_site[a], self.stop_site[b]] <= gap)
        self.patterns.append((out[stops[0][ok]], [s[ok] for s in stops]))

    def _settle_patterns(self, out: Ints) -> None:
        """One column for each pattern found, all of a size together."""
        settled: list[tuple[Ints, list[Ints]]] = []
        for size in sorted({len(stops) for _, stops in self.patterns}):
            same = [(d, stops) for d, stops in self.patterns if len(stops) == size]
            days = np.concatenate([d for d, _ in same])
            stops = [np.concatenate([s[k] for _, s in same]) for k in range(size)]
            settled.append((self._day_columns(days, stops), stops))
        self.patterns = settled

    def _day_columns(self, days: Ints, stops: list[Ints]) -> Ints:
        columns = self.columns(len(days))
        base = self.bases[self.stop_leader[stops[0]]]
        sites = [base, *(self.stop_site[s] for s in stops), base]
        minutes = sum(self.travel[a, b] for a, b in pairwise(sites))
        gaps = sum(self.stop_slot[b] - self.stop_slot[a] == 2 for a, b in pairwise(stops))
        self.cost("travel", columns, np.asarray(minutes, np.int64))
        self.cost("compactness", columns, 1 + np.asarray(gaps, np.int64))
        self.entries(self.out_rows[days], columns)
        for s in stops:
            self.entries(self.stop_rows[s], columns, -1)
        return columns

    def _days_made(self, visits: Collection[Visit]) -> Ints:
        """Pattern columns of the days that some legal visits make."""
        stop = self.stop_of_x[self.x_of(visits) - self.x[0]] if visits else np.zeros(0, np.int64)
        made: dict[int, list[int]] = {}
        for s in sorted(stop.tolist()):
            day = int(self.stop_leader[s]) * self.problem.days + int(self.stop_slot[s]) // self.problem.parts
            made.setdefault(day, []).append(s)
        columns: list[int] = []
        for size, (pattern, stops) in enumerate(self.patterns, 1):
            wanted = np.array([d for d in made.values() if len(d) == size], np.int64).reshape(-1, size)
            columns += pattern[_positions(stops, wanted, len(self.stop_rows))].tolist()
        return np.array(columns, np.int64)

    # -- the whole of a plan ----------------------------------------------------------------------------------------

    def point_of(self, visits: Collection[Visit]) -> Ints:
        """Every column's value in a legal plan (zero for columns added from outside)."""
        p, point = self.problem, np.zeros(self.width, np.int64)
        point[self.x_of(visits)] = 1
        point[self._days_made(visits)] = 1
        load = np.bincount(self.leader[np.flatnonzero(point[self.x])], minlength=len(p.leaders))
        point[self.load[load[self.load_leader] == self.load_count]] = 1
        present = np.bincount(self.offer_of_x[np.flatnonzero(point[self.x])], minlength=len(self.z))
        point[self.z] = present >= 1
        point[self.w[(self.w >= 0)]] = (present >= 2)[self.w >= 0]
        met = np.bincount(self.offer_team, weights=present, minlength=len(p.teams))
        point[self.unseen] = met == 0
        point[self.doubles_short] = max(0, p.rules.double_min - int((present >= 2).sum()))
        senior = {p.teams[t].area for v, t, _ in visits if p.leaders[v].corporate}
        point[self.missed] = [int(a) not in senior for a in self.areas]
        return point

    def around(self, leaders: Collection[int], teams: Collection[int]) -> Mask:
        """Columns that decide what these visitors do at these teams, all else standing."""
        ours, theirs = np.zeros(len(self.bases), bool), np.zeros(len(self.problem.teams), bool)
        ours[list(leaders)], theirs[list(teams)] = True, True
        free = np.zeros(self.width, bool)
        free[self.x] = ours[self.leader] & theirs[self.team]
        for columns, stops in self.patterns:
            free[columns] = ours[self.stop_leader[stops[0]]]
        free[self.load] = ours[self.load_leader]
        free[self.z] = theirs[self.offer_team]
        free[self.w[self.w >= 0]] = theirs[self.offer_team[self.w >= 0]]
        free[self.unseen] = theirs
        free[self.missed] = free[self.doubles_short] = True
        return free

    # -- how much a visitor does ------------------------------------------------------------------------------------

    def _loads(self) -> None:
        """One column for each number of visits a visitor may make: shortage and unfairness are its exact cost."""
        p = self.problem
        who: list[int] = []
        n: list[int] = []
        for v in p.leaders:
            top = min(v.max, len(v.avail))
            who += [v.id] * (top + 1)
            n += range(top + 1)
        leader, count = np.array(who, np.int64), np.array(n, np.int64)
        self.load = self.columns(len(leader))
        self.load_leader, self.load_count = leader, count
        least = np.array([v.min for v in p.leaders], np.int64)[leader]
        target = np.array([v.target for v in p.leaders], np.int64)[leader]
        self.cost("coverage", self.load, VISIT_SHORT * np.maximum(0, least - count))
        self.cost("fairness", self.load, (count - target) ** 2)
        one = self.rows(len(p.leaders), 1, 1)
        self.entries(one[leader], self.load)
        total = self.rows(len(p.leaders), 0, 0)
        self.entries(total[leader], self.load, count)
        self.entries(total[self.leader], self.x, -1)

    def _meetings(self) -> None:
        key = self.leader * max(len(self.problem.teams), 1) + self.team
        _, which, often = np.unique(key, return_inverse=True, return_counts=True)
        self._at_most(which, often, self.x, 1, lazy=True)

    def _at_most(self, which: Ints, often: Ints, columns: Ints, most: Ints | int, *, lazy: bool = False) -> None:
        """Rows `sum of a group <= most`, for groups large enough to break it."""
        limit = np.broadcast_to(np.asarray(most, np.int64), len(often))
        tight = often > limit
        row = np.full(len(often), -1)
        row[tight] = self.rows(int(tight.sum()), 0, limit[tight], lazy=lazy)
        inside = tight[which]
        self.entries(row[which][inside], columns[inside])

    # -- what a team sees -------------------------------------------------------------------------------------------

    def _teams(self) -> None:
        p = self.problem
        key = self.team * p.slots + self.slot
        offers, which, visitors = np.unique(key, return_inverse=True, return_counts=True)
        self.offer_team, self.offer_slot, self.offer_of_x = offers // p.slots, offers % p.slots, which
        caps = np.array([p.offers[int(k) // p.slots, int(k) % p.slots].cap for k in offers], np.int64)
        self.z = self.columns(len(offers))
        pair = (caps >= 2) & (visitors >= 2)
        self.w = np.full(len(offers), -1)
        self.w[pair] = self.columns(int(pair.sum()))
        attend = self.rows(len(offers), 0, 0)
        self.entries(attend[which], self.x)
        self.entries(attend, self.z, -1)
        self.entries(attend[pair], self.w[pair], -1)
        self._pairs(pair, which)
        self._visits_in_all()
        self._seniority()

    def _pairs(self, pair: Mask, which: Ints) -> None:
        """A second visitor only beside a first, and never two of one service."""
        second = self.rows(int(pair.sum()), 0, 1)
        self.entries(second, self.z[pair])
        self.entries(second, self.w[pair], -1)
        area = np.array([-1 - v.id if v.area is None else v.area for v in self.problem.leaders], np.int64)
        paired = np.flatnonzero(pair[which])
        key = np.stack([which[paired], area[self.leader[paired]]], axis=1)
        groups, member = np.unique(key, axis=0, return_inverse=True)
        beside = self.rows(len(groups), -FREE, 0, lazy=True)
        self.entries(beside[member.ravel()], self.x[paired])
        self.entries(beside, self.z[groups[:, 0]], -1)
        short = self.doubles_short = self.columns(1, upper=self.problem.rules.double_min)
        self.cost("coverage", short, DOUBLE_SHORT)
        doubles = self.rows(1, self.problem.rules.double_min, FREE)
        self.entries(doubles, np.concatenate([self.w[pair], short]))

    def _visits_in_all(self) -> None:
        p = self.problem
        weight = np.array([t.weight for t in p.teams], np.int64)
        unseen = self.unseen = self.columns(len(p.teams))
        self.cost("coverage", unseen, TEAM_UNSEEN * weight)
        seen = self.rows(len(p.teams), 1, FREE)
        self.entries(seen, unseen)
        self.entries(seen[self.offer_team], self.z)
        most = np.array([t.max_visits for t in p.teams], np.int64)
        self._at_most(self.offer_team, np.bincount(self.offer_team, minlength=len(p.teams)), self.z, most)
        day = self.offer_team * p.days + self.offer_slot // p.parts
        _, which, often = np.unique(day, return_inverse=True, return_counts=True)
        self._at_most(which, often, self.z, 1)
        sites = np.array([t.site for t in p.teams], np.int64)
        room = np.array([s.cap for s in p.sites], np.int64)
        place = sites[self.offer_team] * p.slots + self.offer_slot if len(self.offer_team) else self.offer_team
        places, which, often = np.unique(place, return_inverse=True, return_counts=True)
        self._at_most(which, often, self.z, room[places // p.slots])

    def _seniority(self) -> None:
        p = self.problem
        self.areas, area = np.unique(np.array([t.area for t in p.teams], np.int64), return_inverse=True)
        missed = self.missed = self.columns(len(self.areas))
        self.cost("coverage", missed, AREA_UNSEEN)
        row = self.rows(len(self.areas), 1, FREE)
        self.entries(row, missed)
        senior = np.array([v.corporate for v in p.leaders], bool)
        by = np.flatnonzero(senior[self.leader])
        self.entries(row[area[self.team[by]]], self.x[by])


def _possible_visits(p: Problem, travel: Ints, bases: Ints) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Every visit that may happen: leader, team, slot, same service or not, preference cost."""
    people = len(p.leaders)
    free = np.zeros((people, p.slots), bool)
    for v in p.leaders:
        free[v.id, list(v.avail)] = True
    shut = np.zeros((people, len(p.teams)), bool)
    again = np.zeros((people, len(p.teams)), np.int64)
    for a, b in p.forbid:
        shut[a, b] = True
    for a, b in p.last:
        again[a, b] = 2
    area = np.array([-1 if v.area is None else v.area for v in p.leaders], np.int64)
    kinds = min((len(v.interest) for v in p.leaders), default=0)
    interest = np.array([v.interest[:kinds] for v in p.leaders], np.int64).reshape(people, kinds)
    found: list[tuple[Ints, ...]] = [(np.zeros(0, np.int64),) * 5]
    for t in p.teams:
        if not t.offers:
            continue
        shut[list(t.line), t.id] = True
        able = ~shut[:, t.id] & (travel[bases, t.site] <= p.rules.max_from_base)
        slots = np.array([o.slot for o in t.offers], np.int64)
        costs = np.array([o.cost for o in t.offers], np.int64)
        leader, offer = np.nonzero(free[:, slots] & able[:, None])
        liking = interest[leader, t.kind] + again[leader, t.id] + costs[offer]
        same = (area[leader] == t.area).astype(np.int64)
        found.append((leader, np.full(len(leader), t.id), slots[offer], same, liking))
    leader, team, slot, same, liking = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return leader, team, slot, same, liking


def _keys(p: Problem, visits: Ints) -> Ints:
    return (visits[:, 0] * max(len(p.teams), 1) + visits[:, 1]) * p.slots + visits[:, 2]


def _positions(stops: list[Ints], wanted: Ints, count: int) -> Ints:
    """Where each wanted row of stops stands among the patterns; raises KeyError when one is not there."""
    key = _mixed(np.stack(stops, axis=1), count)
    order = np.argsort(key, kind="stable")
    at = np.minimum(np.searchsorted(key[order], _mixed(wanted, count)), max(len(key) - 1, 0))
    if len(wanted) and (not len(key) or not np.array_equal(key[order[at]], _mixed(wanted, count))):
        raise KeyError("a day that cannot happen")
    return order[at] if len(wanted) else np.zeros(0, np.int64)


def _mixed(stops: Ints, count: int) -> Ints:
    total = np.zeros(len(stops), np.int64)
    for k in range(stops.shape[1]):
        total = total * count + stops[:, k]
    return total
