"""Working time: when a door is open, when so many working minutes have passed, which days are working days. England, Europe/London."""

from .bank_holidays import is_bank_holiday
from .opening import (
    LONDON,
    Opening,
    end_of_working_day,
    hours_on,
    is_open,
    is_working_day,
    next_opening,
    working_day_after,
    working_day_before,
    working_minutes,
    working_time_after,
)

__all__ = [
    "LONDON",
    "Opening",
    "end_of_working_day",
    "hours_on",
    "is_bank_holiday",
    "is_open",
    "is_working_day",
    "next_opening",
    "working_day_after",
    "working_day_before",
    "working_minutes",
    "working_time_after",
]
