import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from alongside.web.jobs.models import Job
from alongside.web.jobs.recovery import ATTEMPTS, GAVE_UP, recover_abandoned_jobs
from alongside.web.jobs.work import run_job
from tests import factories as make

pytestmark = pytest.mark.django_db


def long_ago() -> dt.datetime:
    return timezone.now() - dt.timedelta(minutes=5)


def a_job(**fields: Any) -> Job:
    user = make.user("practice_lead")
    return Job.objects.create(**{"directorate": user.directorate, "kind": "test.nothing", "key": "once", "started_by": user, **fields})


def queue() -> list[str]:
    return [task.args_kwargs["kwargs"]["job_id"] for task in DBTaskResult.objects.ready()]


def test_work_whose_worker_died_is_queued_again_once() -> None:
    job = a_job(state=Job.State.RUNNING, started_at=long_ago(), heard_at=long_ago())

    assert recover_abandoned_jobs() == 1
    assert recover_abandoned_jobs() == 0
    assert queue() == [str(job.pk)]


def test_work_that_a_worker_is_alive_on_is_left_alone() -> None:
    a_job(state=Job.State.RUNNING, started_at=long_ago(), heard_at=timezone.now())

    assert recover_abandoned_jobs() == 0
    assert queue() == []


def test_work_that_waits_its_turn_is_not_queued_twice() -> None:
    job = a_job(asked_at=long_ago())
    run_job.enqueue(job_id=str(job.pk))

    assert recover_abandoned_jobs() == 0
    assert queue() == [str(job.pk)]


def test_work_that_was_claimed_but_never_begun_is_queued_again() -> None:
    job = a_job(asked_at=long_ago())

    assert recover_abandoned_jobs() == 1
    assert queue() == [str(job.pk)]


def test_work_that_kills_its_worker_is_given_up() -> None:
    job = a_job(state=Job.State.RUNNING, started_at=long_ago(), heard_at=long_ago())
    for _ in range(ATTEMPTS):
        run_job.enqueue(job_id=str(job.pk))
    DBTaskResult.objects.update(status="RUNNING")

    assert recover_abandoned_jobs() == 0
    job.refresh_from_db()
    assert (job.state, job.problem) == (Job.State.FAILED, GAVE_UP)
    assert job.finished_at is not None


def test_finished_work_stays_finished() -> None:
    a_job(state=Job.State.SUCCEEDED, asked_at=long_ago(), heard_at=long_ago(), finished_at=long_ago())

    assert recover_abandoned_jobs() == 0
    assert queue() == []
