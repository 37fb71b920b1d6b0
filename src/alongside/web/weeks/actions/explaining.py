"""Asking why a week cannot be planned better than it is."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.jobs.actions import start_job
from alongside.web.jobs.models import Job
from alongside.web.weeks.models import Plan, PracticeWeek

KIND = "weeks.explain"


@transaction.atomic
def find_out_why(*, client_id: UUID, week: PracticeWeek, plan: Plan | None, by: User) -> Job:
    """Start finding out in the background. The same form sent twice starts one run."""
    require(by, Permission.WEEKS_PLAN, week)
    if plan is not None and plan.week_id != week.pk:
        raise NotAllowed("Not found")
    payload = {"week": str(week.pk), "plan": str(plan.pk) if plan else ""}
    return start_job(kind=KIND, key=f"{KIND}:{week.pk}:{client_id}", payload=payload, by=by)
