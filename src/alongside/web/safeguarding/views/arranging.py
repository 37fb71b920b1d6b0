"""Numbers and hours, the rota, and drills: for those who arrange the room."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from alongside.web.access.permissions import Permission
from alongside.web.access.requests import SignedIn
from alongside.web.safeguarding.actions.arrangements import set_arrangements
from alongside.web.safeguarding.actions.drills import start_drill
from alongside.web.safeguarding.actions.rota import copy_last_week, set_rota
from alongside.web.safeguarding.duty import arrangements_of
from alongside.web.safeguarding.forms.arranging import ArrangementsForm, RotaWeekForm
from alongside.web.safeguarding.queries.drills import drills_of
from alongside.web.safeguarding.queries.rota import Week, rota_of
from alongside.web.safeguarding.views.pages import GET_OR_POST, do, form_page, only, posted


@GET_OR_POST
def arrangements(request: SignedIn) -> HttpResponse:
    only(request.user, Permission.SAFEGUARDING_ARRANGE)
    ours = request.user.directorate
    form = ArrangementsForm(posted(request), arrangements=arrangements_of(ours.pk))
    if request.method == "POST" and form.is_valid():
        try:
            set_arrangements(directorate=ours, by=request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, "Saved. Families see these numbers from now on.")
            return redirect("safeguarding:arrangements")
    return form_page(request, "safeguarding/arrangements.html", form)


@GET_OR_POST
def rota(request: SignedIn) -> HttpResponse:
    only(request.user, Permission.SAFEGUARDING_ARRANGE)
    weeks = rota_of(request.user.directorate)
    week = _week(request, weeks)
    form = RotaWeekForm(posted(request), week=week, directorate=request.user.directorate)
    if request.method == "POST" and form.is_valid():
        try:
            set_rota(directorate=request.user.directorate, days=form.chosen(), by=request.user)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        else:
            messages.success(request, "The rota is saved.")
            return redirect(f"{request.path}?week={week.monday}")
    return form_page(request, "safeguarding/rota.html", form, weeks=weeks, week=week)


@require_POST
def copy_week(request: SignedIn) -> HttpResponse:
    only(request.user, Permission.SAFEGUARDING_ARRANGE)
    week = _week(request, rota_of(request.user.directorate))
    ours = request.user.directorate
    do(request, lambda: copy_last_week(directorate=ours, monday=week.monday, by=request.user), "Empty days now have who read last week.")
    return redirect(f"{request.path.removesuffix('copy/')}?week={week.monday}")


@GET_OR_POST
def drills(request: SignedIn) -> HttpResponse:
    only(request.user, Permission.SAFEGUARDING_ARRANGE)
    if request.method == "POST":
        do(request, lambda: start_drill(directorate=request.user.directorate, by=request.user), "A drill waits among the words to read.")
        return redirect("safeguarding:drills")
    return render(request, "safeguarding/drills.html", {"drills": drills_of(request.user.directorate)})


def _week(request: SignedIn, weeks: list[Week]) -> Week:
    """The week asked for; the first with a gap, or this one, when none is."""
    asked = request.POST.get("week") or request.GET.get("week") or ""
    if not asked:
        return next((week for week in weeks if week.gaps), weeks[0])
    try:
        monday = dt.date.fromisoformat(asked)
    except ValueError:
        raise Http404 from None
    found = next((week for week in weeks if week.monday == monday), None)
    if found is None:
        raise Http404
    return found
