"""What waits for a person on their home page. Each room registers what it has for them, so that home need not know the rooms."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class AtHand:
    """One thing to do: what, where, and why now. `urgent` comes first and is shown as a warning."""

    text: str
    href: str
    note: str = ""
    urgent: bool = False


Source = Callable[[Any], Iterable[AtHand]]
_SOURCES: list[Source] = []


def at_hand(source: Source) -> Source:
    """Register a function from a user to what waits for them. Import its module in the room's `ready()`."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def at_hand_for(user: Any) -> list[AtHand]:
    found = [each for source in _SOURCES for each in source(user)]
    return sorted(found, key=lambda each: not each.urgent)
