"""Praise and promises: what was said, to whom, and what came of it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.organisation.models import Team
from alongside.web.records.actions import praise as praising
from alongside.web.records.actions import promises as promising
from alongside.web.records.forms.following import HeardBackForm, PraiseForm, PromiseForm, SettleForm
from alongside.web.records.models import Praise, Promise
from alongside.web.records.queries.following import praise_counts, praise_seen_by, promises_seen_by
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.views.pages import attempt, do, form_page, posted

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def praise(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_SEE)
    week = week_being_seen(request.user.directorate_id)
    counts = praise_counts(week) if week and request.user.may(Permission.RECORDS_READ_ALL) else None
    return render(request, "records/praise.html", {"seen": praise_seen_by(request.user), "week": week, "counts": counts})


@require_safe
def choose_team(request: SignedIn) -> HttpResponse:
    """First which team, so that the next page can offer its people."""
    require(request.user, Permission.RECORDS_WRITE)
    _week(request)
    return render(request, "records/praise_team.html", {"teams": _teams(request)})


@GET_OR_POST
def give(request: SignedIn, team_pk: UUID) -> HttpResponse:
    require(request.user, Permission.RECORDS_WRITE)
    week, team = _week(request), get_object_or_404(_teams(request), pk=team_pk)
    form = PraiseForm(posted(request), team=team, giver=request.user.staff_member)
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["client_id"]
        if attempt(form, lambda: praising.give_praise(client_id=once, week=week, what=form.what(), by=request.user)):
            return redirect("records:praise")
    return form_page(request, "records/praise_give.html", form, team=team)


@require_POST
def take_back(request: SignedIn, pk: UUID) -> HttpResponse:
    given = get_object_or_404(Praise.objects.visible_to(request.user).filter(given_by=request.user), pk=pk)
    do(request, lambda: praising.take_praise_back(praise=given, by=request.user), "Taken back. Nobody was told.")
    return redirect("records:praise")


@require_safe
def promises(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_SEE)
    return render(request, "records/promises.html", {"seen": promises_seen_by(request.user), "today": timezone.localdate()})


@GET_OR_POST
def new_promise(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_WRITE)
    week = _week(request)
    form = PromiseForm(posted(request), teams=_teams(request))
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data["client_id"]
        if attempt(form, lambda: promising.make_promise(client_id=once, week=week, what=form.what(), by=request.user)):
            return redirect("records:promises")
    return form_page(request, "records/promise_new.html", form)


@GET_OR_POST
def settle(request: SignedIn, pk: UUID) -> HttpResponse:
    promise = _own_promise(request, pk)
    form = SettleForm(posted(request), initial={"told_team": promise.told_team})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(form, lambda: promising.settle_promise(promise=promise, **said, by=request.user)):
            return redirect("records:promises")
    return form_page(request, "records/promise_settle.html", form, promise=promise)


@require_POST
def open_again(request: SignedIn, pk: UUID) -> HttpResponse:
    promise = _own_promise(request, pk)
    do(request, lambda: promising.open_again(promise=promise, by=request.user), "It is on your list again.")
    return redirect("records:promises")


@GET_OR_POST
def heard_back(request: SignedIn, pk: UUID) -> HttpResponse:
    promise = get_object_or_404(Promise.objects.visible_to(request.user).filter(team__in=promising.teams_of(request.user)), pk=pk)
    form = HeardBackForm(posted(request), initial={"heard_back": promise.heard_back, "words": promise.heard_back_words})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(form, lambda: promising.say_whether_heard_back(promise=promise, **said, by=request.user)):
            return redirect("records:promises")
    return form_page(request, "records/heard_back.html", form, promise=promise)


def _own_promise(request: SignedIn, pk: UUID) -> Promise:
    require(request.user, Permission.RECORDS_WRITE)
    return get_object_or_404(Promise.objects.visible_to(request.user).filter(made_by=request.user).select_related("team", "week"), pk=pk)


def _week(request: SignedIn) -> PracticeWeek:
    week = week_being_seen(request.user.directorate_id)
    if week is None:
        raise NotAllowed("Not found")
    return week


def _teams(request: SignedIn) -> QuerySet[Team]:
    return Team.objects.filter(directorate_id=request.user.directorate_id, retired_on=None).order_by("name")
