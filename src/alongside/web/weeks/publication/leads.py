"""Telling those who publish that somebody dropped out."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.access.roles import ROLES
from alongside.web.notices.actions import queue_notice
from alongside.web.weeks.models import Cancellation


def tell_leads(cancellation: Cancellation, lost: Sequence[int], by: User) -> None:
    """One message to each of them, but not to the one who reported it."""
    week = cancellation.week
    page = settings.BASE_URL.rstrip("/") + reverse("weeks:cancellations", args=[week.pk])
    for lead in leads_of(week.directorate_id):
        if lead.pk == by.pk:
            continue
        queue_notice(
            key=f"cancellation:{cancellation.pk}:{lead.pk}",
            kind="cancellation",
            to=lead.email,
            to_name=lead.name,
            subject=f"{week.name}: {what_happened(cancellation)}",
            body="\n\n".join(
                [
                    f"Dear {lead.name}",
                    f"{what_happened(cancellation)}: {when_of(cancellation, lost)}.",
                    f"A repair with the fewest changes is being worked out. See what it would change, and decide:\n{page}",
                ]
            ),
            directorate=week.directorate_id,
            by=by,
        )


def leads_of(directorate_id: object) -> list[User]:
    publishing = [role.code for role in ROLES if Permission.WEEKS_PUBLISH in role.permissions]
    held = User.objects.active().filter(directorate_id=directorate_id, role_grants__ended_at=None, role_grants__role__in=publishing)
    return list(held.distinct().order_by("name"))


def what_happened(cancellation: Cancellation) -> str:
    return f"{cancellation.staff_member} cannot come" if cancellation.staff_member else f"{cancellation.team} cannot host"


def when_of(cancellation: Cancellation, lost: Sequence[int] | None = None) -> str:
    slots = cancellation.week.slots
    named = [slots[n].name for n in (lost if lost is not None else cancellation.slots)]
    return ", ".join(named) if cancellation.slots or len(named) == 1 else "everything still to come"
