"""The line of management as a graph: loops in it, and the way up and down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def loops(above: Mapping[K, K | None]) -> list[list[K]]:
    """Every loop once, each from whichever member comes first in `above`: [a, b, c] means a answers to b, b to c, c to a."""
    found: list[list[K]] = []
    done: set[K] = set()
    for start in above:
        way: dict[K, None] = {}
        step: K | None = start
        while step is not None and step not in done and step not in way:
            way[step] = None
            step = above.get(step)
        if step is not None and step in way:
            members = list(way)
            found.append(members[members.index(step) :])
        done.update(way)
    return found


def upwards(start: K, above: Mapping[K, K | None]) -> list[K]:
    """Who `start` answers to, nearest first, to the top. A loop ends where it closes."""
    way: dict[K, None] = {start: None}
    step = above.get(start)
    while step is not None and step not in way:
        way[step] = None
        step = above.get(step)
    return list(way)[1:]


def below(above: Mapping[K, K | None]) -> dict[K, list[K]]:
    """Who answers to each, in the order of `above`."""
    found: dict[K, list[K]] = defaultdict(list)
    for person, manager in above.items():
        if manager is not None:
            found[manager].append(person)
    return dict(found)
