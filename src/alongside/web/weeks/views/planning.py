"""Checking what is missing, starting a run, watching it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.jobs.actions import stop_job
from alongside.web.jobs.models import Job
from alongside.web.weeks.actions.planning import KIND, plan_week, running_job
from alongside.web.weeks.forms.planning import PlanTheWeekForm
from alongside.web.weeks.models import Plan, PracticeWeek
from alongside.web.weeks.planning.preflight import preflight
from alongside.web.weeks.planning.run import run_of
from alongside.web.weeks.timetable import build_problem
from alongside.web.weeks.views.pages import attempt, form_page, posted
from alongside.web.weeks.views.set_up import GET_OR_POST


@GET_OR_POST
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is missing, and the button that plans the week."""
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_PLAN, week)
    kept = Plan.objects.visible_to(request.user).filter(week=week, discarded_at=None, visits__locked=True).distinct()
    form = PlanTheWeekForm(posted(request), plans=kept)
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        job = attempt(
            form,
            lambda: plan_week(client_id=c["client_id"], week=week, seconds=c["seconds"], keep_locked_of=c.get("keep"), by=request.user),
        )
        if job:
            return redirect("weeks:planning", pk=job.pk)
    check = preflight(build_problem(week))
    return form_page(request, "weeks/planning/plan.html", form, week=week, check=check, running=running_job(week))


@require_safe
def planning(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A run as it goes. htmx asks for the part that changes; when the plan is there, it sends the browser to it."""
    job = _job(request, pk)
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=job.payload.get("week"))
    made = Plan.objects.visible_to(request.user).filter(pk=job.result.get("plan")).first() if job.result.get("plan") else None
    context = {"job": job, "week": week, "plan": made, "run": run_of(job)}
    if not request.htmx:
        return render(request, "weeks/planning/planning.html", context)
    return render(request, "weeks/planning/_run.html", context)


@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop and keep the plan so far."""
    stop_job(job=_job(request, pk), by=request.user)
    return redirect("weeks:planning", pk=pk)


def _job(request: HttpRequest, pk: UUID) -> Job:
    if not request.user.may(Permission.WEEKS_PLAN):
        raise NotAllowed("Not found")
    return get_object_or_404(Job.objects.visible_to(request.user).filter(kind=KIND), pk=pk)
