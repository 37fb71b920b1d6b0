"""The engine's answers into plans, and plans back into what the engine reads."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from alongside.engines.timetable import Plan as Answer
from alongside.web.audit.actions import record
from alongside.web.jobs.models import Job
from alongside.web.weeks.models import Plan, PlannedVisit, PracticeWeek
from alongside.web.weeks.timetable.meetings import save_meetings
from alongside.web.weeks.timetable.week_problem import WeekProblem

Visit = tuple[int, int, int]


def weights_of(week: PracticeWeek) -> dict[str, int]:
    """The engine's exchange rates between the parts of quality."""
    return {
        "preference": week.preference_weight,
        "fairness": week.fairness_weight,
        "travel": week.travel_weight,
        "compactness": week.compactness_weight,
    }


def visits_of(plan: Plan, week_problem: WeekProblem) -> list[Visit]:
    """The plan's visits as [visitor number, team number, slot], sorted. Those whose team or visitor left the week are left out."""
    rows = plan.visits.values_list("visitor_id", "offer__team_id", "offer__slot")
    who, where = week_problem.visitor_number, week_problem.team_number
    return sorted((who[v], where[t], slot) for v, t, slot in rows if v in who and t in where)


def locked_visits_of(plan: Plan, week_problem: WeekProblem) -> list[Visit]:
    """Those of its visits that a person locked and that can still stand."""
    rows = plan.visits.filter(locked=True, offer__withdrawn_at=None).values_list("visitor_id", "offer__team_id", "offer__slot")
    who, where = week_problem.visitor_number, week_problem.team_number
    return sorted((who[v], where[t], slot) for v, t, slot in rows if v in who and t in where)


@transaction.atomic
def save_plan(
    *,
    week: PracticeWeek,
    week_problem: WeekProblem,
    answer: Answer,
    name: str,
    origin: str,
    by: Any,
    job: Job | None = None,
    based_on: Plan | None = None,
) -> Plan:
    """Keep the engine's answer as the week's next plan. Saving twice for one job keeps one. The caller has checked `by`."""
    PracticeWeek.objects.select_for_update().get(pk=week.pk)  # plan numbers are given out one at a time
    if job is not None and (saved := Plan.objects.filter(week=week, job=job).first()):
        return saved
    plan = Plan.objects.create(
        week=week,
        number=next_number(week),
        name=name,
        origin=origin,
        based_on=based_on,
        job=job,
        levels=list(answer.levels),
        stages=[stage.to_dict() for stage in answer.stages],
        seconds=round(answer.seconds, 1),
        created_by=by,
    )
    locked = set(based_on.visits.filter(locked=True).values_list("visitor_id", "offer_id")) if based_on else set()
    PlannedVisit.objects.bulk_create(_visits(plan, week_problem, answer, locked))
    save_meetings(plan, week_problem, answer)
    record("plan.saved", by=by, on=plan, origin=origin, visits=len(answer.visits), levels=list(answer.levels))
    return plan


def next_number(week: PracticeWeek) -> int:
    return int(week.plans.aggregate(top=Max("number"))["top"] or 0) + 1


def _visits(plan: Plan, week_problem: WeekProblem, answer: Answer, locked: set[Any]) -> list[PlannedVisit]:
    found = []
    for visitor_number, team_number, slot in sorted(answer.visits):
        visitor, offer = week_problem.visitors[visitor_number], week_problem.offers[team_number, slot]
        found.append(PlannedVisit(plan=plan, visitor=visitor, offer=offer, locked=(visitor.pk, offer.pk) in locked))
    return found
