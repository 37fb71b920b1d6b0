"""Starting and stopping long work."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.actions import record
from alongside.web.jobs.models import Job
from alongside.web.jobs.work import run_job
from alongside.web.platform.tasks import enqueue_on_commit


@transaction.atomic
def start_job(*, kind: str, key: str, payload: dict[str, Any], by: User) -> Job:
    """Queue work once for a `key`; asking again returns the same job. The caller has checked that `by` may ask for it."""
    job, created = Job.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": payload, "directorate_id": by.directorate_id, "started_by": by}
    )
    if created:
        record("job.started", by=by, on=job, name=kind)
        enqueue_on_commit(run_job, job_id=str(job.pk))
    return job


@transaction.atomic
def stop_job(*, job: Job, by: User) -> Job:
    """Ask running work to stop and keep what it has; work that has not begun never begins. Stopping twice changes nothing."""
    if not Job.objects.visible_to(by).filter(pk=job.pk).exists():
        raise NotAllowed("Not found")
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.QUEUED, stop_requested_at=None)
    asked = waiting.update(stop_requested_at=now, state=Job.State.CANCELLED, finished_at=now)
    asked = asked or Job.objects.unfinished().filter(pk=job.pk, stop_requested_at=None).update(stop_requested_at=now)
    if asked:
        record("job.stop_requested", by=by, on=job, name=job.kind)
    job.refresh_from_db()
    return job
