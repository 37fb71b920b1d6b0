"""How two plans differ, in words: who moved, who goes instead, what was added and dropped."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest

from alongside.web.weeks.planning.worth import Level
from alongside.web.weeks.timetable import WeekProblem
from alongside.web.weeks.timetable.plans import Visit


@dataclass(frozen=True)
class Differences:
    """Each a list of sentences without a full stop."""

    moved: list[str] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    same: int = 0

    @property
    def any(self) -> bool:
        return bool(self.moved or self.instead or self.added or self.dropped)


def differences(before: list[Visit], after: list[Visit], found: WeekProblem) -> Differences:
    """What changes when `after` takes the place of `before`."""
    gone, new = set(before) - set(after), set(after) - set(before)
    moved = _moved(gone, new, found)
    instead = _instead(gone, new, found)
    say = _Say(found)
    return Differences(
        moved=moved,
        instead=instead,
        added=[say.visit(v) for v in say.in_order(new)],
        dropped=[say.visit(v) for v in say.in_order(gone)],
        same=len(set(before) & set(after)),
    )


def _moved(gone: set[Visit], new: set[Visit], found: WeekProblem) -> list[str]:
    """The same visitor sees the same team at another time. Takes what it explains out of both sets."""
    say = _Say(found)
    times = {(leader, team): slot for leader, team, slot in new}
    lines = []
    for leader, team, slot in say.in_order(gone):
        if (later := times.get((leader, team))) is not None:
            gone.discard((leader, team, slot))
            new.discard((leader, team, later))
            lines.append(f"{say.visitor(leader)} sees {say.team(team)} on {say.slot(later)}, not {say.slot(slot)}")
    return lines


def _instead(gone: set[Visit], new: set[Visit], found: WeekProblem) -> list[str]:
    """Somebody else sees the team at the same time."""
    say = _Say(found)
    leaving, coming = defaultdict(list), defaultdict(list)
    for leader, team, slot in say.in_order(gone):
        leaving[team, slot].append(leader)
    for leader, team, slot in say.in_order(new):
        coming[team, slot].append(leader)
    lines = []
    for (team, slot), old in leaving.items():
        for a, b in zip_longest(old, coming[team, slot]):
            if a is not None and b is not None:
                gone.discard((a, team, slot))
                new.discard((b, team, slot))
                lines.append(f"{say.visitor(b)} sees {say.team(team)} on {say.slot(slot)}, not {say.visitor(a)}")
    return lines


class _Say:
    def __init__(self, found: WeekProblem) -> None:
        self.found, self.slots = found, found.week.slots

    def visitor(self, n: int) -> str:
        return self.found.visitors[n].staff_member.name

    def team(self, n: int) -> str:
        return self.found.teams[n].name

    def slot(self, n: int) -> str:
        return self.slots[n].name

    def visit(self, visit: Visit) -> str:
        leader, team, slot = visit
        return f"{self.visitor(leader)} sees {self.team(team)} on {self.slot(slot)}"

    def in_order(self, visits: set[Visit]) -> list[Visit]:
        return sorted(visits, key=lambda v: (v[2], self.team(v[1]), self.visitor(v[0])))


@dataclass(frozen=True)
class LevelPair:
    name: str
    before: str
    after: str
    verdict: str


def compared_levels(before: list[Level], after: list[Level]) -> list[LevelPair]:
    """Level by level: better, the same or worse."""
    verdicts = {-1: "Better", 0: "The same", 1: "Worse"}
    return [
        LevelPair(old.name, old.words, new.words, verdicts[(new.value > old.value) - (new.value < old.value)])
        for old, new in zip(before, after, strict=True)
    ]
