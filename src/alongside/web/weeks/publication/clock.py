"""What of a week has already taken place."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alongside.web.weeks.models import PracticeWeek


def first_open_slot(week: PracticeWeek, now: dt.datetime) -> int:
    """The first slot that has not begun. Visits in earlier slots have taken place and stay as they are.

    A week that ended before today holds no past: it is a rehearsal, or is being written up afterwards.
    """
    here = timezone.localtime(now)
    if here.date() > week.ends_on:
        return 0
    begun = [slot.number for slot in week.slots if (slot.date, slot.starts) <= (here.date(), here.time())]
    return max(begun, default=-1) + 1
