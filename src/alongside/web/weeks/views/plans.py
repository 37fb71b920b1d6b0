"""Plans: the list, one plan, renaming, discarding and copying it."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.weeks.actions import planning as actions
from alongside.web.weeks.forms.planning import RenamePlanForm
from alongside.web.weeks.models import Plan, PracticeWeek
from alongside.web.weeks.planning.worth import worth_of
from alongside.web.weeks.queries.plans import plan_rows, planned_conversation_rows, shadowing_rows, visit_rows
from alongside.web.weeks.timetable import build_problem
from alongside.web.weeks.views.pages import do, form_page, posted
from alongside.web.weeks.views.set_up import GET_OR_POST


@require_safe
def plans(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_PLAN, week)
    context = {"week": week, "plans": plan_rows(week), "discarded": plan_rows(week, discarded=True)}
    return render(request, "weeks/planning/plans.html", context | {"running": actions.running_job(week)})


@require_safe
def plan_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    plan = plan_to_read(request, pk)
    context = {
        "plan": plan,
        "week": plan.week,
        "worth": worth_of(plan, build_problem(plan.week)),
        "visits": visit_rows(plan),
        "shadowings": shadowing_rows(plan),
        "conversations": planned_conversation_rows(plan),
        "others": plan.week.plans.filter(discarded_at=None).exclude(pk=plan.pk),
        "copy_id": uuid.uuid4(),
    }
    return render(request, "weeks/planning/plan_page.html", context)


@GET_OR_POST
def rename(request: HttpRequest, pk: UUID) -> HttpResponse:
    plan = plan_to_read(request, pk)
    form = RenamePlanForm(posted(request), initial={"name": plan.name})
    if request.method == "POST" and form.is_valid():
        actions.rename_plan(plan=plan, name=form.cleaned_data["name"], by=request.user)
        return redirect("weeks:plan_page", pk=pk)
    return form_page(request, "weeks/planning/rename.html", form, plan=plan, week=plan.week)


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    plan = plan_to_read(request, pk)
    if do(request, lambda: actions.discard_plan(plan=plan, by=request.user), f"{plan.name} is discarded. You can bring it back."):
        return redirect("weeks:plans", pk=plan.week_id)
    return redirect("weeks:plan_page", pk=pk)


@require_POST
def bring_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    plan = plan_to_read(request, pk)
    do(request, lambda: actions.bring_back_plan(plan=plan, by=request.user), f"{plan.name} is back.")
    return redirect("weeks:plan_page", pk=pk)


@require_POST
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    plan = plan_to_read(request, pk)
    try:
        client_id = UUID(request.POST.get("client_id", ""))
    except ValueError:
        client_id = uuid.uuid4()
    made = actions.copy_plan(client_id=client_id, plan=plan, by=request.user)
    return redirect("weeks:plan_page", pk=made.pk)


def plan_to_read(request: HttpRequest, pk: UUID) -> Plan:
    return get_object_or_404(Plan.objects.visible_to(request.user).select_related("week", "created_by"), pk=pk)
