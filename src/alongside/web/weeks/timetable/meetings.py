"""Shadowings and family conversations: the rows they come from, the keys they add to the problem, and what was planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from alongside.engines.timetable import Plan as Answer
from alongside.engines.timetable.meetings import Arranged
from alongside.web.organisation.models import Site
from alongside.web.weeks.models import (
    FamilyConversation,
    Interpreter,
    Plan,
    PlannedConversation,
    PlannedShadowing,
    PracticeWeek,
    ShadowingHost,
    ShadowingRequest,
)
from alongside.web.weeks.timetable.lines import Lines
from alongside.web.weeks.timetable.week_problem import WeekProblem, places

Numbers = Mapping[UUID, int]
NO_PREFERENCE = 3  # steps: a host whom the practitioner did not choose, one step below the third choice


@dataclass(frozen=True)
class Meetings:
    """`rows` are the lists the engine's numbers stand for; `extra` what is added to the problem."""

    rows: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)


def meetings_of(week: PracticeWeek, lines: Lines, staff_number: Numbers, site_number: Numbers, last_slot: int) -> Meetings:
    """Read who hosts and who asks to shadow, the conversations to be held, and where and with whose help."""
    hosts = list(ShadowingHost.objects.filter(week=week).select_related("staff_member").order_by("staff_member__code"))
    asked = ShadowingRequest.objects.filter(week=week).select_related("staff_member").prefetch_related("preferences")
    requests = list(asked.order_by("staff_member__code"))
    found = FamilyConversation.objects.filter(week=week).select_related("team").prefetch_related("sites")
    conversations = list(found.order_by("reference"))
    interpreters = list(Interpreter.objects.filter(week=week).order_by("name", "id"))
    venues = _venues(week, conversations)
    rows = {"hosts": hosts, "requests": requests, "conversations": conversations, "interpreters": interpreters, "venues": venues}
    if not requests and not conversations:
        return Meetings(rows)
    slots = range(last_slot + 1)
    extra = {
        "hosts": _hosts(hosts, requests, staff_number, slots),
        "practitioners": _practitioners(requests, hosts, lines, slots),
        "venues": [
            {"id": n, "site": site_number[v.pk], "slots": list(slots), "cap": 1, "step_free": v.step_free} for n, v in enumerate(venues)
        ],
        "interpreters": [
            {"id": n, "languages": list(i.languages), "avail": [s for s in i.slots if s in slots]} for n, i in enumerate(interpreters)
        ],
        "conversations": _conversations(conversations, places(venues), lines, staff_number, slots),
    }
    return Meetings(rows, extra)


def save_meetings(plan: Plan, week_problem: WeekProblem, answer: Answer) -> None:
    """Keep the shadowings and conversations the engine planned."""
    arranged, rows = Arranged.of(answer), week_problem
    PlannedShadowing.objects.bulk_create(
        PlannedShadowing(plan=plan, request=rows.requests[p], host=rows.hosts[h], slot=slot) for p, h, slot in arranged.shadowings
    )
    PlannedConversation.objects.bulk_create(
        PlannedConversation(
            plan=plan,
            conversation=rows.conversations[c],
            visitor=rows.visitors[v],
            site=rows.venues[g],
            slot=slot,
            interpreter=None if i is None else rows.interpreters[i],
        )
        for c, v, g, slot, i in arranged.talks
    )


def _venues(week: PracticeWeek, conversations: list[FamilyConversation]) -> list[Site]:
    """Sites with a family room, and those named for a conversation."""
    named = {site.pk: site for conversation in conversations for site in conversation.sites.all()}
    rooms = Site.objects.filter(directorate_id=week.directorate_id, family_room=True, retired_on=None)
    return sorted({**named, **{site.pk: site for site in rooms}}.values(), key=lambda site: site.code)


def _hosts(hosts: list[ShadowingHost], requests: list[ShadowingRequest], staff_number: Numbers, slots: range) -> list[dict[str, Any]]:
    likes: dict[UUID, dict[str, int]] = {host.pk: {} for host in hosts}
    for n, request in enumerate(requests):
        for preference in request.preferences.all():
            if preference.host_choice is not None and preference.host_id in likes:
                likes[preference.host_id][str(n)] = preference.host_choice
    return [
        {
            "id": n,
            "leader": staff_number.get(host.staff_member_id),
            "avail": [s for s in host.slots if s in slots],
            "cap": host.places,
            "max": host.max_shadowings,
            "likes": likes[host.pk],
        }
        for n, host in enumerate(hosts)
    ]


def _practitioners(requests: list[ShadowingRequest], hosts: list[ShadowingHost], lines: Lines, slots: range) -> list[dict[str, Any]]:
    number = places(hosts)
    found = []
    for n, request in enumerate(requests):
        line = set(lines.upwards(request.staff_member_id))
        chosen = [p for p in request.preferences.all() if p.practitioner_choice is not None and p.host_id in number]
        found.append(
            {
                "id": n,
                "avail": [s for s in request.slots if s in slots],
                "max": 1,
                "line": [h for h, host in enumerate(hosts) if host.staff_member_id in line],
                "prefs": {str(number[p.host_id]): p.practitioner_choice for p in sorted(chosen, key=lambda p: number[p.host_id])},
                "default_cost": NO_PREFERENCE,
            }
        )
    return found


def _conversations(
    conversations: list[FamilyConversation], venue_number: Numbers, lines: Lines, staff_number: Numbers, slots: range
) -> list[dict[str, Any]]:
    found = []
    for n, talk in enumerate(conversations):
        line, _ = lines.of_team(talk.team_id)
        where = sorted(venue_number[site.pk] for site in talk.sites.all())
        found.append(
            {
                "id": n,
                "slots": [s for s in talk.slots if s in slots],
                "venues": where or None,
                "step_free": talk.needs_step_free,
                "language": talk.language or None,
                "listeners": None,
                "line": sorted(staff_number[person] for person in line if person in staff_number),
            }
        )
    return found
