"""Practitioners ask to shadow; managers offer to be shadowed and say whom they would like to take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.weeks.models import PracticeWeek, ShadowingHost, ShadowingPreference, ShadowingRequest
from alongside.web.weeks.refusals import Refused

S = PracticeWeek.State


@transaction.atomic
def ask_to_shadow(
    *, week: PracticeWeek, slots: Iterable[int], choices: Sequence[ShadowingHost], hoping_for: str, by: User
) -> ShadowingRequest:
    """A practitioner asks: when they can, and whom they would choose, best first. Asking again replaces what was asked."""
    require(by, Permission.WEEKS_SHADOW, week)
    person = _oneself(by, week)
    if any(host.week_id != week.pk or host.staff_member_id == person for host in choices):
        raise NotAllowed("Not found")
    found, made = ShadowingRequest.objects.update_or_create(
        week=week, staff_member_id=person, defaults={"slots": _in_week(week, slots), "hoping_for": hoping_for}
    )
    ShadowingPreference.objects.filter(request=found).exclude(host__in=choices).update(practitioner_choice=None)
    for rank, host in enumerate(choices):
        ShadowingPreference.objects.update_or_create(request=found, host=host, defaults={"practitioner_choice": rank})
    _forget_empty(week)
    record("shadowing.asked" if made else "shadowing.changed", by=by, on=found, slots=found.slots, choices=len(choices))
    return found


@transaction.atomic
def take_back_request(*, request: ShadowingRequest, by: User) -> None:
    require(by, Permission.WEEKS_SHADOW, request)
    if request.staff_member_id != _oneself(by, request.week):
        raise NotAllowed("Not found")
    if request.week.plans.filter(shadowings__request=request).exists():
        raise Refused("You are in a plan already. Ask the practice lead to take you out")
    record("shadowing.taken_back", by=by, on=request)
    request.delete()


@transaction.atomic
def offer_to_be_shadowed(*, week: PracticeWeek, slots: Iterable[int], places: int, most: int, what: str, by: User) -> ShadowingHost:
    """A manager takes practitioners along. Offering again replaces what was offered."""
    require(by, Permission.WEEKS_OFFER if by.may(Permission.WEEKS_OFFER) else Permission.WEEKS_VISIT, week)
    person = _oneself(by, week)
    found, made = ShadowingHost.objects.update_or_create(
        week=week,
        staff_member_id=person,
        defaults={"slots": _in_week(week, slots), "places": places, "max_shadowings": most, "what": what},
    )
    record("shadowing.offered" if made else "shadowing.offer_changed", by=by, on=found, slots=found.slots, places=places)
    return found


@transaction.atomic
def stop_offering_to_be_shadowed(*, host: ShadowingHost, by: User) -> None:
    """Practitioners who chose them keep their other choices."""
    require(by, Permission.WEEKS_VIEW, host)
    if host.staff_member_id != _oneself(by, host.week):
        raise NotAllowed("Not found")
    if host.week.plans.filter(shadowings__host=host).exists():
        raise Refused("You are in a plan already. Ask the practice lead to take you out")
    record("shadowing.offer_withdrawn", by=by, on=host)
    host.delete()


@transaction.atomic
def rank_practitioners(*, host: ShadowingHost, choices: Mapping[UUID, int | None], by: User) -> ShadowingHost:
    """How much the host would like to take each practitioner: 0 very much, 1 happy, 2 rather not; none is no answer."""
    require(by, Permission.WEEKS_VIEW, host)
    if host.staff_member_id != _oneself(by, host.week):
        raise NotAllowed("Not found")
    asked = {request.pk: request for request in ShadowingRequest.objects.filter(week=host.week)}
    for pk, choice in choices.items():
        if pk not in asked:
            raise NotAllowed("Not found")
        ShadowingPreference.objects.update_or_create(request=asked[pk], host=host, defaults={"host_choice": choice})
    _forget_empty(host.week)
    record("shadowing.ranked", by=by, on=host, count=sum(choice is not None for choice in choices.values()))
    return host


def _oneself(by: User, week: PracticeWeek) -> UUID:
    if by.staff_member_id is None:
        raise NotAllowed("Not found")
    if PracticeWeek.objects.select_for_update().get(pk=week.pk).state in (S.PUBLISHED, S.FINISHED):
        raise Refused("The week is published, so what was asked and offered stands. Ask the practice lead for a change")
    return by.staff_member_id


def _in_week(week: PracticeWeek, slots: Iterable[int]) -> list[int]:
    found = sorted(set(slots))
    if not set(found) <= {slot.number for slot in week.slots}:
        raise NotAllowed("Not found")
    return found


def _forget_empty(week: PracticeWeek) -> None:
    ShadowingPreference.objects.filter(request__week=week, practitioner_choice=None, host_choice=None).delete()
