"""The shadowings and conversations of a plan while it is mended beside the visits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..meetings import Arranged, Meetings
from ..plan import Visit
from ..promises import Model, Universe
from ..promises.meetings import MeetingColumns
from ..promises.universe import Floats


@dataclass
class Gatherings:
    """`old` are those of the plan before, `now` those that stand beside the visits as mended so far: always legal."""

    meetings: Meetings
    old: Arranged
    past_before: int = 0
    now: Arranged = field(default_factory=Arranged)
    _alone: MeetingColumns | None = None

    def __bool__(self) -> bool:
        return bool(self.meetings)

    def begin(self, universe: Universe, visits: Sequence[Visit]) -> None:
        """Keep as many of the old ones as fit beside these visits."""
        if not self:
            return
        for s in self.old.shadowings:
            self._keep(visits, replace(self.now, shadowings=(*self.now.shadowings, s)))
        for t in self.old.talks:
            self._keep(visits, replace(self.now, talks=(*self.now.talks, t)))
        self._alone = MeetingColumns(Model(universe), self.meetings)

    def _keep(self, visits: Sequence[Visit], more: Arranged) -> None:
        if not self.meetings.broken(visits, more):
            self.now = more

    def join(self, model: Model) -> MeetingColumns | None:
        """Add columns for every possible meeting; in the past only what has taken place."""
        return MeetingColumns(model, self.meetings, self.past_before, self.now) if self else None

    def fits(self, visits: Sequence[Visit], arranged: Arranged) -> bool:
        return not self or not self.meetings.broken(visits, arranged)

    def lost(self) -> int:
        return self.meetings.lost(self.now) if self else 0

    def cost(self) -> int:
        """The disturbance of the meetings as they are now."""
        if self._alone is None:
            return 0
        cost, constant = self._alone.disturbance(self.old)
        return constant + self._alone.worth(self.now, cost)

    def most(self) -> int:
        return self._alone.most_disturbance(self.old) if self._alone else 0

    def most_quality(self, weights: Mapping[str, int]) -> int:
        if self._alone is None:
            return 0
        m, cost = self.meetings, self._alone.quality(weights)
        per_person = max(cost[self._alone.beside], default=0) * sum(p.max for p in m.practitioners)
        return int(per_person + max(cost[self._alone.held], default=0) * len(m.conversations))

    def busy_days(self) -> set[tuple[int, int]]:
        """(leader, day) with a conversation or a shadowing to host."""
        parts = self.meetings.problem.parts
        hosting = {(self.meetings.hosts[h].leader, s // parts) for _, h, s in self.now.shadowings}
        found = {(v, s // parts) for _, v, _, s, _ in self.now.talks}
        return found | {(v, d) for v, d in hosting if v is not None}

    def tell(self) -> list[dict[str, object]]:
        """What became of each old meeting, and what is new."""
        return [
            *_told("shadowing", self.old.shadowings, self.now.shadowings),
            *_told("conversation", self.old.talks, self.now.talks),
        ]


def _told(kind: str, old: Iterable[tuple[int | None, ...]], new: Iterable[tuple[int | None, ...]]) -> list[dict[str, object]]:
    """Each change by whose meeting it is: its first number."""
    was, now = set(old), set(new)
    left = sorted(now - was, key=str)
    found: list[dict[str, object]] = []
    for one in sorted(was - now, key=str):
        after = next((n for n in left if n[0] == one[0]), None)
        if after is None:
            found.append({"what": "dropped", kind: list(one), "text": f"Dropped: {kind} {one[0]}."})
        else:
            left.remove(after)
            text = f"Moved: {kind} {one[0]}."
            found.append({"what": "moved", kind: list(after), "from": list(one), "to": list(after), "text": text})
    return found + [{"what": "added", kind: list(n), "text": f"Added: {kind} {n[0]}."} for n in left]


def padded(costs: Floats, width: int) -> Floats:
    return np.concatenate([costs, np.zeros(width - len(costs))])
