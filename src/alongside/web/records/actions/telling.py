"""Who is told of a new record: the host team's managers that there is something to confirm, the practitioner that they may reply.

One message a person a day, and never a word of what was written.
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from alongside.web.forms.kinds import GRADED, Kind
from alongside.web.notices.actions import one_a_day_key, queue_notice
from alongside.web.organisation.models import StaffMember
from alongside.web.organisation.queries.people import managers_of
from alongside.web.records.models import Record, RecordVersion

TO_CONFIRM, TO_REPLY = "records.to_confirm", "records.to_reply"


def tell_whom_it_concerns(version: RecordVersion) -> None:
    """Called inside the transaction that stores the version: they are told if it is durable, and only then."""
    record = version.record
    if record.kind == Kind.TEAM_VISIT and record.team is not None:
        managers = managers_of([record.team]).get(record.team.pk, [])
        for manager in (each for each in managers if each.pk != version.author.staff_member_id):
            _tell(record, manager, TO_CONFIRM, "There are notes of visits for your team to confirm", "records:to_confirm")
    elif record.kind in GRADED and record.practitioner is not None:
        _tell(record, record.practitioner, TO_REPLY, "There is a record about your work", "records:about_me")


def _tell(record: Record, person: StaffMember, kind: str, subject: str, page: str) -> None:
    link = settings.BASE_URL.rstrip("/") + reverse(page)
    body = f"Dear {person.name},\n\n{subject}: {record.week}.\n\nSign in to read it and to say what you think:\n{link}"
    queue_notice(
        key=one_a_day_key(kind, person, timezone.localdate()), kind=kind, to=person.email, to_name=person.name, subject=subject, body=body,
        directorate=record.directorate_id,
    )  # fmt: skip
