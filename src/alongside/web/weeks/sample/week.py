"""The week itself: dates, theme and lines of enquiry."""

from __future__ import annotations

import datetime as dt
import math

from django.utils import timezone

from alongside.web.organisation.sample import Sample, new_id
from alongside.web.weeks.models import LineOfEnquiry, PracticeWeek

NAME = "Practice Week March 2018"
LINES = (
    (
        "Whose voice is in the plan?",
        "Words the child or adult used themselves. What changed because of them. What they were not asked.",
    ),
    (
        "Does supervision help people think?",
        "Time to reflect, not only to account. A decision that was changed by talking it through. What gets in the way.",
    ),
    (
        "What happens when somebody moves between teams?",
        "Who told the family, and when. What the new team already knew. What had to be told twice.",
    ),
)


def create_week(sample: Sample, last: PracticeWeek) -> PracticeWeek:
    week = PracticeWeek.objects.create(
        id=new_id(sample.rng),
        directorate=sample.directorate,
        name=NAME,
        theme="The child's voice in decisions",
        starts_on=dt.date(2018, 3, 5),
        ends_on=dt.date(2018, 3, 9),
        replies_due_on=dt.date(2018, 2, 23),
        state=PracticeWeek.State.PLANNING,
        based_on=last,
        visits_by_two=math.ceil(0.15 * len(sample.teams)),
        created_at=timezone.make_aware(dt.datetime(2018, 1, 15, 10)),  # noqa: DTZ001 - made aware here
    )
    LineOfEnquiry.objects.bulk_create(
        LineOfEnquiry(id=new_id(sample.rng), week=week, order=n, title=title, look_for=look_for)
        for n, (title, look_for) in enumerate(LINES)
    )
    return week
