"""Why a week cannot be planned better: starting to find out, and what was found."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.jobs.models import Job
from alongside.web.weeks.actions.explaining import KIND, find_out_why
from alongside.web.weeks.models import Plan, PracticeWeek


@require_POST
def explain(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_PLAN, week)
    named = _uuid(request.POST.get("plan"))
    plan = get_object_or_404(Plan.objects.visible_to(request.user).filter(week=week), pk=named) if named else None
    client_id = _uuid(request.POST.get("client_id")) or uuid.uuid4()
    job = find_out_why(client_id=client_id, week=week, plan=plan, by=request.user)
    return redirect("weeks:explaining", pk=job.pk)


@require_safe
def explaining(request: HttpRequest, pk: UUID) -> HttpResponse:
    if not request.user.may(Permission.WEEKS_PLAN):
        raise NotAllowed("Not found")
    job = get_object_or_404(Job.objects.visible_to(request.user).filter(kind=KIND), pk=pk)
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=job.payload["week"])
    template = "weeks/planning/_why.html" if request.htmx else "weeks/planning/why.html"
    return render(request, template, {"job": job, "week": week, "found": job.result})


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
