"""Family conversations and shadowings in a repair: each stays as it was published, unless one of its people dropped out."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from alongside.web.weeks.models import Cancellation, Plan, PlannedConversation, PlannedShadowing, PracticeWeek, PublishedEntry
from alongside.web.weeks.publication.taking_back import slots_lost

Kind = PublishedEntry.Kind


def busy_with_meetings(week: PracticeWeek) -> set[tuple[UUID, int]]:
    """Each (person, slot) that a published conversation or shadowing takes."""
    entries = PublishedEntry.objects.filter(week=week).standing().exclude(kind=Kind.VISIT)
    rows = entries.values_list("slot", "visitor_id", "practitioner_id", "host_id")
    return {(person, slot) for slot, *people in rows for person in people if person}


def carry_meetings(plan: Plan, week: PracticeWeek, cancellations: Sequence[Cancellation], first_open: int) -> None:
    """Copy them into the repaired plan from the plan that was published. A plan that has its own is left alone."""
    if plan.based_on is None or plan.shadowings.exists() or plan.conversations.exists():
        return
    out = {(c.staff_member_id, slot) for c in cancellations if c.staff_member_id for slot in slots_lost(c, first_open)}
    shadowings = plan.based_on.shadowings.select_related("request", "host")
    PlannedShadowing.objects.bulk_create(
        PlannedShadowing(plan=plan, request=s.request, host=s.host, slot=s.slot)
        for s in shadowings
        if (s.request.staff_member_id, s.slot) not in out and (s.host.staff_member_id, s.slot) not in out
    )
    conversations = plan.based_on.conversations.select_related("visitor")
    PlannedConversation.objects.bulk_create(
        PlannedConversation(
            plan=plan, conversation_id=c.conversation_id, visitor=c.visitor, site_id=c.site_id, slot=c.slot, interpreter_id=c.interpreter_id
        )
        for c in conversations
        if (c.visitor.staff_member_id, c.slot) not in out
    )
