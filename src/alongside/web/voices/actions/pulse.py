"""A practitioner answers the week's pulse once, and nothing ties them to what they said. See docs/adr/0019."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.forms.models import FormVersion
from alongside.web.voices import codes
from alongside.web.voices.actions.responding import Received, Via, receive_response
from alongside.web.voices.models import PulseTaken, Response
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused

ALREADY = "You have answered this week's pulse already. Thank you"
NOBODY = "Your account is not linked to a member of staff, so we cannot tell which team you speak for. Ask your administrator"


@transaction.atomic
def take_pulse(
    *, client_id: uuid.UUID, week: PracticeWeek, version: FormVersion, answers: Mapping[str, Any], consent: Mapping[str, Any], by: User
) -> Received:
    """Once a person a week. The same form sent again gives the same code; another is refused. Writes no audit event."""
    require(by, Permission.VOICES_PULSE, week)
    person = by.staff_member
    if person is None:
        raise Refused(NOBODY)
    PracticeWeek.objects.select_for_update().get(pk=week.pk)  # one at a time, for the list is written anew
    again = Response.objects.filter(pk__in=codes.stored_ids(client_id, week.pk)).exists()
    if not again and PulseTaken.objects.filter(week=week, staff_member=person).exists():
        raise Refused(ALREADY)
    received = receive_response(
        client_id=client_id, week=week, team=person.team, version=version, answers=answers, consent=consent, via=Via.SIGNED_IN,
        anonymous=True, by=by,
    )  # fmt: skip
    if received.new:
        _mark(week, person.pk)
    return received


def _mark(week: PracticeWeek, person: uuid.UUID) -> None:
    """The whole list is written anew in no order, so that neither rows' places nor their transactions pair people with answers."""
    people = [*PulseTaken.objects.filter(week=week).values_list("staff_member_id", flat=True), person]
    PulseTaken.objects.filter(week=week).delete()
    random.SystemRandom().shuffle(people)
    PulseTaken.objects.bulk_create(PulseTaken(week=week, staff_member_id=each) for each in people)
