"""Somebody cannot come, or a team cannot host: note it, tell the practice lead, and have a repair worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.jobs.actions import start_job
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.models import Cancellation, Plan, PracticeWeek, PublishedEntry
from alongside.web.weeks.publication.clock import first_open_slot
from alongside.web.weeks.publication.leads import tell_leads
from alongside.web.weeks.publication.taking_back import give_back, take_back
from alongside.web.weeks.queries.hosting import teams_hosted_by
from alongside.web.weeks.queries.publication import of_person
from alongside.web.weeks.refusals import Refused

KIND = "weeks.repair"
S = Cancellation.State


@dataclass(frozen=True)
class Who:
    """A person who cannot come, or a team that cannot host: one of the two."""

    staff_member: StaffMember | None = None
    team: Team | None = None


@transaction.atomic
def report_cancellation(
    *, client_id: UUID, week: PracticeWeek, who: Who, slots: Sequence[int], by: User, now: dt.datetime, reason: str = ""
) -> Cancellation:
    """`slots` are those given up; none means everything that is still to come. The same form sent twice counts once.

    The free times, or the offers, go with it, so that no later plan relies on them. What has begun stays.
    """
    may_report(by, week, who)
    week = PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if (known := Cancellation.objects.filter(client_id=client_id).first()) is not None:
        return _same(known, week, who)
    first_open = first_open_slot(week, now)
    lost = _given_up(week, who, slots, first_open)
    cancellation = Cancellation.objects.create(
        week=week, client_id=client_id, staff_member=who.staff_member, team=who.team, slots=lost if slots else [],
        reason=reason.strip()[:200], reported_by=by, reported_at=now,
    )  # fmt: skip
    cancellation.taken_back = take_back(cancellation, first_open, now)
    cancellation.save(update_fields=["taken_back"])
    record("cancellation.reported", by=by, on=week, cancellation=str(cancellation.pk), slots=lost)
    _work_out_repair(week, by)
    tell_leads(cancellation, lost, by)
    cancellation.refresh_from_db()
    return cancellation


@transaction.atomic
def withdraw_cancellation(*, cancellation: Cancellation, by: User) -> Cancellation:
    """They can come after all. Possible until the practice lead has decided; twice changes nothing."""
    may_report(by, cancellation.week, Who(cancellation.staff_member, cancellation.team))
    week = PracticeWeek.objects.select_for_update().get(pk=cancellation.week_id)
    held = Cancellation.objects.select_for_update().get(pk=cancellation.pk)
    if held.state == S.WITHDRAWN:
        return held
    if held.state not in (S.REPORTED, S.PROPOSED):
        raise Refused("The programme has been changed already. Ask the practice lead to put it back")
    give_back(held)
    _put_away(week, [held.repair_id] if held.repair_id else [])
    held.state = S.WITHDRAWN
    held.save(update_fields=["state"])
    record("cancellation.withdrawn", by=by, on=week, cancellation=str(held.pk))
    if week.cancellations.open().exists():
        _work_out_repair(week, by)
    return held


@transaction.atomic
def work_out_again(*, week: PracticeWeek, by: User) -> None:
    """Have the repair worked out anew, for instance after the programme changed meanwhile."""
    require(by, Permission.WEEKS_PUBLISH, week)
    week = PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if not week.cancellations.open().exists():
        raise Refused("There is nothing to repair")
    under_way = week.cancellations.open().filter(job__state__in=["queued", "running"]).exists()
    if not under_way:
        _work_out_repair(week, by)


@transaction.atomic
def leave_as_it_is(*, week: PracticeWeek, plan: Plan, by: User) -> int:
    """The programme stands; the practice lead sees to it otherwise. How many cancellations were closed.

    Only those that the repair `plan` was worked out for: somebody may have cancelled since it was read.
    """
    require(by, Permission.WEEKS_PUBLISH, week)
    PracticeWeek.objects.select_for_update().get(pk=week.pk)
    closed = 0
    for held in week.cancellations.open().filter(repair=plan).select_for_update():
        held.state = S.LEFT
        held.save(update_fields=["state"])
        record("cancellation.left", by=by, on=week, cancellation=str(held.pk))
        closed += 1
    return closed


def may_report(by: User, week: PracticeWeek, who: Who) -> None:
    """For oneself, for a team one hosts for, or for anybody as the practice lead."""
    require(by, Permission.WEEKS_VIEW, week)
    subject = who.staff_member or who.team
    if subject is None or subject.directorate_id != week.directorate_id:
        raise NotAllowed("Not found")
    own = who.staff_member is not None and who.staff_member.pk == by.staff_member_id
    hosting = who.team is not None and teams_hosted_by(by).filter(pk=who.team.pk).exists()
    if not (own or hosting or by.may(Permission.WEEKS_PUBLISH)):
        raise NotAllowed("Not found")


def _same(known: Cancellation, week: PracticeWeek, who: Who) -> Cancellation:
    if (known.week_id, known.staff_member, known.team) != (week.pk, who.staff_member, who.team):
        raise NotAllowed("Not found")
    return known


def _given_up(week: PracticeWeek, who: Who, slots: Sequence[int], first_open: int) -> list[int]:
    """The slots that are both asked for and still to come. Refused when there are none."""
    if week.state != PracticeWeek.State.PUBLISHED:
        raise Refused("This week's programme is not in force, so there is nothing to cancel")
    standing = PublishedEntry.objects.filter(week=week, slot__gte=first_open).standing()
    entries = of_person(standing, who.staff_member) if who.staff_member else standing.filter(team=who.team)
    held = set(entries.values_list("slot", flat=True))
    lost = sorted(held & set(slots) if slots else held)
    if not lost:
        raise Refused("None of these is still to come, so there is nothing to cancel")
    return lost


def _put_away(week: PracticeWeek, plans: Sequence[UUID]) -> None:
    """Proposals that nobody edited and that something newer takes the place of."""
    untouched = Plan.objects.filter(week=week, pk__in=plans, version=1, publications=None)
    untouched.update(discarded_at=timezone.now())


def _work_out_repair(week: PracticeWeek, by: User) -> None:
    """One job for all that is open; a newer job takes over from an older one."""
    _put_away(week, [pk for pk in week.cancellations.open().values_list("repair", flat=True) if pk])
    job = start_job(kind=KIND, key=f"repair:{week.pk}:{uuid4()}", payload={"week": str(week.pk)}, by=by)
    week.cancellations.open().update(job=job, state=S.REPORTED, repair=None)
