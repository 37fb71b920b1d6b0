"""The job that proposes a repair: the programme that stands, minus all that was cancelled, with the fewest changes."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from alongside.engines.timetable import Plan as Answer
from alongside.engines.timetable.changes import Changes
from alongside.engines.timetable.repair import repair
from alongside.web.jobs.work import Handle, Problem, does
from alongside.web.weeks.actions.cancellation import KIND
from alongside.web.weeks.models import Cancellation, Plan, PlannedVisit, PracticeWeek, Publication, PublishedEntry
from alongside.web.weeks.publication.clock import first_open_slot
from alongside.web.weeks.publication.leads import what_happened
from alongside.web.weeks.publication.meetings import standing_meetings
from alongside.web.weeks.publication.taking_back import slots_lost
from alongside.web.weeks.timetable import WeekProblem, build_problem, save_plan, weights_of

SECONDS = 60
NOT_PUBLISHED = "The week has no published programme, so there is nothing to repair."


@does(KIND)
def repair_week(handle: Handle) -> dict[str, Any]:
    """Safe to run twice: one job saves one plan, and only what still waits for this job is answered by it."""
    week = PracticeWeek.objects.get(pk=handle.payload["week"])
    latest = week.publications.order_by("-number").select_related("plan").first()
    if latest is None:
        raise Problem(NOT_PUBLISHED)
    waiting = list(week.cancellations.open().filter(job=handle.job).select_related("staff_member", "team", "week"))
    if not waiting:
        return {"superseded": True}
    handle.report(stage="Working out the fewest changes")
    first_open = first_open_slot(week, timezone.now())
    rows = build_problem(week)
    visits = _standing_visits(week, rows)
    changes = _changes(waiting, rows, latest, visits, first_open)
    standing = Answer(visits=tuple(visits), extra=standing_meetings(week, rows).to_extra())
    answer = repair(
        rows.with_meetings, standing, changes,
        time_limit=SECONDS, weights=weights_of(week), should_stop=handle.should_stop,
    )  # fmt: skip
    plan = _propose(handle, week, rows, answer, waiting, latest)
    return {"plan": str(plan.pk), "disturbance": answer.extra.get("disturbance", 0)}


def _standing_visits(week: PracticeWeek, rows: WeekProblem) -> list[tuple[int, int, int]]:
    entries = PublishedEntry.objects.filter(week=week, kind=PublishedEntry.Kind.VISIT).standing()
    who, where = rows.staff_number, rows.team_number
    found = entries.values_list("visitor_id", "team_id", "slot")
    return sorted((who[v], where[t], slot) for v, t, slot in found if v in who and t in where)


def _changes(
    waiting: list[Cancellation], rows: WeekProblem, latest: Publication, visits: list[tuple[int, int, int]], first_open: int
) -> Changes:
    people: dict[int, frozenset[int]] = {}
    teams: dict[int, frozenset[int]] = {}
    for cancellation in waiting:
        lost = frozenset(slots_lost(cancellation, first_open))
        if (n := rows.staff_number.get(cancellation.staff_member_id)) is not None:  # type: ignore[arg-type]
            people[n] = people.get(n, frozenset()) | lost
        if (n := rows.team_number.get(cancellation.team_id)) is not None:  # type: ignore[arg-type]
            teams[n] = teams.get(n, frozenset()) | lost
    locked = _locked(latest.plan, rows) & set(visits)
    stay = sorted(v for v in locked if v[2] not in people.get(v[0], ()) and v[2] not in teams.get(v[1], ()))
    return Changes(leaders_out=people, teams_out=teams, locked=tuple(stay), past_before=first_open)


def _locked(plan: Plan, rows: WeekProblem) -> set[tuple[int, int, int]]:
    held = PlannedVisit.objects.filter(plan=plan, locked=True).values_list("visitor_id", "offer__team_id", "offer__slot")
    who, where = rows.visitor_number, rows.team_number
    return {(who[v], where[t], slot) for v, t, slot in held if v in who and t in where}


@transaction.atomic
def _propose(
    handle: Handle, week: PracticeWeek, rows: WeekProblem, answer: Answer, waiting: list[Cancellation], latest: Publication
) -> Plan:
    names = ", ".join(dict.fromkeys(what_happened(c) for c in waiting))
    plan = save_plan(
        week=week, week_problem=rows, answer=answer, name=f"Repair: {names}"[:120], origin=Plan.Origin.REPAIR, by=handle.job.started_by,
        job=handle.job, based_on=latest.plan,
    )  # fmt: skip
    Cancellation.objects.filter(job=handle.job, state=Cancellation.State.REPORTED).update(repair=plan, state=Cancellation.State.PROPOSED)
    return plan
