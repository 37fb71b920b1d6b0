"""`alongside clock due | open | holidays`: working time in England, from the same engine as the clock of concerns.

Exit codes: 0 yes or done, 1 the door is closed, 2 it was asked for wrongly.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from alongside.engines.clock import (
    LONDON,
    Opening,
    end_of_working_day,
    is_bank_holiday,
    is_open,
    next_opening,
    working_time_after,
)

T = TypeVar("T")
DONE, CLOSED, WRONG = 0, 1, 2


def clock(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except ValueError as wrong:
        print(f"{wrong}.", file=sys.stderr)
        return WRONG
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alongside clock",
        description="Working time: opening hours, England's bank holidays, Europe/London.",
        epilog="Exit codes: 0 yes or done, 1 the door is closed, 2 it was asked for wrongly.",
    )
    commands = parser.add_subparsers(metavar="due|open|holidays", required=True)
    due = commands.add_parser("due", help="when so much working time has passed")
    _door(due)
    due.add_argument("--minutes", type=int, default=60, help="working minutes to wait (default: %(default)s)")
    due.set_defaults(run=_due)
    opened = commands.add_parser("open", help="whether the door is open, and when it opens next")
    _door(opened)
    opened.set_defaults(run=_open)
    year = commands.add_parser("holidays", help="the bank holidays of a year")
    year.add_argument("year", type=_year)
    year.set_defaults(run=_holidays)
    return parser


def _door(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("at", type=_moment, nargs="?", help="local date and time, such as 2026-12-24T16:30 (default: now)")
    parser.add_argument("--opens", type=_time, default=dt.time(9), metavar="HH:MM", help="default: 09:00")
    parser.add_argument("--closes", type=_time, default=dt.time(17), metavar="HH:MM", help="default: 17:00")


def _due(options: argparse.Namespace) -> int:
    door, at = _opening(options)
    print(f"due {working_time_after(door, at, options.minutes).isoformat(timespec='minutes')}")
    print(f"end of the working day {end_of_working_day(door, at).isoformat(timespec='minutes')}")
    return DONE


def _open(options: argparse.Namespace) -> int:
    door, at = _opening(options)
    if is_open(door, at):
        print("open")
        return DONE
    print(f"closed, opens {next_opening(door, at).isoformat(timespec='minutes')}")
    return CLOSED


def _holidays(options: argparse.Namespace) -> int:
    day, end = dt.date(options.year, 1, 1), dt.date(options.year, 12, 31)
    while True:
        if is_bank_holiday(day):
            print(f"{day.isoformat()} {day:%A}")
        if day == end:
            return DONE
        day += dt.timedelta(days=1)


def _opening(options: argparse.Namespace) -> tuple[Opening, dt.datetime]:
    return Opening(options.opens, options.closes), options.at or dt.datetime.now(LONDON)


def _moment(text: str) -> dt.datetime:
    moment = _read(dt.datetime.fromisoformat, text, "a date and time such as 2026-12-24T16:30")
    return moment if moment.tzinfo else moment.replace(tzinfo=LONDON)


def _time(text: str) -> dt.time:
    return _read(dt.time.fromisoformat, text, "a time such as 09:00")


def _year(text: str) -> int:
    year = int(text) if text.isdecimal() else 0
    if not 1872 <= year <= 2200:
        raise argparse.ArgumentTypeError(f"expected a year from 1872 to 2200, not {text!r}")
    return year


def _read(reader: Callable[[str], T], text: str, expected: str) -> T:
    try:
        return reader(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected {expected}, not {text!r}") from None
