"""Background work, behind three lines so that the move to Django's own tasks is this file alone."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

background = task


def enqueue_on_commit(work: Any, /, **kwargs: Any) -> None:
    """Queue `work` (made with `@background()`) once the current transaction is durable. Arguments must be JSON."""
    start: Callable[[], Any] = partial(work.enqueue, **kwargs)
    transaction.on_commit(start)


def enqueue_at(work: Any, when: datetime, /, **kwargs: Any) -> None:
    """The same, but not before `when`."""
    enqueue_on_commit(work.using(run_after=when), **kwargs)


def enqueue_with_change(work: Any, /, **kwargs: Any) -> None:
    """Queue `work` inside the current transaction: the queue is in the same database, so both are durable or neither is."""
    work.enqueue(**kwargs)
