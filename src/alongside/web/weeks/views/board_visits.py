"""One visit of a plan: what it is, why it is so, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.access.requests import SignedIn
from alongside.web.weeks.actions.board import add_visit, lock_visit, move_visit, remove_visit, swap_visits
from alongside.web.weeks.board.answering import Outcome, carry_out, version_in, wants_json
from alongside.web.weeks.board.choices import Choices, adding, ways_of
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.reasons import reasons_for
from alongside.web.weeks.models import Offer, Plan, PlannedVisit, Visitor
from alongside.web.weeks.queries.board import plan_on_the_board

GONE = "That visit is no longer in the plan."
CHOOSE = "Choose one of the possibilities"


def _gone(request: SignedIn, pk: UUID) -> HttpResponse:
    messages.error(request, GONE)
    return redirect("weeks:board", pk=pk)


@require_safe
def visit(request: SignedIn, pk: UUID, visit: UUID) -> HttpResponse:
    desk = Desk(plan_on_the_board(request.user, pk))
    if (row := desk.visit_named(visit)) is None:
        return _gone(request, pk)
    return render(request, "weeks/board/visit.html", _context(desk, row, reasons=reasons_for(desk, row)))


@require_http_methods(["GET", "POST"])
def choose(request: SignedIn, pk: UUID, visit: UUID, way: str) -> HttpResponse:
    """Another place, another visitor or a swap: each possibility says what it would mean."""
    desk = Desk(plan_on_the_board(request.user, pk))
    if (row := desk.visit_named(visit)) is None:
        return _gone(request, pk)
    outcome = None
    if request.method == "POST":
        chosen, version = request.POST.get("choice", ""), version_in(request)
        outcome = _carry_out(desk, row, way, chosen, version, request)
        if wants_json(request):
            return outcome.json()
        if outcome.done:
            messages.success(request, outcome.said)
            return redirect("weeks:board_visit", pk=pk, visit=visit)
        desk = Desk(plan_on_the_board(request.user, pk))
        row = desk.visit_named(visit) or row
    choices = ways_of(desk, row, way, everything="all" in request.GET)
    return _choices(request, _context(desk, row), choices, outcome)


def _carry_out(desk: Desk, row: PlannedVisit, way: str, chosen: str, version: int, request: SignedIn) -> Outcome:
    by = request.user
    action: Callable[[], Plan]
    if way == "swap":
        other = next((v for v in desk.visits if str(v.pk) == chosen), None)
        if other is None:
            return Outcome(problems=(CHOOSE,))
        action = lambda: swap_visits(visit=row, other=other, version=version, by=by)  # noqa: E731
    else:
        picked = _picked(desk, chosen)
        if picked is None:
            return Outcome(problems=(CHOOSE,))
        visitor, offer = picked
        action = lambda: move_visit(visit=row, visitor=visitor, offer=offer, version=version, by=by)  # noqa: E731
    return carry_out(action, version)


def _picked(desk: Desk, chosen: str) -> tuple[Visitor, Offer] | None:
    """A visitor and an offer of this week, from what the form sent."""
    who, _, what = chosen.partition(" ")
    visitor = next((v for v in desk.rows.visitors if str(v.pk) == who), None)
    offer = next((o for o in desk.rows.offers.values() if str(o.pk) == what), None)
    return (visitor, offer) if visitor and offer else None


@require_http_methods(["GET", "POST"])
def add(request: SignedIn, pk: UUID) -> HttpResponse:
    """Find a visit for a gap: a team, a visitor, a service, an offer."""
    plan = plan_on_the_board(request.user, pk)
    desk, outcome = Desk(plan), None
    if request.method == "POST":
        picked, version = _picked(desk, request.POST.get("choice", "")), version_in(request)
        if picked is None:
            outcome = Outcome(problems=(CHOOSE,))
        else:
            outcome = carry_out(lambda: add_visit(plan=plan, visitor=picked[0], offer=picked[1], version=version, by=request.user), version)
        if wants_json(request):
            return outcome.json()
        if outcome.done:
            messages.success(request, outcome.said)
            return redirect("weeks:board", pk=pk)
        desk = Desk(plan_on_the_board(request.user, pk))
    choices = adding(desk, request.GET, everything="all" in request.GET)
    return _choices(request, {"plan": desk.plan, "desk": desk}, choices, outcome)


def _choices(request: SignedIn, context: dict[str, object], choices: Choices, outcome: Outcome | None) -> HttpResponse:
    page = {**context, "choices": choices, "outcome": outcome, "chosen": request.POST.get("choice", "")}
    return render(request, "weeks/board/choose.html", page, status=outcome.status if outcome else 200)


@require_http_methods(["GET", "POST"])
def remove(request: SignedIn, pk: UUID, visit: UUID) -> HttpResponse:
    desk = Desk(plan_on_the_board(request.user, pk))
    if (row := desk.visit_named(visit)) is None:
        return _gone(request, pk)
    outcome = None
    if request.method == "POST":
        going, version = row, version_in(request)
        outcome = carry_out(lambda: remove_visit(visit=going, version=version, by=request.user), version)
        if outcome.done:
            messages.success(request, outcome.said)
            return redirect("weeks:board", pk=pk)
        desk = Desk(plan_on_the_board(request.user, pk))
        row = desk.visit_named(visit) or row
    here = desk.numbered.get(row.pk)
    context = _context(desk, row, removal=desk.verdict(out=[here] if here else []), outcome=outcome)
    return render(request, "weeks/board/remove.html", context, status=outcome.status if outcome else 200)


@require_POST
def lock(request: SignedIn, pk: UUID, visit: UUID) -> HttpResponse:
    desk = Desk(plan_on_the_board(request.user, pk))
    if (row := desk.visit_named(visit)) is None:
        return _gone(request, pk)
    held, version, locked = row, version_in(request), request.POST.get("locked") == "yes"
    outcome = carry_out(lambda: lock_visit(visit=held, locked=locked, version=version, by=request.user), version)
    if wants_json(request):
        return outcome.json()
    if outcome.done:
        messages.success(request, outcome.said)
        return redirect("weeks:board_visit", pk=pk, visit=visit)
    desk = Desk(plan_on_the_board(request.user, pk))
    row = desk.visit_named(visit) or row
    context = _context(desk, row, reasons=reasons_for(desk, row), outcome=outcome)
    return render(request, "weeks/board/visit.html", context, status=outcome.status)


def _context(desk: Desk, row: PlannedVisit, **more: object) -> dict[str, object]:
    together = [v for v in desk.visits if v.offer_id == row.offer_id and v.pk != row.pk]
    return {
        "plan": desk.plan,
        "desk": desk,
        "visit": row,
        "slot": desk.plan.week.slot(row.offer.slot),
        "together": together,
        "problem": desk.problems.get(row.pk, ""),
        **more,
    }
