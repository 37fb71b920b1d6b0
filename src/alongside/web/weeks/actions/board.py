"""Every change made to a plan by hand. Each is judged before it stands, can be undone, and refuses a plan that has changed meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.engines.timetable.plan import Visit
from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.weeks.board.breaches import new_breaches
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.proof import restated
from alongside.web.weeks.board.refusals import overtaken
from alongside.web.weeks.board.words import capital, possessive
from alongside.web.weeks.models import BoardChange, Offer, Plan, PlannedVisit, PracticeWeek, Visitor
from alongside.web.weeks.refusals import Refused

Placement = tuple[str, str, bool]
"""[visitor, offer, locked]: a visit as a board change remembers it."""


@transaction.atomic
def move_visit(*, visit: PlannedVisit, visitor: Visitor, offer: Offer, version: int, by: User) -> Plan:
    """Another time, another team or another visitor for a visit. Moving it to where it is changes nothing."""
    plan = _opened(visit.plan, by)
    _of_its_week(plan, visitor, offer)
    visit = _still_there(plan, visit)
    out, put = [_placed(visit)], [(str(visitor.pk), str(offer.pk), visit.locked)]
    if out == put:
        return plan
    _unlocked(visit)
    words = f"Moved: {visit.visitor} at {visit.offer.team}, {_when(visit.offer)}, to {_to(visit, visitor, offer)}"
    return _change(plan, out, put, words=words, action="plan.visit_moved", version=version, by=by)


@transaction.atomic
def swap_visits(*, visit: PlannedVisit, other: PlannedVisit, version: int, by: User) -> Plan:
    """Two visitors take each other's visits."""
    plan = _opened(visit.plan, by)
    if other.plan_id != plan.pk:
        raise NotAllowed("Not found")
    visit, other = _still_there(plan, visit), _still_there(plan, other)
    _unlocked(visit)
    _unlocked(other)
    out = [_placed(visit), _placed(other)]
    put = [(str(other.visitor_id), str(visit.offer_id), False), (str(visit.visitor_id), str(other.offer_id), False)]
    if set(out) == set(put):
        return plan
    words = (
        f"Swapped: {visit.visitor} at {visit.offer.team}, {_when(visit.offer)}, "
        f"with {other.visitor} at {other.offer.team}, {_when(other.offer)}"
    )
    return _change(plan, out, put, words=words, action="plan.visits_swapped", version=version, by=by)


@transaction.atomic
def add_visit(*, plan: Plan, visitor: Visitor, offer: Offer, version: int, by: User) -> Plan:
    """One more visit. Adding one that is there changes nothing."""
    plan = _opened(plan, by)
    _of_its_week(plan, visitor, offer)
    if plan.visits.filter(visitor=visitor, offer=offer).exists():
        return plan
    words = f"Added: {visitor} at {offer.team}, {_when(offer)}"
    put = [(str(visitor.pk), str(offer.pk), False)]
    return _change(plan, [], put, words=words, action="plan.visit_added", version=version, by=by)


@transaction.atomic
def remove_visit(*, visit: PlannedVisit, version: int, by: User) -> Plan:
    plan = _opened(visit.plan, by)
    if not plan.visits.filter(pk=visit.pk).exists():
        return plan
    visit = _still_there(plan, visit)
    _unlocked(visit)
    words = f"Removed: {visit.visitor} at {visit.offer.team}, {_when(visit.offer)}"
    return _change(plan, [_placed(visit)], [], words=words, action="plan.visit_removed", version=version, by=by)


@transaction.atomic
def lock_visit(*, visit: PlannedVisit, locked: bool, version: int, by: User) -> Plan:
    """A locked visit stays where it is when the plan is made again or repaired."""
    plan = _opened(visit.plan, by)
    visit = _still_there(plan, visit)
    if visit.locked == locked:
        return plan
    visitor, offer, before = _placed(visit)
    words = f"{'Locked' if locked else 'Unlocked'}: {visit.visitor} at {visit.offer.team}, {_when(visit.offer)}"
    action = "plan.visit_locked" if locked else "plan.visit_unlocked"
    return _change(plan, [(visitor, offer, before)], [(visitor, offer, locked)], words=words, action=action, version=version, by=by)


@transaction.atomic
def undo_change(*, plan: Plan, version: int, by: User) -> Plan:
    """Take back the newest change that still stands, whoever made it. Undoing again takes back the one before it."""
    plan = _opened(plan, by)
    change = plan.changes.filter(undone_at=None).first()
    if change is None:
        raise Refused("There is nothing left to undo")
    _fresh(plan, version)
    out, put = _remembered(change.put_in), _remembered(change.taken_out)
    _apply(plan, out, put)
    change.undone_at, change.undone_by, change.undone_version = timezone.now(), by, plan.version
    change.save(update_fields=["undone_at", "undone_by", "undone_version"])
    record("plan.change_undone", by=by, on=plan, change=str(change.pk), version=plan.version)
    return plan


def _opened(plan: Plan, by: User) -> Plan:
    """The plan as it is now, held until the change is through."""
    week = PracticeWeek.objects.get(pk=plan.week_id)
    require(by, Permission.WEEKS_PLAN, week)
    held = Plan.objects.select_for_update().get(pk=plan.pk)
    held.week = week
    if held.discarded_at is not None:
        raise Refused("This plan was discarded, so it cannot be changed")
    if week.state == PracticeWeek.State.FINISHED:
        raise Refused("This practice week is finished, so its plan cannot be changed")
    return held


def _change(plan: Plan, out: Sequence[Placement], put: Sequence[Placement], *, words: str, action: str, version: int, by: User) -> Plan:
    _fresh(plan, version)
    _apply(plan, out, put)
    BoardChange.objects.create(plan=plan, made_by=by, words=words[:300], taken_out=list(out), put_in=list(put), version=plan.version)
    record(action, by=by, on=plan, taken_out=[p[:2] for p in out], put_in=[p[:2] for p in put], version=plan.version)
    return plan


def _fresh(plan: Plan, version: int) -> None:
    if plan.version != version:
        raise overtaken(plan, version)


def _apply(plan: Plan, out: Sequence[Placement], put: Sequence[Placement]) -> None:
    """Change the rows, let the judge see the plan before and after, and keep what it is worth now."""
    before = Desk(plan)
    staying = {p[:2] for p in out} & {p[:2] for p in put}
    going, coming = ([_numbered(before, p) for p in side if p[:2] not in staying] for side in (out, put))
    if None in coming:
        raise Refused("The team no longer offers this")
    wanted = before.verdict(out=[v for v in going if v], put_in=[v for v in coming if v])
    if not wanted.possible:
        raise Refused(capital(wanted.because))
    _write(plan, out, put)
    after = Desk(plan, before.rows)
    was, judged = before.judged(), after.judged()
    if worse := new_breaches(was.broken, judged.broken):
        raise Refused(*(capital(after.words.breach(b)) for b in worse))
    plan.levels = list(judged.levels)
    plan.stages = restated(plan.stages, was.levels, judged.levels, after.weights)
    plan.version += 1
    plan.save(update_fields=["levels", "stages", "version"])


def _numbered(desk: Desk, placement: Placement) -> Visit | None:
    offer = next((o for o in desk.rows.offers.values() if str(o.pk) == placement[1]), None)
    return None if offer is None else desk.number(UUID(placement[0]), offer)


def _write(plan: Plan, out: Sequence[Placement], put: Sequence[Placement]) -> None:
    """Rows that stay are changed in place, so that a visit keeps its address when it moves."""
    leaving = []
    for visitor, offer, locked in out:
        row = plan.visits.filter(visitor_id=visitor, offer_id=offer, locked=locked).first()
        if row is None:
            raise Refused("One of these visits is no longer in the plan")
        leaving.append(row)
    for row, (visitor, offer, locked) in zip(leaving, put, strict=False):
        PlannedVisit.objects.filter(pk=row.pk).update(visitor_id=visitor, offer_id=offer, locked=locked)
    PlannedVisit.objects.filter(pk__in=[row.pk for row in leaving[len(put) :]]).delete()
    for visitor, offer, locked in put[len(out) :]:
        PlannedVisit.objects.create(plan=plan, visitor_id=visitor, offer_id=offer, locked=locked)


def _of_its_week(plan: Plan, visitor: Visitor, offer: Offer) -> None:
    if {visitor.week_id, offer.week_id} != {plan.week_id}:
        raise NotAllowed("Not found")
    if offer.withdrawn_at is not None:
        raise Refused(f"{offer.team} has withdrawn this offer")


def _still_there(plan: Plan, visit: PlannedVisit) -> PlannedVisit:
    """The visit as it is now that the plan is held."""
    rows = plan.visits.select_related("visitor__staff_member", "offer__team", "offer__week")
    if found := rows.filter(pk=visit.pk).first():
        return found
    raise Refused("This visit is no longer in the plan")


def _remembered(placements: list[list[Any]]) -> list[Placement]:
    return [(str(visitor), str(offer), bool(locked)) for visitor, offer, locked in placements]


def _placed(visit: PlannedVisit) -> Placement:
    return str(visit.visitor_id), str(visit.offer_id), visit.locked


def _unlocked(visit: PlannedVisit) -> None:
    if visit.locked:
        raise Refused(f"{capital(possessive(visit.visitor.staff_member.name))} visit to {visit.offer.team} is locked. Unlock it first")


def _when(offer: Offer) -> str:
    return offer.week.slot(offer.slot).name


def _to(visit: PlannedVisit, visitor: Visitor, offer: Offer) -> str:
    """What is different about where it goes."""
    parts = [str(visitor)] if visitor.pk != visit.visitor_id else []
    parts += [str(offer.team)] if offer.team_id != visit.offer.team_id else []
    parts += [_when(offer)] if offer.slot != visit.offer.slot else []
    return ", ".join(parts) or str(offer.team)
