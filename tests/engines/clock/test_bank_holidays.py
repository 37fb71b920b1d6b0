"""England's bank holidays, substitute days included."""

import datetime as dt

import pytest

from alongside.engines.clock import is_bank_holiday

OF_2018 = {"2018-01-01", "2018-03-30", "2018-04-02", "2018-05-07", "2018-05-28", "2018-08-27", "2018-12-25", "2018-12-26"}


def test_all_of_a_year():
    days = (dt.date(2018, 1, 1) + dt.timedelta(days=n) for n in range(365))

    assert {day.isoformat() for day in days if is_bank_holiday(day)} == OF_2018


@pytest.mark.parametrize("day", ["2026-12-28", "2022-01-03", "2023-05-08", "2022-09-19", "2021-12-27", "2021-12-28"])
def test_substitute_and_proclaimed_days(day: str):
    assert is_bank_holiday(dt.date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2018-03-19", "2018-08-06", "2018-11-30", "2018-12-24"])
def test_what_is_a_holiday_elsewhere_is_not_one_in_england(day: str):
    assert not is_bank_holiday(dt.date.fromisoformat(day))
