"""The live board and the daily huddle."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.design.words import plural
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.today import actions
from alongside.web.today.queries import board_of, day_that_matters, huddle_of
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.views.pages import do


@require_safe
def board(request: SignedIn) -> HttpResponse:
    return render(request, "today/board.html", _board(request))


@require_safe
def figures(request: SignedIn) -> HttpResponse:
    """The part that refreshes itself."""
    return render(request, "today/_figures.html", _board(request))


@require_safe
def huddle(request: SignedIn) -> HttpResponse:
    week = _week(request)
    if week is None:
        return render(request, "today/nothing.html", {})
    asked = _date(request.GET.get("day", "")) or timezone.localdate()
    return render(request, "today/huddle.html", {"huddle": huddle_of(week, day_that_matters(week, asked)), "week": week})


@require_POST
def chase(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.TODAY_CHASE)
    if (week := _week(request)) is None:
        raise NotAllowed("Not found")
    do(request, lambda: _say(request, actions.chase(week=week, by=request.user)))
    return redirect("today:board")


def _say(request: SignedIn, chased: actions.Chased) -> None:
    words = f"{plural(chased.sent, 'person was', 'people were')} told." if chased.sent else "Nobody new was told."
    if chased.told_today:
        words += f" {plural(chased.told_today, 'person', 'people')} had a message today already, so got no second one."
    if chased.unreachable:
        words += f" No e-mail address: {', '.join(chased.unreachable)}."
    messages.success(request, words)


def _board(request: SignedIn) -> dict[str, object]:
    week = _week(request)
    if week is None:
        return {"week": None}
    left = actions.still_to_chase(week) if request.user.may(Permission.TODAY_CHASE) else 0
    return {"week": week, "board": board_of(week), "left": left}


def _week(request: SignedIn) -> PracticeWeek | None:
    """Published weeks only: before that there is nothing to see happen."""
    require(request.user, Permission.TODAY_SEE)
    return week_being_seen(request.user.directorate_id)


def _date(written: str) -> dt.date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None
