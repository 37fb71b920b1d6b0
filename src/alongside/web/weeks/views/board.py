"""The board of a plan, what a visit could move to, and undoing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission
from alongside.web.access.requests import SignedIn
from alongside.web.weeks.actions.board import undo_change
from alongside.web.weeks.board.agenda import build_agenda
from alongside.web.weeks.board.answering import carry_out, version_in
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.filters import BoardFilter
from alongside.web.weeks.board.grid import build_grid
from alongside.web.weeks.board.options import other_places, other_visitors
from alongside.web.weeks.board.standing import standing_of
from alongside.web.weeks.queries.board import (
    changes_of,
    next_to_undo,
    plan_on_the_board,
    published_as,
    services_to_choose,
    sites_to_choose,
)


@require_safe
def board(request: SignedIn, pk: UUID) -> HttpResponse:
    plan = plan_on_the_board(request.user, pk)
    desk, asked = Desk(plan), BoardFilter.read(request.GET)
    context = {
        "plan": plan,
        "asked": asked,
        "standing": standing_of(desk),
        "grid": build_grid(desk, asked) if asked.show != "table" else None,
        "agenda": build_agenda(desk, asked) if asked.show != "board" else None,
        "services": services_to_choose(plan),
        "sites": sites_to_choose(plan),
        "undoable": next_to_undo(plan),
        "published": published_as(plan),
        "may_publish": request.user.may(Permission.WEEKS_PUBLISH),
    }
    return render(request, "weeks/board/board.html", context)


@require_safe
def places(request: SignedIn, pk: UUID, visit: UUID) -> JsonResponse:
    """Where a visit could go on the board as it is drawn, each place with what it would mean: for the script of the board."""
    desk = Desk(plan_on_the_board(request.user, pk))
    row = desk.visit_named(visit)
    if row is None:
        raise Http404
    by_visitor = request.GET.get("by") == "visitor"
    options = other_visitors(desk, row) if by_visitor else other_places(desk, row)
    cells = {
        f"{option.visitor.pk if by_visitor else option.offer.team_id} {option.offer.slot}": {
            "tone": option.verdict.tone,
            "words": option.verdict.words,
            "choice": option.value,
        }
        for option in options
    }
    return JsonResponse({"cells": cells, "version": desk.plan.version, "locked": row.locked})


@require_safe
def changes(request: SignedIn, pk: UUID) -> HttpResponse:
    plan = plan_on_the_board(request.user, pk)
    return render(request, "weeks/board/changes.html", {"plan": plan, "changes": changes_of(plan), "undoable": next_to_undo(plan)})


@require_POST
def undo(request: SignedIn, pk: UUID) -> HttpResponse:
    plan = plan_on_the_board(request.user, pk)
    undone = next_to_undo(plan)
    outcome = carry_out(lambda: undo_change(plan=plan, version=version_in(request), by=request.user), plan.version)
    if outcome.done and undone:
        messages.success(request, f"Undone: {undone.words}.")
        return redirect("weeks:board", pk=pk)
    plan = plan_on_the_board(request.user, pk)
    context = {"plan": plan, "changes": changes_of(plan), "undoable": next_to_undo(plan), "outcome": outcome}
    return render(request, "weeks/board/changes.html", context, status=outcome.status)
