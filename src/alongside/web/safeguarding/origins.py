"""The rooms that words come from. A room says what to do with words that were cleared, and with words that must not go on.

register("voices.response", released=store_answers, withheld=hide_answers)    # from the room's ready()
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from alongside.web.safeguarding.models import Reading

Released = Callable[[Reading, dict[str, Any], Any], None]
Withheld = Callable[[Reading], None]


@dataclass(frozen=True)
class Origin:
    """`released(reading, answers, by)` may keep the answers; `withheld(reading)` must forget any it has."""

    released: Released
    withheld: Withheld


_ORIGINS: dict[str, Origin] = {}


def register(origin: str, *, released: Released, withheld: Withheld) -> None:
    _ORIGINS[origin] = Origin(released, withheld)


def release(reading: Reading, answers: dict[str, Any], by: Any) -> None:
    """Inside the transaction in which it was cleared. A drill goes nowhere. An origin nobody registered is a fault: nothing is cleared."""
    if not reading.drill:
        _ORIGINS[reading.origin].released(reading, answers, by)


def withhold(reading: Reading) -> None:
    if not reading.drill:
        _ORIGINS[reading.origin].withheld(reading)
