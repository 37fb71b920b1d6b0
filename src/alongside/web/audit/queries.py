"""Reading the audit trail. Every read starts from what this person may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone

from alongside.web.audit.models import AuditEvent, AuditEventQuerySet

A_PAGE = 50
LAST_DAY = dt.date.max - dt.timedelta(days=2)  # a day later, in whatever zone, there still is a day


def actions_seen_by(user: Any) -> list[str]:
    """The kinds of event in the trail this person may read, for the filter."""
    return list(AuditEvent.objects.visible_to(user).order_by("action").values_list("action", flat=True).distinct())


def matching_events(user: Any, wanted: Mapping[str, Any]) -> AuditEventQuerySet:
    """Events that meet every wish given: `who` and `about` are parts of names, dates include both days."""
    events = AuditEvent.objects.visible_to(user)
    if who := wanted.get("who"):
        events = events.filter(actor_name__icontains=who)
    if action := wanted.get("action"):
        events = events.filter(action=action)
    if about := wanted.get("about"):
        events = events.filter(object_name__icontains=about)
    if since := wanted.get("since"):
        events = events.filter(at__gte=_start_of(since))
    if until := wanted.get("until"):
        events = events.filter(at__lt=_start_of(min(until, LAST_DAY) + dt.timedelta(days=1)))
    if object_id := wanted.get("object"):
        events = events.filter(object_id=object_id)
    return events


def events_page(events: AuditEventQuerySet, number: str) -> Page[AuditEvent]:
    return Paginator(events, A_PAGE).get_page(number)


def _start_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
