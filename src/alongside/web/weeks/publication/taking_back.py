"""What goes with a cancellation: a person's free times and shadowing times, or a team's offers. And how it is given back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from alongside.web.weeks.models import Availability, Cancellation, Offer, PracticeWeek, ShadowingHost, ShadowingRequest, Visitor
from alongside.web.weeks.slots import PARTS

SHADOWING: dict[str, Any] = {"host": ShadowingHost, "request": ShadowingRequest}


def slots_lost(cancellation: Cancellation, first_open: int) -> list[int]:
    """Those named, or everything still to come."""
    return cancellation.slots or list(range(first_open, len(cancellation.week.days) * PARTS))


def take_back(cancellation: Cancellation, first_open: int, now: dt.datetime) -> dict[str, Any]:
    """Remove what can no longer be counted on, and answer with what was removed."""
    lost = slots_lost(cancellation, first_open)
    if cancellation.team_id:
        offers = Offer.objects.filter(week=cancellation.week, team_id=cancellation.team_id, slot__in=lost).standing()
        taken = [str(pk) for pk in offers.values_list("pk", flat=True)]
        Offer.objects.filter(pk__in=taken).update(withdrawn_at=now)
        return {"offers": taken}
    return _take_from_person(cancellation, set(lost))


def _take_from_person(cancellation: Cancellation, lost: set[int]) -> dict[str, Any]:
    free = Availability.objects.filter(visitor__week=cancellation.week, visitor__staff_member=cancellation.staff_member_id, slot__in=lost)
    taken: dict[str, Any] = {"free": sorted(free.values_list("slot", flat=True))}
    free.delete()
    for name, model in SHADOWING.items():
        for row in model.objects.filter(week=cancellation.week, staff_member=cancellation.staff_member_id):
            taken[name] = sorted(lost & set(row.slots))
            row.slots = sorted(set(row.slots) - lost)
            row.save(update_fields=["slots"])
    return taken


def give_back(cancellation: Cancellation) -> None:
    """Put back what was removed, where nothing has taken its place and no other cancellation gives it up as well."""
    taken, week = _left_after_others(cancellation), cancellation.week
    _stand_again(week, taken.get("offers", []))
    for visitor in Visitor.objects.filter(week=week, staff_member=cancellation.staff_member_id):
        rows = [Availability(visitor=visitor, slot=slot) for slot in taken.get("free", [])]
        Availability.objects.bulk_create(rows, ignore_conflicts=True)
    for name, model in SHADOWING.items():
        for row in model.objects.filter(week=week, staff_member=cancellation.staff_member_id):
            row.slots = sorted({*row.slots, *taken.get(name, [])})
            row.save(update_fields=["slots"])


def _left_after_others(cancellation: Cancellation) -> dict[str, Any]:
    """What may come back. What another cancellation of the same person or team gives up too is handed on to that one."""
    left = {name: list(found) for name, found in cancellation.taken_back.items()}
    whose = {"staff_member": cancellation.staff_member_id, "team": cancellation.team_id}
    others = Cancellation.objects.select_for_update().filter(week=cancellation.week, **whose).exclude(pk=cancellation.pk)
    for other in others.exclude(state=Cancellation.State.WITHDRAWN):
        lost = set(slots_lost(other, 0))
        given_up = {str(pk) for pk in Offer.objects.filter(pk__in=left.get("offers", []), slot__in=lost).values_list("pk", flat=True)}
        for name, found in left.items():
            on = (given_up if name == "offers" else lost).intersection(found)
            left[name] = [one for one in found if one not in on]
            other.taken_back[name] = sorted(on.union(other.taken_back.get(name, [])))
        other.save(update_fields=["taken_back"])
    return left


def _stand_again(week: PracticeWeek, offers: Iterable[str]) -> None:
    withdrawn = Offer.objects.filter(week=week, pk__in=list(offers))
    for offer in withdrawn:
        taken = Offer.objects.filter(week=week, team_id=offer.team_id, slot=offer.slot).standing().exists()
        if not taken:
            Offer.objects.filter(pk=offer.pk).update(withdrawn_at=None)
