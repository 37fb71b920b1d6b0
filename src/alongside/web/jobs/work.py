"""What runs in the worker: looks the job up, does the work its kind is registered for, and records how it ended."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from alongside.web.jobs.models import Job
from alongside.web.platform.tasks import background

log = logging.getLogger("alongside.jobs")
Work = Callable[["Handle"], dict[str, Any]]
STALE_SECONDS = 60
BEAT_SECONDS = 10


@dataclass(frozen=True)
class Kind:
    """What does such jobs, what people call them, and the route of the page that shows them where they have one of their own."""

    work: Work
    title: str = "Working on it"
    page: str = ""


KINDS: dict[str, Kind] = {}


class Problem(Exception):
    """The work cannot be done, and this sentence tells the person why and what to do."""


class Handle:
    """What the work holds: its payload, a way to say how far it got, and whether a person asked it to stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.payload: dict[str, Any] = job.payload
        self._asked_at = 0.0
        self._stop = False

    def report(self, **progress: Any) -> None:
        """Replace the progress shown on the job's page."""
        Job.objects.filter(pk=self.job.pk).update(progress=progress, heard_at=timezone.now())

    def should_stop(self) -> bool:
        """Whether somebody pressed stop. Asks the database at most once a second."""
        if not self._stop and time.monotonic() - self._asked_at > 1:
            self._asked_at = time.monotonic()
            self._stop = Job.objects.filter(pk=self.job.pk, stop_requested_at__isnull=False).exists()
        return self._stop


def does(kind: str, *, title: str = Kind.title, page: str = "") -> Callable[[Work], Work]:
    """Register the function that does jobs of this kind. It must be safe to run twice: it is run again if a worker dies.

    `page` is a route that takes the job's `pk`; without one the job is shown on the plain page of all jobs.
    """

    def register(work: Work) -> Work:
        KINDS[kind] = Kind(work, title, page)
        return work

    return register


@background()
def run_job(job_id: str) -> None:
    """The task the worker picks up."""
    if job := _claim(job_id):
        _do(job)


def _claim(job_id: str) -> Job | None:
    """Take the job unless it is finished, another worker was heard from within the last minute, or it was stopped before it began."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or not job.is_unfinished:
            return None
        stale_before = timezone.now() - dt.timedelta(seconds=STALE_SECONDS)
        if job.state == Job.State.RUNNING and job.heard_at and job.heard_at > stale_before:
            return None
        job.state, job.started_at, job.heard_at = Job.State.RUNNING, timezone.now(), timezone.now()
        job.save(update_fields=["state", "started_at", "heard_at"])
    return job


def _do(job: Job) -> None:
    handle = Handle(job)
    try:
        with _heartbeat(job):
            result = KINDS[job.kind].work(handle)
    except Problem as problem:
        _finish(job, Job.State.FAILED, problem=str(problem))
    except Exception:
        log.exception("job %s of kind %s failed", job.pk, job.kind)
        _finish(
            job,
            Job.State.FAILED,
            problem="Something went wrong on our side. Nothing was changed. Try again, and tell your administrator if it happens twice.",
        )
    else:
        _finish(job, Job.State.CANCELLED if handle.should_stop() and not result else Job.State.SUCCEEDED, result=result)


def _finish(job: Job, state: str, *, problem: str = "", result: dict[str, Any] | None = None) -> None:
    """Only once: a job that somebody finished meanwhile stays as it is."""
    ended = {"state": state, "problem": problem, "result": result or {}, "finished_at": timezone.now()}
    Job.objects.unfinished().filter(pk=job.pk).update(**ended)


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Say every ten seconds that the work is alive, from a thread of its own with its own connection."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT_SECONDS):
            try:
                Job.objects.filter(pk=job.pk).update(heard_at=timezone.now())
            except DatabaseError:
                log.warning("job %s: the database did not answer a sign of life", job.pk)
        connection.close()

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
