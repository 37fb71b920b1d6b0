"""Shadowings: practitioners beside managers who host them, by the wishes of both, never within one's own line.

A host who is also a visitor hosts at their own base: in that slot they visit nobody, and they must have time to travel
between it and their visits in neighbouring slots.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .problem import Problem
from .reading import ProblemError, Reader, whole

Shadowing = tuple[int, int, int]
"""(practitioner, host, slot)"""


@dataclass(frozen=True)
class Host:
    """`leader` is the visitor who is the same person, or None; `likes` how much each practitioner costs the host."""

    id: int
    leader: int | None
    avail: tuple[int, ...]
    cap: int
    max: int
    likes: Mapping[int, int]


@dataclass(frozen=True)
class Practitioner:
    """`line`: hosts in their own line of management; a host without a preference costs `default_cost`."""

    id: int
    avail: tuple[int, ...]
    max: int
    line: frozenset[int]
    prefs: Mapping[int, int]
    default_cost: int


def read_hosts(r: Reader, problem: Problem) -> tuple[Host, ...]:
    return tuple(
        Host(
            id=numbered(i, one),
            leader=one.optional_whole("leader", high=len(problem.leaders) - 1),
            avail=one.wholes("avail", high=problem.slots - 1),
            cap=_given(one, "cap", 1),
            max=_given(one, "max", problem.slots),
            likes=_costs(one, "likes", len(r.items("practitioners", default=()))),
        )
        for i, one in each(r, "hosts")
    )


def read_practitioners(r: Reader, problem: Problem) -> tuple[Practitioner, ...]:
    hosts = len(r.items("hosts", default=()))
    return tuple(
        Practitioner(
            id=numbered(i, one),
            avail=one.wholes("avail", high=problem.slots - 1),
            max=_given(one, "max", 1),
            line=frozenset(one.wholes("line", high=hosts - 1, default=())),
            prefs=_costs(one, "prefs", hosts),
            default_cost=_given(one, "default_cost", 3),
        )
        for i, one in each(r, "practitioners")
    )


def each(r: Reader, key: str) -> Iterator[tuple[int, Reader]]:
    for i, raw in enumerate(r.items(key, default=())):
        yield i, Reader(raw, f"{key}[{i}]")


def numbered(i: int, r: Reader) -> int:
    found = r.get("id")
    if isinstance(found, bool) or found != i:
        raise ProblemError(r.at("id"), f"{i}, its place in the list", found)
    return i


def _given(r: Reader, key: str, otherwise: int) -> int:
    return r.whole(key) if key in r.raw else otherwise


def _costs(r: Reader, key: str, n: int) -> dict[int, int]:
    """{"3": 1}: what each numbered one costs.  JSON writes the numbers as text."""
    raw = r.raw.get(key, {})
    if not isinstance(raw, Mapping):
        raise ProblemError(r.at(key), "an object of numbers and costs", raw)
    found = {}
    for name, cost in raw.items():
        if not str(name).isdigit() or int(name) >= n:
            raise ProblemError(r.at(key), f"numbers from 0 to {n - 1}", name)
        found[int(name)] = whole(cost, f"{r.at(key)}.{name}")
    return found


def wish(practitioner: Practitioner, host: Host) -> int:
    """What the pair costs, both sides counted."""
    return practitioner.prefs.get(host.id, practitioner.default_cost) + host.likes.get(practitioner.id, 0)


def possible(hosts: tuple[Host, ...], practitioners: tuple[Practitioner, ...]) -> list[Shadowing]:
    return [(p.id, h.id, s) for p in practitioners for h in hosts if h.id not in p.line for s in sorted(set(p.avail) & set(h.avail))]
