"""Telling people: queue a message once, and send again one that failed."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission
from alongside.web.audit.actions import record
from alongside.web.notices.models import Notice
from alongside.web.notices.sending import send_notice
from alongside.web.organisation.models import Directorate
from alongside.web.platform.tasks import enqueue_with_change

NO_ADDRESS = "There is no e-mail address for this person. Add one to their record, then send again."
ONLY_THERE = "This message lets its reader in, so it goes only to the address it was written to. Invite them again at the right address"


def one_a_day_key(kind: str, person: object, date: dt.date) -> str:
    """The key of a message that one person gets at most once on a day."""
    return f"{kind}:{getattr(person, 'pk', person)}:{date:%Y-%m-%d}"


@transaction.atomic
def queue_notice(
    *, key: str, kind: str, to: str, to_name: str, subject: str, body: str, directorate: Directorate | UUID,
    by: User | None = None, attachment: str = "", attachment_name: str = "",
) -> Notice:  # fmt: skip
    """Send `body` to `to` once this transaction is durable, and only then. A second call with the same `key` tells nobody again.

    The caller has checked that `by` may cause it. The row itself is the record of who was told what.
    """
    notice, created = Notice.objects.get_or_create(
        key=key,
        defaults={
            "directorate_id": directorate if isinstance(directorate, UUID) else directorate.pk,
            "kind": kind, "to": to, "to_name": " ".join(to_name.split())[:120], "subject": " ".join(subject.split())[:200], "body": body,
            "attachment": attachment, "attachment_name": attachment_name,
            "state": Notice.State.QUEUED if to else Notice.State.FAILED,
            "problem": "" if to else NO_ADDRESS,
        },
    )  # fmt: skip
    if created and to:
        enqueue_with_change(send_notice, notice_id=str(notice.pk))
    return notice


@transaction.atomic
def send_again(*, notice: Notice, by: User, to: str = "") -> Notice:
    """Queue a failed message anew, to a corrected address where one is given. A message that is under way is left alone.

    What lets its reader in goes only where it was meant to: a corrected address would hand one person's account to another.
    """
    _may_send_again(by, notice)
    held = Notice.objects.select_for_update().get(pk=notice.pk)
    address = to or held.to
    if held.lets_in and address.lower() != held.to.lower():
        raise ValidationError(ONLY_THERE)
    if held.state != Notice.State.FAILED or not address:
        return held
    held.to, held.state, held.problem, held.attempts = address, Notice.State.QUEUED, "", 0
    held.try_again_at, held.queued_at = None, timezone.now()
    held.save(update_fields=["to", "state", "problem", "attempts", "try_again_at", "queued_at"])
    record("notice.sent_again", by=by, on=held, name=held.subject, kind=held.kind)
    enqueue_with_change(send_notice, notice_id=str(held.pk))
    return held


def _may_send_again(by: User, notice: Notice) -> None:
    allowed = by.may(Permission.WEEKS_PUBLISH) or (notice.lets_in and by.may(Permission.ACCESS_MANAGE))
    if not allowed or notice.directorate_id != by.directorate_id:
        raise NotAllowed("Not found")
