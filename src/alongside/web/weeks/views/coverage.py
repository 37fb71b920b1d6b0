"""The coverage board: every team, every way of being seen, what is missing."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.access.requests import SignedIn
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.filters import BoardFilter
from alongside.web.weeks.queries.board import plan_on_the_board, services_to_choose, sites_to_choose
from alongside.web.weeks.queries.coverage import WAYS, coverage_of


@require_safe
def coverage(request: SignedIn, pk: UUID) -> HttpResponse:
    plan = plan_on_the_board(request.user, pk)
    found, asked = coverage_of(Desk(plan)), BoardFilter.read(request.GET)
    shown = [
        row
        for row in found.teams
        if asked.lets_through(services=frozenset({str(row.team.service_id)}), sites=frozenset({str(row.team.site_id)}), words=row.searched)
        and (row.missing or "gaps" not in request.GET)
    ]
    if request.GET.get("order") == "name":
        shown.sort(key=lambda row: row.team.name)
    context = {
        "plan": plan,
        "coverage": found,
        "shown": shown,
        "asked": asked,
        "ways": WAYS,
        "only_gaps": "gaps" in request.GET,
        "by_name": request.GET.get("order") == "name",
        "services": services_to_choose(plan),
        "sites": sites_to_choose(plan),
    }
    return render(request, "weeks/board/coverage.html", context)
