"""Working time of one door: opening hours on working days, counted minute by real minute.

All moments are aware datetimes; answers are in Europe/London. Lengths are real elapsed minutes, so that a day on which the clocks
change counts for as long as it lasted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from zoneinfo import ZoneInfo

from .bank_holidays import is_bank_holiday

LONDON = ZoneInfo("Europe/London")
MONDAY_TO_FRIDAY = frozenset(range(5))
MOST_DAYS_CLOSED = 366
"""No door is closed for longer: a calendar that says so is wrong, and a search must end."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Open from `opens` until just before `closes`, local time, on `weekdays` (0 is Monday) that are no holiday."""

    opens: dt.time = dt.time(9)
    closes: dt.time = dt.time(17)
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    is_holiday: Callable[[dt.date], bool] = is_bank_holiday

    def __post_init__(self) -> None:
        if not self.opens < self.closes:
            raise ValueError(f"Opening hours end after they begin: {self.opens} to {self.closes}")
        if not self.weekdays <= frozenset(range(7)) or not self.weekdays:
            raise ValueError("Weekdays are numbers from 0 (Monday) to 6, at least one of them")


def is_working_day(opening: Opening, day: dt.date) -> bool:
    return day.weekday() in opening.weekdays and not opening.is_holiday(day)


def hours_on(opening: Opening, day: dt.date) -> tuple[dt.datetime, dt.datetime] | None:
    """When it opens and closes that day; None when it stays closed."""
    if not is_working_day(opening, day):
        return None
    return dt.datetime.combine(day, opening.opens, LONDON), dt.datetime.combine(day, opening.closes, LONDON)


def is_open(opening: Opening, at: dt.datetime) -> bool:
    hours = hours_on(opening, _day_of(at))
    return hours is not None and _utc(hours[0]) <= _utc(at) < _utc(hours[1])


def next_opening(opening: Opening, at: dt.datetime) -> dt.datetime:
    """`at` itself while it is open, otherwise when it opens next."""
    opens, _ = next(_hours_from(opening, at))
    return opens


def working_time_after(opening: Opening, start: dt.datetime, minutes: float) -> dt.datetime:
    """The first moment by which `minutes` (more than 0) of working time have passed since `start`."""
    if minutes <= 0:
        raise ValueError(f"Working time to wait must be more than 0 minutes, not {minutes}")
    left = dt.timedelta(minutes=minutes)
    for opens, closes in _hours_from(opening, start):
        if _utc(opens) + left <= _utc(closes):
            return (_utc(opens) + left).astimezone(LONDON)
        left -= _utc(closes) - _utc(opens)
    raise AssertionError("the days never end")


def working_minutes(opening: Opening, start: dt.datetime, end: dt.datetime) -> float:
    """Working time between two moments, in minutes; 0 when `end` is not after `start`."""
    passed = dt.timedelta()
    for opens, closes in _hours_from(opening, start):
        if _utc(opens) >= _utc(end):
            return passed / dt.timedelta(minutes=1)
        passed += min(_utc(closes), _utc(end)) - _utc(opens)
    raise AssertionError("the days never end")


def end_of_working_day(opening: Opening, at: dt.datetime) -> dt.datetime:
    """Closing time of the same working day; of the next one when it has closed, or does not open, that day."""
    _, closes = next(_hours_from(opening, at))
    return closes


def working_day_before(opening: Opening, day: dt.date) -> dt.date:
    """The last working day before `day`."""
    return _nearest(opening, day, -1)


def working_day_after(opening: Opening, day: dt.date) -> dt.date:
    """The first working day after `day`."""
    return _nearest(opening, day, 1)


def _nearest(opening: Opening, day: dt.date, step: int) -> dt.date:
    for n in range(1, MOST_DAYS_CLOSED + 1):
        if is_working_day(opening, found := day + dt.timedelta(days=n * step)):
            return found
    raise ValueError(f"No working day within {MOST_DAYS_CLOSED} days of {day}")


def _hours_from(opening: Opening, start: dt.datetime) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """What is left of today's hours, then those of each day that it opens, for ever."""
    first, closed = _day_of(start), 0
    for n in count():
        hours = hours_on(opening, first + dt.timedelta(days=n))
        closed = closed + 1 if hours is None else 0
        if closed > MOST_DAYS_CLOSED:
            raise ValueError(f"No working day within {MOST_DAYS_CLOSED} days")
        if hours is not None and _utc(start) < _utc(hours[1]):
            yield (max(hours[0], start.astimezone(LONDON), key=_utc), hours[1])


def _day_of(at: dt.datetime) -> dt.date:
    return at.astimezone(LONDON).date()


def _utc(at: dt.datetime) -> dt.datetime:
    """Aware times of one zone are compared and subtracted by the clock on the wall; these are not."""
    return at.astimezone(dt.UTC)
