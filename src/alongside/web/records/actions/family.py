"""A conversation that a visitor held with a family goes to the listening room, sealed, and never becomes a record."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import Team
from alongside.web.records.arriving import Arrival, Unstorable, when_recorded
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.records.writers import About, may_write
from alongside.web.voices.actions.responding import NotAnswered, receive_response
from alongside.web.weeks.models import PublishedEntry
from alongside.web.weeks.refusals import Refused


@transaction.atomic
def receive_conversation(
    *, arrival: Arrival, entry: PublishedEntry | None, team: Team | None, form_version: FormVersion, by: User
) -> dict[str, Any]:
    """What the device is told, with the receipt code to hand to the person. Anonymous unless they said that they may be come back to."""
    team = entry.team if entry is not None else team
    if form_version.form.kind != arrival.kind or not may_write(by, About(arrival.kind, entry, team)):
        raise NotAllowed("Not found")
    week = entry.week if entry is not None else week_being_seen(by.directorate_id)
    if week is None:
        raise NotAllowed("Not found")
    anonymous = not arrival.consent.get("come_back")
    now = timezone.now()
    recorded_at, _ = when_recorded(arrival.recorded_at, now)
    try:
        received = receive_response(
            client_id=arrival.id, week=week, team=team, version=form_version, answers=arrival.answers, consent=arrival.consent,
            via="conversation", anonymous=anonymous, reference="" if anonymous or entry is None else entry.reference,
            said_on=timezone.localdate(min(recorded_at, now)), by=by,
        )  # fmt: skip
    except NotAnswered as not_answered:
        raise Unstorable(**not_answered.problems) from None
    except Refused as refused:
        raise Unstorable(**{"": str(refused)}) from None
    return {"id": str(arrival.id), "state": "stored" if received.new else "already", "url": "", "receipt": received.receipt_code}
