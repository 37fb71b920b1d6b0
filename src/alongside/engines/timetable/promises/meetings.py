"""Shadowings and conversations as columns of the promise model, sharing the visitors' half-days with the visits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from ..conversations import Talk, rooms
from ..meetings import UNHELD, UNMATCHED, Arranged, Meetings
from ..shadowing import possible, wish
from .model import Model, Stop
from .universe import Floats, Ints

MOVED, DROPPED, NEW = 3, 2, 1
"""Disturbance: a family's time or place moved or lost; someone's meeting dropped; a new one."""


class MeetingColumns:
    """Adds its columns and rows to `model`; then tells their costs and reads them back."""

    def __init__(self, model: Model, meetings: Meetings, past_before: int = 0, held: Arranged | None = None) -> None:
        """Before the slot `past_before` exactly the meetings `held` take place."""
        self.model, self.meetings = model, meetings
        self.past_before, self.known = past_before, held or Arranged()
        self._shadowings()
        self._talks()

    def _shadowings(self) -> None:
        m, s = self.meetings, self.model.sheet
        self.pairs = possible(m.hosts, m.practitioners)
        self.beside = s.columns(len(self.pairs), *self._bounds(self.pairs, 2, set(self.known.shadowings)))
        self.unmatched = s.columns(len(m.practitioners), 1)
        self.model.whole.append(self.beside)
        keep = s.rows(len(m.practitioners), 1)
        s.put(keep, self.unmatched, 1)
        s.put(keep[[p for p, _, _ in self.pairs]], self.beside, 1)
        self._limit(self.beside, ((p, m.practitioners[p].max) for p, _, _ in self.pairs))
        self._limit(self.beside, (((p, t), 1) for p, _, t in self.pairs))
        self._limit(self.beside, (((p, h), 1) for p, h, _ in self.pairs))
        self._limit(self.beside, (((h, t), m.hosts[h].cap) for _, h, t in self.pairs))
        self._limit(self.beside, ((h, m.hosts[h].max) for _, h, _ in self.pairs))
        self._hosting()

    def _bounds(self, keys: Sequence[tuple[int, ...]], slot: int, held: Collection[tuple[int, ...]]) -> tuple[list[int], list[int]]:
        """(upper, lower) of each column"""
        past = [key[slot] < self.past_before for key in keys]
        upper = [int(not gone or key in held) for key, gone in zip(keys, past, strict=True)]
        return upper, [int(gone and key in held) for key, gone in zip(keys, past, strict=True)]

    def _hosting(self) -> None:
        """A host who visits too is at their base while they host."""
        m, s, p = self.meetings, self.model.sheet, self.model.problem
        of: dict[tuple[int, int], list[int]] = defaultdict(list)
        for column, (_, h, t) in zip(self.beside.tolist(), self.pairs, strict=True):
            leader = m.hosts[h].leader
            if leader is not None:
                of[leader, t].append(column)
        for (leader, t), columns in of.items():
            busy = s.columns(1, 1)
            rows = s.rows(len(columns), upper=0)
            s.put(rows, columns, 1)
            s.put(rows, busy, -1)
            if t in p.leaders[leader].avail:
                s.put(self.model.slot[leader * p.slots + t], busy, 1)
            self.model.stops.append(Stop(leader, t, p.leaders[leader].base, int(busy[0])))

    def _talks(self) -> None:
        m, s, p = self.meetings, self.model.sheet, self.model.problem
        self.rooms = [(c.id, *room) for c in m.conversations for room in rooms(p, c, m.venues)]
        self.held = s.columns(len(self.rooms), *self._bounds(self.rooms, 3, {t[:4] for t in self.known.talks}))
        self.unheld = s.columns(len(m.conversations), 1)
        self.model.whole.append(self.held)
        keep = s.rows(len(m.conversations), 1, 1)
        s.put(keep, self.unheld, 1)
        s.put(keep[[c for c, *_ in self.rooms]], self.held, 1)
        self._limit(self.held, (((g, t), m.venues[g].cap) for _, _, g, t in self.rooms))
        slot = [v * p.slots + t for _, v, _, t in self.rooms]
        s.put(self.model.slot[slot], self.held, 1)
        s.put(self.model.day[[v * p.days + t // p.parts for _, v, _, t in self.rooms]], self.held, 1)
        for column, (_, v, g, t) in zip(self.held.tolist(), self.rooms, strict=True):
            self.model.stops.append(Stop(v, t, m.venues[g].site, column))
        self._interpreters()

    def _interpreters(self) -> None:
        m, s = self.meetings, self.model.sheet
        needing = sorted({(c, t) for c, _, _, t in self.rooms if m.conversations[c].language is not None})
        self.speaking = [
            (c, t, i.id) for c, t in needing for i in m.interpreters if m.conversations[c].language in i.languages and t in i.avail
        ]
        self.there = s.columns(len(self.speaking), 1)
        self.model.whole.append(self.there)
        number = {key: k for k, key in enumerate(needing)}
        equal = s.rows(len(needing), 0, 0)
        s.put(equal[[number[c, t] for c, t, _ in self.speaking]], self.there, -1)
        some = [(k, number[c, t]) for k, (c, _, _, t) in enumerate(self.rooms) if (c, t) in number]
        s.put(equal[[row for _, row in some]], self.held[[k for k, _ in some]], 1)
        self._limit(self.there, (((i, t), 1) for _, t, i in self.speaking))

    def _limit(self, columns: Ints, keyed: Iterable[tuple[Hashable, int]]) -> None:
        """At most so many of the columns that share a key."""
        of: dict[Hashable, list[int]] = defaultdict(list)
        most: dict[Hashable, int] = {}
        for column, (key, limit) in zip(columns.tolist(), keyed, strict=True):
            of[key].append(column)
            most[key] = limit
        for key, some in of.items():
            self.model.sheet.put(self.model.sheet.rows(1, upper=most[key]), some, 1)

    def lost(self) -> Floats:
        cost = np.zeros(self.model.sheet.width)
        cost[self.unheld] = [UNHELD * c.weight for c in self.meetings.conversations]
        cost[self.unmatched] = UNMATCHED
        return cost

    def quality(self, weights: Mapping[str, int]) -> Floats:
        m, p = self.meetings, self.model.problem
        cost = np.zeros(self.model.sheet.width)
        cost[self.beside] = [weights["preference"] * wish(m.practitioners[a], m.hosts[h]) for a, h, _ in self.pairs]
        cost[self.held] = [weights["travel"] * 2 * p.travel[p.leaders[v].base][m.venues[g].site] for _, v, g, _ in self.rooms]
        return cost

    def disturbance(self, old: Arranged) -> tuple[Floats, int]:
        """Costs of the columns and the constant: what is moved, dropped and new against `old`."""
        cost = np.zeros(self.model.sheet.width)
        times = {(c, g, t) for c, _, g, t, _ in old.talks}
        talks = {talk[:4] for talk in old.talks}
        cost[self.held] = [(-DROPPED if (c, v, g, t) in talks else NEW) - MOVED * ((c, g, t) in times) for c, v, g, t in self.rooms]
        cost[self.beside] = [-DROPPED if pair in set(old.shadowings) else NEW for pair in self.pairs]
        constant = DROPPED * (len(talks & set(self.rooms)) + len(set(old.shadowings) & set(self.pairs)))
        return cost, constant + MOVED * len(times & {(c, g, t) for c, _, g, t in self.rooms})

    def worth(self, arranged: Arranged, cost: Floats) -> int:
        """What these meetings cost by the costs of their columns."""
        of: dict[tuple[int, ...], int] = dict(zip(self.pairs, self.beside.tolist(), strict=True))
        of |= dict(zip(self.rooms, self.held.tolist(), strict=True))
        return round(sum(float(cost[of[key]]) for key in (*arranged.shadowings, *(t[:4] for t in arranged.talks))))

    def arranged(self, columns: ArrayLike) -> Arranged:
        value = np.asarray(columns) > 0.5
        speaks = {(c, t): i for k, (c, t, i) in enumerate(self.speaking) if value[self.there[k]]}
        talks: list[Talk] = [(c, v, g, t, speaks.get((c, t))) for k, (c, v, g, t) in enumerate(self.rooms) if value[self.held[k]]]
        pairs = [pair for k, pair in enumerate(self.pairs) if value[self.beside[k]]]
        return Arranged(tuple(pairs), tuple(talks))

    def most_disturbance(self, old: Arranged) -> int:
        m = self.meetings
        new = sum(p.max for p in m.practitioners) + len(m.conversations)
        return self.disturbance(old)[1] + NEW * new
