"""Whom to ring, and whether anybody is there now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from alongside.engines.clock import end_of_working_day, is_open, next_opening, working_time_after
from alongside.web.design.words import time
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.duty import arrangements_of, may_read
from alongside.web.safeguarding.models import Arrangements

EMERGENCY = "999"
CHILDLINE = "0800 1111"  # childline.org.uk: free, any time, and not on the bill


@dataclass(frozen=True)
class Numbers:
    """Local times. `opens_next` is now while the front door is open; `read_by` is when words sent now will have been read,
    `answer_by` when a call for help sent now must have been taken up by somebody."""

    front_door_name: str
    front_door_phone: str
    out_of_hours_phone: str
    is_open_now: bool
    opens: dt.time
    closes: dt.time
    opens_next: dt.datetime
    read_by: dt.datetime
    answer_by: dt.datetime
    now: dt.datetime
    emergency: str = EMERGENCY
    childline: str = CHILDLINE

    @property
    def read_today(self) -> bool:
        return self.read_by.date() == self.now.date()

    @property
    def read_by_in_words(self) -> str:
        """In the language of the page."""
        if self.read_today:
            return gettext("It will be read today, by %(time)s.") % {"time": time(self.read_by)}
        day = date_format(self.read_by, "l j E")
        return gettext("The office is closed now. It will be read on %(day)s, by %(time)s.") % {"day": day, "time": time(self.read_by)}

    @property
    def answer_by_in_words(self) -> str:
        """Honest about nights and weekends: "It is Saturday and nobody is here"."""
        facts = {"today": date_format(self.now, "l"), "day": date_format(self.answer_by, "l j E"), "time": time(self.answer_by)}
        if self.is_open_now and self.answer_by.date() == self.now.date():
            return gettext("A person will read this today, by %(time)s.") % facts
        if self.is_open_now:
            return gettext("It is late in the day. A person will read this on %(day)s, by %(time)s. If it cannot wait, ring now.") % facts
        if self.answer_by.date() == self.now.date():
            return gettext("Nobody is here to read it yet. A person will read it today, by %(time)s. If it cannot wait, ring now.") % facts
        return (
            gettext(
                "It is %(today)s and nobody is here to read it now."
                " A person will read it on %(day)s, by %(time)s. If it cannot wait, ring now."
            )
            % facts
        )

    @property
    def opens_on(self) -> str:
        """ "Monday 5 March", in the language of the page."""
        return date_format(self.opens_next, "l j E")

    @property
    def opens_today(self) -> bool:
        return self.opens_next.date() == self.now.date()


def numbers_for(directorate: Directorate, now: dt.datetime | None = None) -> Numbers:
    return numbers_of(arrangements_of(directorate.pk), now or timezone.now())


def numbers_of(arrangements: Arrangements, now: dt.datetime) -> Numbers:
    opening = arrangements.opening
    return Numbers(
        front_door_name=arrangements.front_door_name,
        front_door_phone=arrangements.front_door_phone,
        out_of_hours_phone=arrangements.out_of_hours_phone,
        is_open_now=is_open(opening, now),
        opens=arrangements.opens,
        closes=arrangements.closes,
        opens_next=timezone.localtime(next_opening(opening, now)),
        read_by=timezone.localtime(end_of_working_day(opening, now)),
        answer_by=working_time_after(opening, now, arrangements.acknowledge_minutes),
        now=timezone.localtime(now),
    )


def family_forms_may_open(directorate: Directorate) -> bool:
    """Only when there is a number to ring and somebody who may read what is said."""
    return bool(arrangements_of(directorate.pk).front_door_phone) and bool(may_read(directorate.pk))
