"""Two plans of a week side by side."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.weeks.models import Plan, PracticeWeek
from alongside.web.weeks.planning.differences import compared_levels, differences
from alongside.web.weeks.planning.worth import worth_of
from alongside.web.weeks.timetable import build_problem, visits_of


@require_safe
def compare(request: HttpRequest, pk: UUID) -> HttpResponse:
    """`?a=` and `?b=` choose the two; without them the two newest."""
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_PLAN, week)
    plans = list(Plan.objects.visible_to(request.user).filter(week=week, discarded_at=None))
    before = _chosen(plans, request.GET.get("a"), 1)
    after = _chosen(plans, request.GET.get("b"), 0)
    context: dict[str, object] = {"week": week, "plans": plans, "before": before, "after": after}
    if before and after and before != after:
        found = build_problem(week)
        context["changes"] = differences(visits_of(before, found), visits_of(after, found), found)
        context["levels"] = compared_levels(worth_of(before, found).levels, worth_of(after, found).levels)
    return render(request, "weeks/planning/compare.html", context)


def _chosen(plans: list[Plan], pk: str | None, otherwise: int) -> Plan | None:
    named = next((plan for plan in plans if str(plan.pk) == pk), None)
    return named or (plans[otherwise] if len(plans) > otherwise else None)
