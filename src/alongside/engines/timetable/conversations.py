"""Family conversations: a listener, a venue the family can get into, and an interpreter where one is needed.

A conversation is a stop of the listener's day at the venue's site: it counts in the most visits of a day, and they must
have time to travel between it and their visits.  It is not a visit: minima, maxima and fairness do not count it.
"""

from __future__ import annotations

from dataclasses import dataclass

from .problem import Problem
from .reading import Reader
from .shadowing import each, numbered

Talk = tuple[int, int, int, int, int | None]
"""(conversation, visitor, venue, slot, interpreter or None)"""


@dataclass(frozen=True)
class Venue:
    id: int
    site: int
    slots: tuple[int, ...]
    cap: int
    step_free: bool


@dataclass(frozen=True)
class Interpreter:
    id: int
    languages: frozenset[str]
    avail: tuple[int, ...]


@dataclass(frozen=True)
class Conversation:
    """`listeners` and `venues` are None when any will do; `line` are visitors who manage this family's case."""

    id: int
    slots: tuple[int, ...]
    venues: frozenset[int] | None
    step_free: bool
    language: str | None
    listeners: frozenset[int] | None
    line: frozenset[int]
    weight: int


def read_venues(r: Reader, problem: Problem) -> tuple[Venue, ...]:
    return tuple(
        Venue(
            id=numbered(i, one),
            site=one.whole("site", high=len(problem.sites) - 1),
            slots=one.wholes("slots", high=problem.slots - 1),
            cap=one.whole("cap") if "cap" in one.raw else 1,
            step_free=one.flag("step_free") if "step_free" in one.raw else False,
        )
        for i, one in each(r, "venues")
    )


def read_interpreters(r: Reader, problem: Problem) -> tuple[Interpreter, ...]:
    return tuple(
        Interpreter(
            id=numbered(i, one),
            languages=frozenset(Reader({"": x}, f"{one.at('languages')}").text("") for x in one.items("languages")),
            avail=one.wholes("avail", high=problem.slots - 1),
        )
        for i, one in each(r, "interpreters")
    )


def read_conversations(r: Reader, problem: Problem) -> tuple[Conversation, ...]:
    venues, leaders = len(r.items("venues", default=())), len(problem.leaders)
    return tuple(
        Conversation(
            id=numbered(i, one),
            slots=one.wholes("slots", high=problem.slots - 1),
            venues=_some(one, "venues", venues),
            step_free=one.flag("step_free") if "step_free" in one.raw else False,
            language=one.text("language") if one.raw.get("language") is not None else None,
            listeners=_some(one, "listeners", leaders),
            line=frozenset(one.wholes("line", high=leaders - 1, default=())),
            weight=one.whole("weight") if "weight" in one.raw else 1,
        )
        for i, one in each(r, "conversations")
    )


def _some(r: Reader, key: str, n: int) -> frozenset[int] | None:
    return None if r.raw.get(key) is None else frozenset(r.wholes(key, high=n - 1))


def suitable(c: Conversation, v: Venue) -> bool:
    return (c.venues is None or v.id in c.venues) and (v.step_free or not c.step_free)


def may_listen(c: Conversation, leader: int) -> bool:
    return leader not in c.line and (c.listeners is None or leader in c.listeners)


def rooms(problem: Problem, c: Conversation, venues: tuple[Venue, ...]) -> list[tuple[int, int, int]]:
    """(visitor, venue, slot) that would do for this conversation, each on its own."""
    far, way = problem.rules.max_from_base, problem.travel
    return [
        (who.id, v.id, s)
        for v in venues
        if suitable(c, v)
        for s in sorted(set(c.slots) & set(v.slots))
        for who in problem.leaders
        if s in who.avail and may_listen(c, who.id) and way[who.base][v.site] <= far
    ]
