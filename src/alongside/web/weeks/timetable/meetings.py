"""Shadowings and family conversations: the rows they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from alongside.engines.timetable import Plan as Answer
from alongside.web.organisation.models import Site
from alongside.web.weeks.models import FamilyConversation, Interpreter, Plan, PracticeWeek, ShadowingHost, ShadowingRequest
from alongside.web.weeks.timetable.week_problem import WeekProblem


@dataclass(frozen=True)
class Meetings:
    """`rows` are the lists the engine's numbers stand for; `extra` what is added to the problem."""

    rows: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)


def meetings_of(week: PracticeWeek, staff_number: Mapping[UUID, int], site_number: Mapping[UUID, int], last_slot: int) -> Meetings:
    """Read who hosts and who asks to shadow, the conversations to be held, and where and with whose help."""
    hosts = ShadowingHost.objects.filter(week=week).select_related("staff_member").order_by("staff_member__code")
    requests = ShadowingRequest.objects.filter(week=week).select_related("staff_member").prefetch_related("preferences")
    conversations = FamilyConversation.objects.filter(week=week).select_related("team").prefetch_related("sites")
    venues = Site.objects.filter(directorate_id=week.directorate_id, family_room=True)
    rows = {
        "hosts": list(hosts),
        "requests": list(requests.order_by("staff_member__code")),
        "conversations": list(conversations.order_by("reference")),
        "interpreters": list(Interpreter.objects.filter(week=week).order_by("name", "id")),
        "venues": list(venues.order_by("code")),
    }
    return Meetings(rows)


def save_meetings(plan: Plan, week_problem: WeekProblem, answer: Answer) -> None:
    """Keep the shadowings and conversations the engine planned."""
