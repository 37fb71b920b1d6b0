"""Bank holidays in England, substitute days included.

Source: the `holidays` library's calendar for GB, subdivision ENG, which follows the Banking and Financial Dealings Act 1971 and the
proclamations since. A holiday proclaimed after the installed version of the library is not known until it is updated.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

import holidays


def is_bank_holiday(day: dt.date) -> bool:
    """Whether banks, and so council offices, are closed in England for a holiday that day. Weekends are not holidays by themselves."""
    return day in _of_year(day.year)


@cache
def _of_year(year: int) -> frozenset[dt.date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
