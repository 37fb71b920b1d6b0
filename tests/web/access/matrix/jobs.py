"""Background work: one's own, or every job of the directorate for those who plan."""

from typing import Any

from alongside.web.access.models import User
from alongside.web.jobs.models import Job
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row


def job_of(user: User | None) -> dict[str, Any]:
    owner = user or make.user("practice_lead")
    job = Job.objects.create(directorate=make.directorate(), kind="plan", key=f"plan {owner.pk}", started_by=owner)
    return {"pk": job.pk}


def job_of_a_colleague() -> dict[str, Any]:
    return job_of(None)


ROWS = [
    Row("jobs:job", allowed={"practice_lead"}, make=job_of_a_colleague),
    Row("jobs:stop", allowed={"practice_lead"}, make=job_of_a_colleague, method="POST"),
    Row("jobs:job", allowed=EVERYONE, make_for=job_of, query="?own"),
]
