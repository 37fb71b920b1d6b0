"""What was seen and heard in the sample's last week, and what is waiting now: invented, so that every page has something to show."""

from __future__ import annotations

import random

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.audit.actions import record
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.records.models import Record
from alongside.web.today.sample.families import create_asks, create_family_words, create_pulse
from alongside.web.today.sample.records import create_audits, create_visit_records
from alongside.web.today.sample.safeguarding import create_arrangements
from alongside.web.weeks.models import PracticeWeek

__all__ = ["create_seen_and_heard"]
SEED = 2017


@transaction.atomic
def create_seen_and_heard(week: PracticeWeek, users: dict[str, User]) -> None:
    """For a finished week. Asking again changes nothing. `users` is one a role, by the role's code."""
    if Record.objects.filter(week=week).exists():
        return
    rng = random.Random(f"seen and heard:{SEED}")  # noqa: S311 - invented words, not secrets
    install_shipped_forms(directorate=week.directorate, by=users["practice_lead"])
    create_arrangements(week.directorate, users)
    create_visit_records(week, users, rng)
    create_audits(week, users, rng)
    create_asks(week, users["practice_lead"], rng)
    create_family_words(week, users, rng)
    create_pulse(week, rng)
    record("sample.seen_and_heard", by=None, on=week)
