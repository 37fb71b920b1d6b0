"""Planning a week in the background, and what is done with plans afterwards."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.jobs.actions import start_job
from alongside.web.jobs.models import Job
from alongside.web.weeks.models import Plan, PlannedConversation, PlannedShadowing, PlannedVisit, PracticeWeek
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.timetable.plans import next_number

KIND = "weeks.plan"
LONGEST_SECONDS = 3600


@transaction.atomic
def plan_week(*, client_id: UUID, week: PracticeWeek, seconds: int, keep_locked_of: Plan | None = None, by: User) -> Job:
    """Start planning in the background. The same form sent twice starts one run; while one runs for this week no other starts."""
    require(by, Permission.WEEKS_PLAN, week)
    if keep_locked_of is not None and keep_locked_of.week_id != week.pk:
        raise NotAllowed("Not found")
    if week.state == PracticeWeek.State.FINISHED:
        raise Refused("The week is finished. Set up the next one instead")
    if not 1 <= seconds <= LONGEST_SECONDS:
        raise Refused("Choose how long to look for a plan")
    PracticeWeek.objects.select_for_update().get(pk=week.pk)  # two people pressing at once get one run
    if running := running_job(week):
        return running
    payload = {"week": str(week.pk), "seconds": seconds, "keep_locked_of": str(keep_locked_of.pk) if keep_locked_of else ""}
    return start_job(kind=KIND, key=f"{KIND}:{week.pk}:{client_id}", payload=payload, by=by)


def running_job(week: PracticeWeek) -> Job | None:
    """The run that is planning this week now, if there is one."""
    return Job.objects.unfinished().filter(kind=KIND, directorate_id=week.directorate_id, payload__week=str(week.pk)).first()


@transaction.atomic
def rename_plan(*, plan: Plan, name: str, by: User) -> Plan:
    require(by, Permission.WEEKS_PLAN, plan)
    if plan.name != name:
        plan.name = name
        plan.save(update_fields=["name"])
        record("plan.renamed", by=by, on=plan)
    return plan


@transaction.atomic
def discard_plan(*, plan: Plan, by: User) -> Plan:
    """Out of sight, not deleted. A plan that was published stays."""
    require(by, Permission.WEEKS_PLAN, plan)
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.publications.exists():
        raise Refused("This plan was published, so it stays. Make another plan and publish that")
    if plan.discarded_at is None:
        plan.discarded_at = timezone.now()
        plan.save(update_fields=["discarded_at"])
        record("plan.discarded", by=by, on=plan)
    return plan


@transaction.atomic
def bring_back_plan(*, plan: Plan, by: User) -> Plan:
    require(by, Permission.WEEKS_PLAN, plan)
    if plan.discarded_at is not None:
        plan.discarded_at = None
        plan.save(update_fields=["discarded_at"])
        record("plan.brought_back", by=by, on=plan)
    return plan


@transaction.atomic
def copy_plan(*, client_id: UUID, plan: Plan, by: User) -> Plan:
    """The same visits, locks, shadowings and conversations under a new number, to change without touching the first."""
    require(by, Permission.WEEKS_PLAN, plan)
    PracticeWeek.objects.select_for_update().get(pk=plan.week_id)
    if made := Plan.objects.filter(pk=client_id).first():
        require(by, Permission.WEEKS_PLAN, made)
        return made
    plan = Plan.objects.select_for_update(of=("self",)).select_related("week").get(pk=plan.pk)  # nobody moves a visit while it is copied
    number = next_number(plan.week)
    copy = Plan.objects.create(
        pk=client_id,
        week=plan.week,
        number=number,
        name=f"Copy of {plan.name}"[:120],
        origin=Plan.Origin.COPY,
        based_on=plan,
        levels=plan.levels,
        stages=plan.stages,
        seconds=plan.seconds,
        created_by=by,
    )
    PlannedVisit.objects.bulk_create(
        PlannedVisit(plan=copy, visitor_id=v.visitor_id, offer_id=v.offer_id, locked=v.locked) for v in plan.visits.all()
    )
    PlannedShadowing.objects.bulk_create(
        PlannedShadowing(plan=copy, request_id=s.request_id, host_id=s.host_id, slot=s.slot) for s in plan.shadowings.all()
    )
    PlannedConversation.objects.bulk_create(
        PlannedConversation(
            plan=copy,
            conversation_id=c.conversation_id,
            visitor_id=c.visitor_id,
            site_id=c.site_id,
            slot=c.slot,
            interpreter_id=c.interpreter_id,
        )
        for c in plan.conversations.all()
    )
    record("plan.copied", by=by, on=copy, copied=str(plan.pk))
    return copy
