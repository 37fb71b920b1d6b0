from collections.abc import Callable

import pytest


@pytest.fixture
def queued_tasks() -> Callable[[], list[tuple[str, str]]]:
    """What waits for the worker, as (task, notice id)."""

    def waiting() -> list[tuple[str, str]]:
        from django_tasks_db.models import DBTaskResult

        rows = DBTaskResult.objects.order_by("enqueued_at").values_list("task_path", "args_kwargs")
        return [(path, args["kwargs"]["notice_id"]) for path, args in rows]

    return waiting
