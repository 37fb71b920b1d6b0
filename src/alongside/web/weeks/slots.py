"""Slots: a day of the week and a part of it. A slot's number is `day * 3 + part`, as the timetable engine counts them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

PARTS = 3
PART_NAMES = ("Morning", "Afternoon", "Evening")


@dataclass(frozen=True, order=True)
class Slot:
    """One part of one day. `number` is what the engine, the database and the URLs hold."""

    number: int
    date: dt.date
    starts: dt.time
    ends: dt.time

    @property
    def part(self) -> int:
        return self.number % PARTS

    @property
    def day(self) -> int:
        return self.number // PARTS

    @property
    def name(self) -> str:
        """Monday morning"""
        return f"{self.date:%A} {PART_NAMES[self.part].lower()}"

    @property
    def short_name(self) -> str:
        """Mon am"""
        return f"{self.date:%a} {('am', 'pm', 'eve')[self.part]}"
