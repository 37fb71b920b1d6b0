"""The plan day by day: the plain table, which is also what a phone shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from alongside.web.weeks.board.chips import Chip, meeting_chips, visit_chips
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.filters import BoardFilter
from alongside.web.weeks.slots import Slot


@dataclass(frozen=True)
class Part:
    slot: Slot
    chips: Sequence[Chip]


@dataclass(frozen=True)
class Day:
    parts: Sequence[Part]

    @property
    def date(self) -> object:
        return self.parts[0].slot.date

    @property
    def count(self) -> int:
        return sum(len(part.chips) for part in self.parts)


def build_agenda(desk: Desk, asked: BoardFilter) -> list[Day]:
    """Days with something on them, each with its slots in order."""
    kept = [chip for chip in (*visit_chips(desk), *meeting_chips(desk)) if _is_asked_for(chip, asked)]
    kept.sort(key=lambda chip: (chip.slot, chip.where if asked.by == "team" else chip.who, chip.who))
    slots = desk.plan.week.slots
    parts = [Part(slots[number], list(there)) for number, there in groupby(kept, key=lambda chip: chip.slot) if number < len(slots)]
    return [Day(list(of_day)) for _, of_day in groupby(parts, key=lambda part: part.slot.day)]


def _is_asked_for(chip: Chip, asked: BoardFilter) -> bool:
    return asked.lets_through(
        services=frozenset(str(service) for service in chip.services),
        sites=frozenset({str(chip.site_id)}),
        words=chip.searched,
    )
