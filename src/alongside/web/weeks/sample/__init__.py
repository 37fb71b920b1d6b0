"""The sample week: Monday 5 to Friday 9 March 2018, with everything collected and nothing planned; and the week before it."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate
from alongside.web.organisation.sample import CODE, create_directorate
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.sample.conversations import create_conversations
from alongside.web.weeks.sample.last_week import create_last_week
from alongside.web.weeks.sample.offers import create_offers
from alongside.web.weeks.sample.shadowing import create_shadowing
from alongside.web.weeks.sample.visitors import create_visitors
from alongside.web.weeks.sample.week import NAME, create_week

__all__ = ["create_sample"]


@transaction.atomic
def create_sample(by: Any = None) -> PracticeWeek:
    """The sample week, made if it is not there. Asking again returns it and changes nothing."""
    if (there := PracticeWeek.objects.filter(directorate__code=CODE, name=NAME).first()) is not None:
        return there
    if Directorate.objects.filter(code=CODE).exists():
        raise ValueError(f"A directorate with the code {CODE} is there, but without the sample week. Start with an empty database.")
    sample = create_directorate()
    last = create_last_week(sample)
    week = create_week(sample, last)
    create_offers(week, sample)
    visitors = create_visitors(week, sample)
    create_shadowing(week, sample, visitors)
    create_conversations(week, sample)
    record("sample.created", by=by, on=sample.directorate, teams=len(sample.teams), visitors=len(visitors))
    return week
