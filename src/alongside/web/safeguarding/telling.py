"""Who is told that something waits. A message says that it does, and never what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from alongside.web.access.permissions import Permission
from alongside.web.notices.actions import queue_notice
from alongside.web.safeguarding.duty import arrangements_of, duty_day, holders, may_read
from alongside.web.safeguarding.lines import outside
from alongside.web.safeguarding.models import Concern, ReadingDuty

KIND = "safeguarding.waits"


def tell(people: Iterable[Any], *, key: str, subject: str, what: str, directorate_id: Any, route: str = "safeguarding:home") -> int:
    """Once for each person and key, however often it is asked; how many people there are to tell."""
    address = f"{settings.BASE_URL}{reverse(route)}"
    told = 0
    for person in people:
        body = f"{what}\n\nSign in: {address}\n\nThis message holds nothing that anybody said. Please do not reply to it."
        queue_notice(
            key=f"safeguarding:{key}:{person.pk}", kind=KIND, to=person.email, to_name=person.name,
            subject=subject, body=body, directorate=directorate_id,
        )  # fmt: skip
        told += 1
    return told


def on_duty(directorate_id: Any, now: dt.datetime, *, deputies: bool = False) -> list[Any]:
    """Readers whose turn it is, or their deputies, as far as they still may read."""
    day = duty_day(arrangements_of(directorate_id), now)
    duties = ReadingDuty.objects.filter(directorate_id=directorate_id, date=day).select_related("reader", "deputy")
    people = {p.pk: p for duty in duties if (p := duty.deputy if deputies else duty.reader) is not None}
    return [person for person in people.values() if person.may(Permission.SAFEGUARDING_READ)]


def head(directorate_id: Any) -> list[Any]:
    person = arrangements_of(directorate_id).head_of_safeguarding
    return [person] if person is not None and person.may(Permission.SAFEGUARDING_READ) else []


def allowed(people: Iterable[Any], concern: Concern) -> list[Any]:
    """Those of them who may see this concern."""
    if not concern.about_staff:
        return list(people)
    return outside(people, concern.directorate_id, concern.about_id, concern.team_id)


def who_answers(concern: Concern, now: dt.datetime) -> list[Any]:
    """First those on duty, else deputies and the head of safeguarding, else everybody with the right to read. Empty: nobody may."""
    directorate = concern.directorate_id
    first = allowed(on_duty(directorate, now), concern)
    second = allowed([*on_duty(directorate, now, deputies=True), *head(directorate)], concern)
    return first or second or allowed(may_read(directorate), concern)


def tell_of(concern: Concern, now: dt.datetime, *, apart_from: Any = None) -> None:
    """A concern was raised. Where nobody may read it, those who give roles are asked to appoint somebody."""
    people = who_answers(concern, now)
    if not people:
        tell_that_nobody_may(concern)
    tell(
        [person for person in people if person != apart_from],
        key=f"raised:{concern.pk}", subject="A concern waits", what="A concern waits. Sign in.", directorate_id=concern.directorate_id,
    )  # fmt: skip


def tell_that_nobody_may(concern: Concern) -> None:
    managers = holders(concern.directorate_id, Permission.ACCESS_MANAGE)
    tell(
        allowed(managers, concern) or managers,
        key=f"nobody:{concern.pk}", subject="Nobody may read a concern", directorate_id=concern.directorate_id, route="access:people",
        what="A concern waits and nobody may read it. Give somebody the role of safeguarding lead.",
    )  # fmt: skip
