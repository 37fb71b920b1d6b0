"""Working time, checked against an oracle that walks minute by minute along the real clock."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.clock import (
    LONDON,
    Opening,
    end_of_working_day,
    is_open,
    next_opening,
    working_day_after,
    working_day_before,
    working_minutes,
    working_time_after,
)

MINUTE = dt.timedelta(minutes=1)
USUAL = Opening()


def london(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=LONDON)


def oracle_is_open(opening: Opening, at: dt.datetime) -> bool:
    """What the clock on the wall says."""
    wall = at.astimezone(LONDON)
    if wall.weekday() not in opening.weekdays or opening.is_holiday(wall.date()):
        return False
    return opening.opens <= wall.time() < opening.closes


def oracle_after(opening: Opening, start: dt.datetime, minutes: int) -> dt.datetime:
    at, left = start.astimezone(dt.UTC), minutes
    while left:
        left -= oracle_is_open(opening, at)
        at += MINUTE
    return at


def oracle_minutes(opening: Opening, start: dt.datetime, end: dt.datetime) -> int:
    at, passed = start.astimezone(dt.UTC), 0
    while at < end:
        passed += oracle_is_open(opening, at)
        at += MINUTE
    return passed


# Around Easter, both changes of the clocks, a weekend Christmas with substitute days, and a proclaimed holiday.
SPANS = [("2018-03-23", 12), ("2018-10-26", 6), ("2021-12-23", 13), ("2022-09-15", 7), ("2026-12-23", 14), ("2027-03-25", 6)]


@st.composite
def moments(draw: st.DrawFn) -> dt.datetime:
    first, days = draw(st.sampled_from(SPANS))
    minutes = draw(st.integers(0, days * 1440))
    return dt.datetime.fromisoformat(first).replace(tzinfo=dt.UTC) + minutes * MINUTE


@st.composite
def openings(draw: st.DrawFn) -> Opening:
    """Round the clocks' own hour (1 to 2 on Sunday) a wall time is there twice or not at all; no door opens or closes then."""
    opens = draw(st.integers(2 * 60, 12 * 60))
    closes = draw(st.integers(opens + 5, 23 * 60))
    weekdays = draw(st.sampled_from([frozenset(range(5)), frozenset(range(7)), frozenset({1, 3, 6})]))
    times = (dt.time(minutes // 60, minutes % 60) for minutes in (opens, closes))
    return Opening(*times, weekdays=weekdays)


@settings(max_examples=150, deadline=None)
@given(openings(), moments(), st.integers(1, 900))
def test_working_time_after_agrees_with_the_clock_on_the_wall(opening: Opening, start: dt.datetime, minutes: int):
    assert working_time_after(opening, start, minutes) == oracle_after(opening, start, minutes)


@settings(max_examples=150, deadline=None)
@given(openings(), moments(), st.integers(0, 6000))
def test_working_minutes_agree_with_the_clock_on_the_wall(opening: Opening, start: dt.datetime, length: int):
    end = start + length * MINUTE

    assert working_minutes(opening, start, end) == oracle_minutes(opening, start, end)


@settings(max_examples=200, deadline=None)
@given(openings(), moments())
def test_open_now_or_opens_next(opening: Opening, at: dt.datetime):
    opens = next_opening(opening, at)

    assert is_open(opening, at) == oracle_is_open(opening, at)
    assert oracle_is_open(opening, opens)
    assert opens == at or oracle_minutes(opening, at, opens) == 0


@settings(max_examples=200, deadline=None)
@given(openings(), moments(), st.integers(1, 600))
def test_what_is_due_is_exactly_so_much_working_time_away(opening: Opening, start: dt.datetime, minutes: int):
    due = working_time_after(opening, start, minutes)

    assert working_minutes(opening, start, due) == minutes
    assert due > start


@settings(max_examples=200, deadline=None)
@given(openings(), moments())
def test_the_end_of_the_working_day_is_the_next_time_the_door_closes(opening: Opening, at: dt.datetime):
    end = end_of_working_day(opening, at)

    assert oracle_is_open(opening, end - MINUTE)
    assert not oracle_is_open(opening, end)
    opened = next_opening(opening, at)
    assert opened.astimezone(LONDON).date() == end.date()


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2018-03-05T10:00", 60, "2018-03-05T11:00"),
        ("2018-03-05T16:00", 60, "2018-03-05T17:00"),
        ("2018-03-05T16:30", 60, "2018-03-06T09:30"),
        ("2018-03-09T16:45", 60, "2018-03-12T09:45"),  # Friday to Monday
        ("2018-03-29T16:30", 60, "2018-04-03T09:30"),  # over Easter
        ("2018-03-10T23:59", 60, "2018-03-12T10:00"),
        ("2022-09-16T16:59", 60, "2022-09-20T09:59"),  # over the State Funeral
        ("2026-12-24T16:00", 120, "2026-12-29T10:00"),  # Christmas on a Friday, Boxing Day's substitute on Monday
    ],
)
def test_one_working_hour(start: str, minutes: int, due: str):
    assert working_time_after(USUAL, london(start), minutes) == london(due)


def test_an_hour_in_summer_is_an_hour_of_the_wall():
    answer = working_time_after(USUAL, dt.datetime(2018, 7, 2, 8, 30, tzinfo=dt.UTC), 60)

    assert (answer.hour, answer.minute, answer.utcoffset()) == (10, 30, dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("at", "end"),
    [
        ("2018-03-05T07:30", "2018-03-05"),
        ("2018-03-05T16:59", "2018-03-05"),
        ("2018-03-05T17:00", "2018-03-06"),
        ("2018-03-30T12:00", "2018-04-03"),
    ],
)
def test_the_same_working_day_or_the_next(at: str, end: str):
    assert end_of_working_day(USUAL, london(at)) == london(f"{end}T17:00")


def test_the_working_days_beside_a_bank_holiday_weekend():
    assert working_day_before(USUAL, dt.date(2018, 4, 3)) == dt.date(2018, 3, 29)
    assert working_day_after(USUAL, dt.date(2018, 3, 29)) == dt.date(2018, 4, 3)


def test_a_door_that_closes_before_it_opens():
    with pytest.raises(ValueError, match="end after they begin"):
        Opening(dt.time(17), dt.time(9))


def test_a_door_that_never_opens_is_not_waited_for():
    with pytest.raises(ValueError, match="No working day"):
        next_opening(Opening(is_holiday=lambda day: True), london("2018-03-05T10:00"))


@pytest.mark.parametrize("minutes", [0, -5])
def test_no_time_at_all_is_a_mistake(minutes: int):
    with pytest.raises(ValueError, match="more than 0"):
        working_time_after(USUAL, london("2018-03-05T10:00"), minutes)
