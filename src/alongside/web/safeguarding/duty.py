"""Who reads now. A person is on duty on the days they are on the rota, and the head of safeguarding always is."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from alongside.engines.clock import end_of_working_day
from alongside.web.access.permissions import Permission
from alongside.web.access.roles import ROLES
from alongside.web.safeguarding.models.arrangements import Arrangements, ReadingDuty


def arrangements_of(directorate_id: Any) -> Arrangements:
    """The council's, or the usual ones (with no telephone number) where it has said nothing yet; those are not kept."""
    return Arrangements.objects.filter(directorate_id=directorate_id).first() or Arrangements(directorate_id=directorate_id)


def duty_day(arrangements: Arrangements, now: dt.datetime) -> dt.date:
    """Whose turn it is: today's reader until the door closes, then the next working day's."""
    return end_of_working_day(arrangements.opening, now).date()


def is_on_duty(user: Any, now: dt.datetime | None = None) -> bool:
    """Today's reader or deputy, the next working day's once the door has closed, or the head of safeguarding."""
    if not user.may(Permission.SAFEGUARDING_READ):
        return False
    now = now or timezone.now()
    arrangements = arrangements_of(user.directorate_id)
    if arrangements.head_of_safeguarding_id == user.pk:
        return True
    days = {timezone.localdate(now), duty_day(arrangements, now)}
    duties = ReadingDuty.objects.filter(directorate_id=user.directorate_id, date__in=days)
    return duties.filter(Q(reader=user) | Q(deputy=user)).exists()


def may_read(directorate_id: Any) -> list[Any]:
    """Everybody who holds the right to read, on duty or not."""
    return holders(directorate_id, Permission.SAFEGUARDING_READ)


def holders(directorate_id: Any, permission: Permission) -> list[Any]:
    """Active people whose roles hold this permission."""
    codes = [role.code for role in ROLES if permission in role.permissions]
    people = apps.get_model("access", "User").objects.active().filter(directorate_id=directorate_id)
    held = people.filter(role_grants__role__in=codes, role_grants__ended_at=None).distinct()
    return list(held.select_related("staff_member").order_by("name", "pk"))
