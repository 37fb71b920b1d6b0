"""From what a device sent to what is stored: each identifier is looked up in this directorate, then the words go to their room."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse

from alongside.web.access.models import User
from alongside.web.forms.kinds import FAMILY
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.records.actions.family import receive_conversation
from alongside.web.records.actions.receiving import receive
from alongside.web.records.arriving import Arrival
from alongside.web.voices.consent import Use, uses_asked
from alongside.web.weeks.models import PublishedEntry


def take_in(arrival: Arrival, by: User) -> dict[str, Any]:
    """What the device is told, once it is durable."""
    owner = by.directorate_id
    versions = FormVersion.objects.select_related("form__directorate").published()
    entries = PublishedEntry.objects.select_related("week", "team", "site")
    form_version = get_object_or_404(versions, pk=arrival.form_version, form__directorate_id=owner)
    entry = get_object_or_404(entries, pk=arrival.entry, week__directorate_id=owner) if arrival.entry else None
    team = get_object_or_404(Team, pk=arrival.team, directorate_id=owner) if arrival.team else None
    if arrival.kind in FAMILY:
        return receive_conversation(arrival=arrival, entry=entry, team=team, form_version=form_version, by=by)
    people = StaffMember.objects.select_related("team")
    practitioner = get_object_or_404(people, pk=arrival.practitioner, directorate_id=owner) if arrival.practitioner else None
    received = receive(
        client_id=arrival.id, record_id=arrival.record, kind=arrival.kind, entry=entry, team=team, practitioner=practitioner,
        form_version=form_version, based_on=arrival.based_on, answers=arrival.answers, recorded_at=arrival.recorded_at, by=by,
    )  # fmt: skip
    url = reverse("records:record", args=[received.version.record_id])
    return {"id": str(arrival.id), "state": str(received.state), "url": url, "incomplete": len(received.incomplete)}


def uses_asked_of(version: FormVersion) -> tuple[Use, ...]:
    """What a family is asked to agree to, in a conversation; other forms ask nothing."""
    return uses_asked(anonymous=False) if version.form.kind in FAMILY else ()
