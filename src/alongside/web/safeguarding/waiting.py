"""How a concern's clock stands. Worked out from `due_at` whenever a page is shown, so that it is true while no worker runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from alongside.engines.clock import is_open, next_opening, working_minutes, working_time_after
from alongside.web.design.words import day, time
from alongside.web.safeguarding.models import Arrangements, Concern


@dataclass(frozen=True)
class Clock:
    """`level`: 0 in time, 1 the deputy's turn too, 2 the head of safeguarding's too. `words` for the page."""

    running: bool
    level: int
    words: str

    @property
    def late(self) -> bool:
        return self.running and self.level > 0


def second_due(concern: Concern, arrangements: Arrangements) -> dt.datetime:
    """The same time again after it was due."""
    return working_time_after(arrangements.opening, concern.due_at, arrangements.acknowledge_minutes)


def level_of(concern: Concern, arrangements: Arrangements, now: dt.datetime) -> int:
    if now < concern.due_at:
        return 0
    return 1 if now < second_due(concern, arrangements) else 2


def clock_of(concern: Concern, arrangements: Arrangements, now: dt.datetime) -> Clock:
    if concern.acknowledged_at is not None:
        return Clock(False, 0, f"Acknowledged {when(concern.acknowledged_at, now)}")
    level = level_of(concern, arrangements, now)
    if level:
        others = "its deputy" if level == 1 else "the head of safeguarding"
        return Clock(True, level, f"It was due {when(concern.due_at, now)}, and is now for {others} as well.")
    if not is_open(arrangements.opening, now):
        opens = next_opening(arrangements.opening, now)
        return Clock(True, 0, f"The office is closed. Its clock runs from {when(opens, now)}: acknowledge by {when(concern.due_at, now)}")
    left = working_minutes(arrangements.opening, now, concern.due_at)
    return Clock(True, 0, f"Acknowledge by {when(concern.due_at, now)}: {left:.0f} working minutes left")


def when(moment: dt.datetime, now: dt.datetime) -> str:
    """ "11am today", "9:30am on Monday 12 March 2018"."""
    local, today = timezone.localtime(moment), timezone.localdate(now)
    return f"{time(moment)} today" if local.date() == today else f"{time(moment)} on {day(local)}"
