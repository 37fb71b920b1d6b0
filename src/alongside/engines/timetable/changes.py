"""What happened after a plan was made: who dropped out, what closed, what must stay; and the problem it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .absences import check
from .absences import left as lost_meetings
from .plan import Visit
from .problem import Problem
from .reading import ProblemError, Reader, listed, whole

Out = Mapping[int, frozenset[int] | None]
"""Slots lost by leader or team; None means all of them."""


@dataclass(frozen=True)
class Changes:
    """`past_before`: visits in earlier slots have taken place and stay, and nothing is planned there any more."""

    leaders_out: Out = field(default_factory=dict)
    teams_out: Out = field(default_factory=dict)
    offers_closed: frozenset[tuple[int, int]] = frozenset()
    locked: tuple[Visit, ...] = ()
    past_before: int = 0
    others: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @classmethod
    def from_dict(cls, raw: object, problem: Problem) -> Changes:
        """Read the file form; raises ProblemError naming the field and what was expected."""
        r = Reader(raw, "")
        known = {"leaders": len(problem.leaders), "teams": len(problem.teams), "slots": problem.slots}
        found = cls(
            leaders_out=_out(r, "leaders_out", known["leaders"], problem.slots),
            teams_out=_out(r, "teams_out", known["teams"], problem.slots),
            offers_closed=frozenset((t, s) for t, s in _tuples(r, "offers_closed", (known["teams"], known["slots"]), "[team, slot]")),
            locked=tuple(
                (v, t, s) for v, t, s in _tuples(r, "locked", (known["leaders"], known["teams"], known["slots"]), "[leader, team, slot]")
            ),
            past_before=0 if r.raw.get("past_before") is None else r.whole("past_before", high=problem.slots),
            others={k: v for k, v in r.rest().items() if k != "past_before"},
        )
        check(found.others, problem)
        return found

    def leader_lost(self, leader: int, slot: int) -> bool:
        return self._lost(self.leaders_out, leader, slot)

    def offer_lost(self, team: int, slot: int) -> bool:
        return (team, slot) in self.offers_closed or self._lost(self.teams_out, team, slot)

    def _lost(self, out: Out, who: int, slot: int) -> bool:
        """Someone out for the whole week is out from now on; naming a slot counts even in the past."""
        if who not in out:
            return False
        slots = out[who]
        return slot >= self.past_before if slots is None else slot in slots

    def why_lost(self, visit: Visit) -> str | None:
        """In plain words why this visit cannot stand, or None."""
        leader, team, slot = visit
        if self.leader_lost(leader, slot):
            return "the visitor is out"
        if self._lost(self.teams_out, team, slot):
            return "the team is out"
        if (team, slot) in self.offers_closed:
            return "the team no longer offers this slot"
        return None

    def apply(self, problem: Problem) -> Problem:
        """The problem that is left, with the same identifiers."""
        leaders = tuple(
            replace(v, avail=tuple(s for s in v.avail if not self.leader_lost(v.id, s))) if v.id in self.leaders_out else v
            for v in problem.leaders
        )
        shut = {t for t, _ in self.offers_closed} | set(self.teams_out)
        teams = tuple(
            replace(t, offers=tuple(o for o in t.offers if not self.offer_lost(t.id, o.slot))) if t.id in shut else t for t in problem.teams
        )
        extra = lost_meetings(problem.extra, self.others, self.leader_lost, self.past_before)
        left = replace(problem, leaders=leaders, teams=teams, extra=extra)
        left.__dict__["pairs"] = problem.pairs  # who may meet whom has not changed, and is slow to work out
        return left


def _out(r: Reader, key: str, n: int, slots: int) -> dict[int, frozenset[int] | None]:
    found: dict[int, frozenset[int] | None] = {}
    for i, raw in enumerate(r.items(key, default=())):
        at = f"{key}[{i}]"
        if not isinstance(raw, Mapping):
            found[whole(raw, at, high=n - 1)] = None
            continue
        one = Reader(raw, at)
        who = one.whole("id", high=n - 1)
        lost = None if "slots" not in raw else frozenset(one.wholes("slots", high=slots - 1))
        before = found.get(who, frozenset())
        found[who] = None if lost is None or before is None else before | lost
    return found


def _tuples(r: Reader, key: str, sizes: tuple[int, ...], shape: str) -> list[tuple[int, ...]]:
    found = []
    for i, raw in enumerate(r.items(key, default=())):
        row = listed(raw, f"{key}[{i}]")
        if len(row) != len(sizes):
            raise ProblemError(f"{key}[{i}]", shape, raw)
        found.append(tuple(whole(v, f"{key}[{i}][{k}]", high=sizes[k] - 1) for k, v in enumerate(row)))
    return found
