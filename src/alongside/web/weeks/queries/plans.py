"""Plans as lists and tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from alongside.web.weeks.models import Plan, PracticeWeek


def plan_rows(week: PracticeWeek, *, discarded: bool = False) -> list[Plan]:
    """Newest first, with how many visits each has and whether it was published. One query."""
    plans = Plan.objects.filter(week=week, discarded_at__isnull=not discarded).select_related("created_by")
    return list(
        plans.annotate(visit_count=Count("visits", distinct=True), times_published=Count("publications", distinct=True)).order_by("-number")
    )


@dataclass(frozen=True)
class VisitRow:
    """One thing to be seen in a slot and who goes."""

    when: str
    team: str
    site: str
    activity: str
    visitors: list[str]
    locked: bool


def visit_rows(plan: Plan) -> list[VisitRow]:
    """One query. Two visitors at one offer are one row."""
    slots = plan.week.slots
    at: dict[Any, list[Any]] = defaultdict(list)
    found = plan.visits.select_related("visitor__staff_member", "offer__team__site").order_by(
        "offer__slot", "offer__team__name", "visitor__staff_member__name"
    )
    for visit in found:
        at[visit.offer].append(visit)
    return [
        VisitRow(
            when=slots[offer.slot].name if offer.slot < len(slots) else "",
            team=offer.team.name,
            site=offer.team.site.name,
            activity=offer.get_activity_display(),
            visitors=[v.visitor.staff_member.name for v in visits],
            locked=any(v.locked for v in visits),
        )
        for offer, visits in at.items()
    ]


@dataclass(frozen=True)
class MeetingRow:
    when: str
    who: str
    with_whom: str
    note: str = ""


def shadowing_rows(plan: Plan) -> list[MeetingRow]:
    slots = plan.week.slots
    found = plan.shadowings.select_related("request__staff_member", "host__staff_member")
    return [MeetingRow(slots[s.slot].name, s.request.staff_member.name, s.host.staff_member.name, s.host.what) for s in found]


def planned_conversation_rows(plan: Plan) -> list[MeetingRow]:
    slots = plan.week.slots
    found = plan.conversations.select_related("conversation", "visitor__staff_member", "site", "interpreter")
    return [
        MeetingRow(
            slots[c.slot].name,
            c.conversation.reference,
            c.visitor.staff_member.name,
            f"{c.site.name}{f', interpreter {c.interpreter.name}' if c.interpreter else ''}",
        )
        for c in found
    ]
