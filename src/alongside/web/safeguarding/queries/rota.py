"""The rota, week by week."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from alongside.engines.clock import is_bank_holiday, is_working_day
from alongside.web.access.permissions import Permission
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.duty import arrangements_of
from alongside.web.safeguarding.models import ReadingDuty

WEEKS_AHEAD = 6


@dataclass(frozen=True)
class Day:
    """`duties` holds who took over as well. A gap is a working day on which nobody who may read is there."""

    date: dt.date
    duties: list[ReadingDuty]
    works: bool
    holiday: bool
    past: bool

    @property
    def planned(self) -> ReadingDuty | None:
        return next((duty for duty in self.duties if not duty.took_over), None)

    @property
    def gap(self) -> bool:
        return self.works and not self.past and not self.duties


@dataclass(frozen=True)
class Week:
    monday: dt.date
    days: list[Day]

    @property
    def gaps(self) -> int:
        return sum(day.gap for day in self.days)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


def rota_of(directorate: Directorate) -> list[Week]:
    """This week and those after it. Two queries, and one for each person's roles."""
    first, today = monday_of(timezone.localdate()), timezone.localdate()
    opening = arrangements_of(directorate.pk).opening
    last = first + dt.timedelta(days=7 * WEEKS_AHEAD)
    duties = list(ReadingDuty.objects.filter(directorate=directorate, date__range=(first, last)).select_related("reader", "deputy"))
    valid = _may_read_by_person(duties)
    of_day: dict[dt.date, list[ReadingDuty]] = {}
    for duty in duties:
        if valid[duty.reader_id] or (duty.deputy_id and valid[duty.deputy_id]):
            of_day.setdefault(duty.date, []).append(duty)

    def day_of(date: dt.date) -> Day:
        return Day(date, of_day.get(date, []), is_working_day(opening, date), is_bank_holiday(date), date < today)

    mondays = [first + dt.timedelta(days=7 * n) for n in range(WEEKS_AHEAD)]
    return [Week(monday, [day_of(monday + dt.timedelta(days=n)) for n in range(5)]) for monday in mondays]


def _may_read_by_person(duties: list[ReadingDuty]) -> dict[Any, bool]:
    people = {person.pk: person for duty in duties for person in (duty.reader, duty.deputy) if person is not None}
    return {pk: person.may(Permission.SAFEGUARDING_READ) for pk, person in people.items()}
