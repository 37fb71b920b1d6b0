"""Long work: started once, told, stopped, ended once, never by two workers at once."""

import datetime as dt
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.audit.models import AuditEvent
from alongside.web.jobs.actions import start_job, stop_job
from alongside.web.jobs.models import Job
from alongside.web.jobs.work import KINDS, Handle, Problem, does, run_job
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead():
    return make.user("practice_lead")


@pytest.fixture
def kind():
    """A kind of work whose doing each test writes; gone afterwards."""
    yield lambda work, **options: does("test.work", **options)(work)
    KINDS.pop("test.work", None)


def started(lead, key="once") -> Job:
    return start_job(kind="test.work", key=key, payload={"n": 3}, by=lead)


def test_asking_twice_starts_once(lead):
    first, second = started(lead), started(lead)

    assert first == second == Job.objects.get()
    assert AuditEvent.objects.get().action == "job.started"


def test_the_work_gets_its_payload_tells_and_leaves_a_result(lead, kind, run_queued_work):
    def work(handle: Handle) -> dict[str, Any]:
        handle.report(done=1, of=handle.payload["n"])
        return {"answer": handle.payload["n"] * 2}

    kind(work)
    job = started(lead)

    run_queued_work()

    job.refresh_from_db()
    assert (job.state, job.result, job.progress) == ("succeeded", {"answer": 6}, {"done": 1, "of": 3})
    assert job.finished_at is not None


def test_a_problem_is_told_in_its_own_words_and_anything_else_in_ours(lead, kind, run_queued_work, caplog):
    def refuse(handle: Handle) -> dict[str, Any]:
        if handle.payload["n"] == 3:
            raise Problem("There is nothing to do. Add something first.")
        raise ZeroDivisionError

    kind(refuse)
    told = started(lead)
    broken = start_job(kind="test.work", key="twice", payload={"n": 4}, by=lead)

    run_queued_work()

    told.refresh_from_db()
    broken.refresh_from_db()
    assert (told.state, told.problem) == ("failed", "There is nothing to do. Add something first.")
    assert broken.state == "failed"
    assert "Something went wrong on our side" in broken.problem
    assert "ZeroDivisionError" in caplog.text


def test_work_sees_that_it_should_stop_and_may_keep_what_it_has(lead, kind, run_queued_work):
    def work(handle: Handle) -> dict[str, Any]:
        assert not handle.should_stop()
        stop_job(job=handle.job, by=lead)
        handle._asked_at = 0.0  # it asks the database at most once a second
        return {"kept": True} if handle.should_stop() else {}

    kind(work)
    job = started(lead)

    run_queued_work()

    job.refresh_from_db()
    assert (job.state, job.result) == ("succeeded", {"kept": True})


def test_stopped_with_nothing_to_keep_it_is_cancelled(lead, kind, run_queued_work):
    def work(handle: Handle) -> dict[str, Any]:
        stop_job(job=handle.job, by=lead)
        return {}

    kind(work)
    job = started(lead)

    run_queued_work()

    job.refresh_from_db()
    assert job.state == "cancelled"


def test_stopping_twice_is_recorded_once_and_stops_what_never_began(lead, kind, run_queued_work):
    kind(lambda handle: {"began": True})
    job = started(lead)

    stop_job(job=job, by=lead)
    stopped = stop_job(job=job, by=lead)
    run_queued_work()

    stopped.refresh_from_db()
    assert (stopped.state, stopped.result) == ("cancelled", {})
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == ["job.started", "job.stop_requested"]


def test_nobody_stops_a_strangers_work(lead):
    job = started(lead)

    for other in (make.stranger(), make.user("visitor")):
        with pytest.raises(Http404):
            stop_job(job=job, by=other)


def test_work_another_worker_is_alive_on_is_not_done_twice(lead, kind):
    done = []
    kind(lambda handle: done.append(1) or {"done": True})
    job = started(lead)
    Job.objects.filter(pk=job.pk).update(state="running", started_at=timezone.now(), heard_at=timezone.now())

    run_job.call(job_id=str(job.pk))
    assert done == []
    Job.objects.filter(pk=job.pk).update(heard_at=timezone.now() - dt.timedelta(minutes=2))
    run_job.call(job_id=str(job.pk))
    run_job.call(job_id=str(job.pk))

    assert done == [1]


def test_a_job_that_was_given_up_meanwhile_stays_given_up(lead, kind):
    def work(handle: Handle) -> dict[str, Any]:
        Job.objects.filter(pk=handle.job.pk).update(state="failed", problem="Given up", finished_at=timezone.now())
        return {"late": True}

    kind(work)
    job = started(lead)

    run_job.call(job_id=str(job.pk))

    job.refresh_from_db()
    assert (job.state, job.problem, job.result) == ("failed", "Given up", {})


def test_the_page_shows_how_far_it_is_and_htmx_gets_the_part_that_changes(lead):
    job = started(lead)
    Job.objects.filter(pk=job.pk).update(state="running", started_at=timezone.now(), progress={"done": 1, "of": 4, "words": "Reading"})
    client = Client()
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    address = reverse("jobs:job", kwargs={"pk": job.pk})

    page, part = client.get(address).content.decode(), client.get(address, headers={"hx-request": "true"}).content.decode()

    assert "<html" in page
    assert "<html" not in part
    assert 'hx-trigger="every 2s"' in part
    assert "Reading" in part
    assert "1 of 4" in part
    client.post(reverse("jobs:stop", kwargs={"pk": job.pk}))
    assert "Stopping" in client.get(address).content.decode()


def test_once_it_has_ended_the_page_no_longer_asks(lead):
    job = started(lead)
    Job.objects.filter(pk=job.pk).update(state="failed", finished_at=timezone.now(), problem="No room left")
    client = Client()
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")

    page = client.get(reverse("jobs:job", kwargs={"pk": job.pk})).content.decode()

    assert "No room left" in page
    assert "hx-get" not in page
    assert "Refresh" not in page


def test_a_kind_with_a_page_of_its_own_is_shown_there(lead, kind):
    kind(lambda handle: {}, page="jobs:stop")
    client = Client()
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    job = started(lead)

    answer = client.get(reverse("jobs:job", kwargs={"pk": job.pk}))

    assert answer["Location"] == reverse("jobs:stop", kwargs={"pk": job.pk})
