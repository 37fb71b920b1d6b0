"""Loading a workbook: check it, put it in place, or leave it."""

from __future__ import annotations

import io
from pathlib import PurePath
from typing import IO, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.jobs.actions import start_job
from alongside.web.organisation.models import Directorate
from alongside.web.organisation.workbook import safety
from alongside.web.organisation.workbook.grids import read_file
from alongside.web.organisation.workbook.problems import NotReadable, Problems
from alongside.web.platform.tasks import background, enqueue_at
from alongside.web.weeks.models import PracticeWeek, WorkbookImport
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.workbook.importing import Outcome, import_grids

S = WorkbookImport.State
AT_ONCE_BYTES = 300 * 1024  # about four Durhams, three seconds
CHECK, PUT_IN_PLACE = "workbook.check", "workbook.put_in_place"
GONE = "The file is no longer kept here. Load it again"


@transaction.atomic
def load_workbook(*, file: IO[bytes], name: str, directorate: Directorate, week: PracticeWeek | None, by: User) -> WorkbookImport:
    """Keep the file for an hour and check it: at once when it is small, otherwise in the background. Changes nothing else.

    Raises `NotReadable`, and keeps nothing, when the file is too large or is no workbook.
    """
    require(by, Permission.ORGANISATION_CHANGE, directorate)
    if week is not None:
        _may_load_week(by, week)
    forget_expired()
    content = safety.read_limited(file)
    safety.refuse_other_files(content)
    loaded = WorkbookImport(directorate=directorate, week=week, uploaded_by=by, file_name=PurePath(name).name[:200] or "workbook")
    if len(content) <= AT_ONCE_BYTES:
        _tell(loaded, _import(loaded, content, by, keep=False))
    if loaded.state != S.REFUSED:
        loaded.stored_name = default_storage.save(f"imports/{loaded.pk}", ContentFile(content))
    loaded.save()
    enqueue_at(forget_expired_files, loaded.expires_at)
    if loaded.state == S.READING:
        loaded.job = start_job(kind=CHECK, key=f"{CHECK}:{loaded.pk}", payload={"import": str(loaded.pk)}, by=by)
        loaded.save(update_fields=["job"])
    return loaded


@transaction.atomic
def put_in_place(*, loaded: WorkbookImport, by: User) -> WorkbookImport:
    """Do what the dry run showed, all or nothing. When the directorate has changed since, show what it would do now instead.

    Doing it twice does it once. Large files are put in place in the background.
    """
    require(by, Permission.ORGANISATION_CHANGE, loaded)
    loaded = WorkbookImport.objects.select_for_update().get(pk=loaded.pk)
    if loaded.state == S.DONE:
        return loaded
    if not loaded.can_be_put_in_place:
        raise Refused(GONE)
    if loaded.week is not None:
        _may_load_week(by, loaded.week)
    if loaded.job_id is not None:  # too large to be checked at once, so too large for this
        key = f"{PUT_IN_PLACE}:{loaded.pk}:{loaded.fingerprint[:16]}"
        loaded.job = start_job(kind=PUT_IN_PLACE, key=key, payload={"import": str(loaded.pk)}, by=by)
        loaded.save(update_fields=["job"])
        return loaded
    return apply_now(loaded, by)


def apply_now(loaded: WorkbookImport, by: User) -> WorkbookImport:
    """Within the caller's transaction, which holds the row. The week may have been published since it was asked for."""
    if loaded.week is not None:
        _may_load_week(by, loaded.week)
    outcome = _import(loaded, _content(loaded), by, keep=True)
    if outcome.fingerprint != loaded.fingerprint or outcome.problems:
        _tell(loaded, outcome)
        loaded.report["stale"] = True
    else:
        loaded.state, loaded.done_at = S.DONE, timezone.now()
        record("workbook.put_in_place", by=by, on=loaded, week=loaded.week.name if loaded.week else "", **_audited(outcome))
        _forget_file(loaded)
    loaded.save()
    return loaded


def check_now(loaded: WorkbookImport, by: User) -> WorkbookImport:
    """The dry run of a large file, in the background."""
    try:
        _tell(loaded, _import(loaded, _content(loaded), by, keep=False))
    except NotReadable as reason:
        loaded.state, loaded.report = S.REFUSED, {"not_readable": str(reason)}
    if loaded.state == S.REFUSED:
        _forget_file(loaded)
    loaded.save()
    return loaded


@transaction.atomic
def leave_workbook(*, loaded: WorkbookImport, by: User) -> WorkbookImport:
    """Not put it in place; the file is deleted. Leaving it twice, or after the end, changes nothing."""
    require(by, Permission.ORGANISATION_CHANGE, loaded)
    loaded = WorkbookImport.objects.select_for_update().get(pk=loaded.pk)
    if loaded.state in (S.READING, S.READY):
        loaded.state = S.DISCARDED
        _forget_file(loaded)
        loaded.save()
        record("workbook.left", by=by, on=loaded)
    return loaded


@transaction.atomic
def forget_expired() -> int:
    """Delete files nobody came back for. What the dry run said about them goes with them."""
    expired = list(WorkbookImport.objects.select_for_update().expired())
    for loaded in expired:
        if loaded.state in (S.READING, S.READY):
            loaded.state = S.DISCARDED
        loaded.report = {}
        _forget_file(loaded)
        loaded.save()
    return len(expired)


@background()
def forget_expired_files() -> None:
    """What the worker does an hour after a file was loaded."""
    forget_expired()


def _may_load_week(by: User, week: PracticeWeek) -> None:
    """Holds the week, so that nothing is loaded into it in the moment it is published."""
    require(by, Permission.WEEKS_SET_UP, week)
    week = PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if week.state in (PracticeWeek.State.PUBLISHED, PracticeWeek.State.FINISHED):
        raise Refused("That week is published, so its offers and availability are not loaded any more. Choose another week, or none")


def _import(loaded: WorkbookImport, content: bytes, by: User, *, keep: bool) -> Outcome:
    problems = Problems()
    grids = read_file(io.BytesIO(content), loaded.file_name, problems)
    expected = loaded.fingerprint if keep else ""
    return import_grids(grids, problems, directorate=loaded.directorate, week=loaded.week, by=by, keep=keep, expected=expected)


def _tell(loaded: WorkbookImport, outcome: Outcome) -> None:
    loaded.report, loaded.fingerprint = outcome.as_json(), outcome.fingerprint
    loaded.state = S.REFUSED if outcome.problems else S.READY


def _content(loaded: WorkbookImport) -> bytes:
    try:
        with default_storage.open(loaded.stored_name) as file:
            content: bytes = file.read()
    except FileNotFoundError:
        raise Refused(GONE) from None
    return content


def _forget_file(loaded: WorkbookImport) -> None:
    """Once the transaction is durable. Running it again finds nothing to delete."""
    name, loaded.stored_name = loaded.stored_name, ""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


def _audited(outcome: Outcome) -> dict[str, Any]:
    """Keys of what was added and changed, so that the trail says whose row it was."""
    return {
        "sheets": {
            changes.sheet.name: [f"{'added' if c.before is None else 'changed'} {'/'.join(map(str, c.key))}" for c in changes.all()][:500]
            for changes in outcome.changes
            if changes.all()
        }
    }
