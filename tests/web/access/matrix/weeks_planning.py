"""Planning a week and its plans: for those who plan. A draft is nobody else's."""

from __future__ import annotations

import uuid
from typing import Any

from alongside.web.jobs.models import Job
from tests import factories as make
from tests.web.access.matrix import Row

PLANNERS = {"practice_lead"}


def week() -> dict[str, Any]:
    return {"pk": make.week().pk}


def plan() -> dict[str, Any]:
    found = make.week()
    return {"pk": found.plans.create(number=1, name="Plan 1", created_by=make.user("practice_lead")).pk}


def explaining() -> dict[str, Any]:
    return job("weeks.explain", plan="")


def job(kind: str = "weeks.plan", **more: Any) -> dict[str, Any]:
    lead = make.user("practice_lead")
    payload = {"week": str(make.week().pk), "seconds": 15, **more}
    made = Job.objects.create(directorate=lead.directorate, kind=kind, key=str(uuid.uuid4()), payload=payload, started_by=lead)
    return {"pk": made.pk}


ROWS = [
    Row("weeks:plan", allowed=PLANNERS, make=week),
    Row("weeks:plan", allowed=PLANNERS, make=week, method="POST", data=lambda: {"client_id": uuid.uuid4(), "seconds": 15}),
    Row("weeks:planning", allowed=PLANNERS, make=job),
    Row("weeks:planning_stop", allowed=PLANNERS, make=job, method="POST"),
    Row("weeks:explain", allowed=PLANNERS, make=week, method="POST", data=lambda: {"client_id": uuid.uuid4()}),
    Row("weeks:explaining", allowed=PLANNERS, make=explaining),
    Row("weeks:plans", allowed=PLANNERS, make=week),
    Row("weeks:compare", allowed=PLANNERS, make=week),
    Row("weeks:plan_page", allowed=PLANNERS, make=plan),
    Row("weeks:plan_rename", allowed=PLANNERS, make=plan),
    Row("weeks:plan_rename", allowed=PLANNERS, make=plan, method="POST", data=lambda: {"name": "Better"}),
    Row("weeks:plan_discard", allowed=PLANNERS, make=plan, method="POST"),
    Row("weeks:plan_bring_back", allowed=PLANNERS, make=plan, method="POST"),
    Row("weeks:plan_copy", allowed=PLANNERS, make=plan, method="POST", data=lambda: {"client_id": uuid.uuid4()}),
]
