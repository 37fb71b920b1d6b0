"""How dates, times and counts are written on screen: British, short, Europe/London. Public pages say them in the reader's language."""

import datetime as dt

from django.utils import timezone
from django.utils.dateformat import format as in_words
from django.utils.translation import get_language

TWELVE_HOURS = {"en-gb", "cy", None}  # the others write 17:30


def _local(value: dt.datetime) -> dt.datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def date(value: dt.date | None) -> str:
    """05/03/2018"""
    if isinstance(value, dt.datetime):
        value = _local(value)
    return value.strftime("%d/%m/%Y") if value else ""


def day(value: dt.date | None) -> str:
    """Monday 5 March 2018"""
    return in_words(value, "l j E Y") if value else ""


def time(value: dt.time | dt.datetime | None) -> str:
    """9am, 1:30pm; 13:30 where a language has no am and pm"""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = _local(value).time()
    if get_language() not in TWELVE_HOURS:
        return f"{value.hour}:{value.minute:02}"
    hour = value.hour % 12 or 12
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{hour}{minutes}{'am' if value.hour < 12 else 'pm'}"


def datetime(value: dt.datetime | None) -> str:
    """05/03/2018 at 9am"""
    return f"{date(value)} at {time(value)}" if value else ""


def number(value: int | float | None) -> str:
    """1,689"""
    return "" if value is None else f"{value:,}"


def plural(count: int, one: str, many: str = "") -> str:
    """`3|plural("visit")` gives "3 visits"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
