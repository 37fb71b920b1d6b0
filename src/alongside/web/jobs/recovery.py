"""Work whose worker died is queued again: a job is never lost, never done by two workers at once, never tried for ever."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alongside.web.jobs.models import Job
from alongside.web.jobs.work import STALE_SECONDS, run_job

ATTEMPTS = 3
GAVE_UP = "This stopped three times before it could finish, so it was given up. Nothing was changed. Tell your administrator."


def abandoned_jobs(*, now: dt.datetime) -> QuerySet[Job]:
    """Unfinished jobs that no worker was heard from about for a minute, or that have waited as long."""
    silent_since = now - dt.timedelta(seconds=STALE_SECONDS)
    return Job.objects.unfinished().filter(Q(heard_at__lt=silent_since) | Q(heard_at=None, asked_at__lt=silent_since))


@transaction.atomic
def recover_abandoned_jobs() -> int:
    """Queue them again, or give up after three attempts; say how many were queued. Doing it twice queues nothing more."""
    now = timezone.now()
    queued = 0
    for job in abandoned_jobs(now=now).select_for_update(skip_locked=True):
        attempts = DBTaskResult.objects.filter(task_path=run_job.module_path, args_kwargs__kwargs__job_id=str(job.pk))
        if attempts.ready().exists():
            continue
        if attempts.count() >= ATTEMPTS:
            Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED, problem=GAVE_UP, finished_at=now)
            continue
        run_job.enqueue(job_id=str(job.pk))
        queued += 1
    return queued
