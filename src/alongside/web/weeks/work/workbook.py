"""Large workbooks, checked and put in place in the background. Safe to run twice: what is done already stays done."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from alongside.web.jobs.work import Handle, Problem, does
from alongside.web.organisation.workbook.problems import NotReadable
from alongside.web.weeks.actions.workbook import CHECK, PUT_IN_PLACE, apply_now, check_now
from alongside.web.weeks.models import WorkbookImport
from alongside.web.weeks.refusals import Refused


@does(CHECK, title="Reading a workbook")
def check_workbook(handle: Handle) -> dict[str, Any]:
    with transaction.atomic():
        loaded = WorkbookImport.objects.select_for_update().get(pk=handle.payload["import"])
        if loaded.state == WorkbookImport.State.READING:
            check_now(loaded, handle.job.started_by)
    return {"import": str(loaded.pk), "state": loaded.state}


@does(PUT_IN_PLACE, title="Putting a workbook in place")
def put_workbook_in_place(handle: Handle) -> dict[str, Any]:
    try:
        with transaction.atomic():
            loaded = WorkbookImport.objects.select_for_update().get(pk=handle.payload["import"])
            if loaded.can_be_put_in_place:
                apply_now(loaded, handle.job.started_by)
    except (NotReadable, Refused) as reason:
        raise Problem(str(reason)) from None
    return {"import": str(loaded.pk), "state": loaded.state}
