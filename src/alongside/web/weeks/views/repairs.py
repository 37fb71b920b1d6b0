"""Cancellations as the practice lead sees them, and the repair proposed: accept it, edit it, or leave things as they are."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.weeks.actions.cancellation import leave_as_it_is, work_out_again
from alongside.web.weeks.actions.publication import accept_repair
from alongside.web.weeks.models import Cancellation, Plan, PracticeWeek
from alongside.web.weeks.publication.draft import draft_of
from alongside.web.weeks.publication.leads import what_happened, when_of
from alongside.web.weeks.queries.repairs import desk_of, effect_of
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.views.pages import number_in


@require_safe
def cancellations(request: SignedIn, pk: UUID) -> HttpResponse:
    week = _week(request, pk)
    context = {"week": week, "desk": desk_of(week)}
    template = "weeks/publication/cancellations_state.html" if request.headers.get("HX-Request") else "weeks/publication/cancellations.html"
    return render(request, template, context)


@require_safe
def repair(request: SignedIn, pk: UUID, plan: UUID) -> HttpResponse:
    """What the repair would change, and for whom."""
    week, found = _week(request, pk), _repair_of(request, pk, plan)
    return _page(request, week, found)


@require_POST
def accept(request: SignedIn, pk: UUID, plan: UUID) -> HttpResponse:
    week, found = _week(request, pk), _repair_of(request, pk, plan)
    version, after = number_in(request, "version", otherwise=0), number_in(request, "after", otherwise=-1)
    try:
        published = accept_repair(plan=found, version=version, after=after, by=request.user, now=timezone.now())
    except Refused as refused:
        return _page(request, week, found, problem=str(refused))
    messages.success(request, f"The repair is published as version {published.number}. Only those it touches are told.")
    return redirect("weeks:publication", pk=pk, number=published.number)


@require_POST
def leave(request: SignedIn, pk: UUID, plan: UUID) -> HttpResponse:
    week, found = _week(request, pk), _repair_of(request, pk, plan)
    if leave_as_it_is(week=week, plan=found, by=request.user):
        messages.success(request, "The programme stays as it is. Nobody has been told anything.")
    else:
        messages.error(request, "Nothing waits for this repair any more. Look at what is waiting now, then decide.")
    return redirect("weeks:cancellations", pk=pk)


@require_POST
def again(request: SignedIn, pk: UUID) -> HttpResponse:
    week = _week(request, pk)
    try:
        work_out_again(week=week, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("weeks:cancellations", pk=pk)


def _week(request: SignedIn, pk: UUID) -> PracticeWeek:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_PUBLISH, week)
    return week


def _repair_of(request: SignedIn, pk: UUID, plan: UUID) -> Plan:
    plans = Plan.objects.visible_to(request.user).filter(origin=Plan.Origin.REPAIR).select_related("week", "job")
    return get_object_or_404(plans, pk=plan, week_id=pk)


def _page(request: SignedIn, week: PracticeWeek, plan: Plan, problem: str = "") -> HttpResponse:
    draft = draft_of(plan, now=timezone.now())
    causes = week.cancellations.filter(repair=plan).select_related("staff_member", "team", "week")
    context = {
        "week": week,
        "plan": plan,
        "draft": draft,
        "number": draft.latest.number if draft.latest else 0,
        "effect": effect_of(draft),
        "causes": [f"{what_happened(c)}: {when_of(c)}" + (f" ({c.reason})" if c.reason else "") for c in causes],
        "is_open": any(c.state == Cancellation.State.PROPOSED for c in causes),
        "error_summary": [{"text": problem}] if problem else None,
    }
    return render(request, "weeks/publication/repair.html", context, status=422 if problem else 200)
