"""A visitor says when they are free and what they would like to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Service
from alongside.web.weeks.models import Availability, Interest, PracticeWeek, Visitor
from alongside.web.weeks.refusals import Refused, Stale

S = PracticeWeek.State


def seen(visitor: Visitor) -> str:
    """What a form carries, to tell whether the answer was changed since."""
    return visitor.replied_at.isoformat() if visitor.replied_at else ""


@transaction.atomic
def give_availability(*, visitor: Visitor, slots: Iterable[int], interests: Mapping[UUID, int], as_seen: str, by: User) -> Visitor:
    """Replace when the visitor is free and how much they want to see each service. The same answer twice changes nothing."""
    _may_answer_for(by, visitor)
    visitor = Visitor.objects.select_for_update().get(pk=visitor.pk)
    wanted, levels = _checked(visitor, slots, interests)
    same = wanted == _slots(visitor) and levels == _levels(visitor)
    if visitor.replied_at and same:
        return visitor
    if seen(visitor) != as_seen:
        raise Stale("these answers", seen(visitor))
    visitor.availability.all().delete()
    Availability.objects.bulk_create(Availability(visitor=visitor, slot=slot) for slot in sorted(wanted))
    visitor.interests.all().delete()
    Interest.objects.bulk_create(Interest(visitor=visitor, service_id=pk, level=level) for pk, level in levels.items())
    visitor.replied_at = timezone.now()
    visitor.save(update_fields=["replied_at"])
    record("availability.given", by=by, on=visitor, slots=sorted(wanted))
    return visitor


def _may_answer_for(by: User, visitor: Visitor) -> None:
    """Oneself, or the practice lead who took the call. Holds the week, so that nothing changes in the moment it is published."""
    own = by.staff_member_id is not None and by.staff_member_id == visitor.staff_member_id
    require(by, Permission.WEEKS_VISIT if own and by.may(Permission.WEEKS_VISIT) else Permission.WEEKS_SET_UP, visitor)
    if PracticeWeek.objects.select_for_update().get(pk=visitor.week_id).state in (S.PUBLISHED, S.FINISHED):
        raise Refused("The week is published, so your answers stand. If you cannot make a visit, say so on the visit itself")


def _checked(visitor: Visitor, slots: Iterable[int], interests: Mapping[UUID, int]) -> tuple[set[int], dict[UUID, int]]:
    possible = {slot.number for slot in visitor.week.slots}
    services = set(Service.objects.filter(directorate_id=visitor.directorate_id).values_list("pk", flat=True))
    wanted = set(slots)
    if not wanted <= possible or not set(interests) <= services or not set(interests.values()) <= set(Interest.Level.values):
        raise NotAllowed("Not found")
    return wanted, {pk: int(level) for pk, level in interests.items()}


def _slots(visitor: Visitor) -> set[int]:
    return set(visitor.availability.values_list("slot", flat=True))


def _levels(visitor: Visitor) -> dict[UUID, int]:
    return dict(visitor.interests.values_list("service_id", "level"))
