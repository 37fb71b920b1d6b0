"""Setting a week up: details, rules, lines of enquiry, and moving it on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.weeks.actions import set_up, states
from alongside.web.weeks.forms.week import DetailsForm, EnquiryForm, NewWeekForm, RulesForm
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.views.pages import attempt, do, form_page, posted

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MOVES = {
    "open": (states.open_week, "The week is open. Visitors and host teams can answer now."),
    "plan": (states.begin_planning, "Planning has begun. Answers can still be changed."),
    "finish": (states.finish_week, "The week is finished."),
}


def week_to_set_up(request: HttpRequest, pk: UUID) -> PracticeWeek:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_SET_UP, week)
    return week


@GET_OR_POST
def new_week(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.WEEKS_SET_UP)
    weeks = PracticeWeek.objects.visible_to(request.user)
    like = weeks.filter(pk=request.GET["like"]).first() if _is_uuid(request.GET.get("like")) else weeks.first()
    form = NewWeekForm(posted(request), weeks=weeks, like=like)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        week = attempt(
            form,
            lambda: set_up.create_week(client_id=chosen["client_id"], details=form.details(), like=chosen["like"], by=request.user),
        )
        if week:
            return redirect("weeks:week", pk=week.pk)
    return form_page(request, "weeks/set_up/new.html", form)


@GET_OR_POST
def details(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    form = DetailsForm.of(week, posted(request))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        if attempt(form, lambda: set_up.change_details(week=week, version=version, details=form.details(), by=request.user)):
            return redirect("weeks:week", pk=pk)
    return form_page(request, "weeks/set_up/details.html", form, week=week)


@GET_OR_POST
def rules(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    form = RulesForm.of(week, posted(request))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if attempt(form, lambda: set_up.change_rules(week=week, version=version, rules=form.rules(), by=request.user)):
            return redirect("weeks:week", pk=pk)
    return form_page(request, "weeks/set_up/rules.html", form, week=week)


@GET_OR_POST
def enquiry(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    form = EnquiryForm.of(week, posted(request))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if attempt(form, lambda: set_up.set_lines_of_enquiry(week=week, version=version, lines=form.lines(), by=request.user)):
            return redirect("weeks:week", pk=pk)
    return form_page(request, "weeks/set_up/enquiry.html", form, week=week)


@require_POST
def move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One step along the week's way."""
    week = week_to_set_up(request, pk)
    if request.POST.get("to") not in MOVES:
        raise NotAllowed("Not found")
    act, done = MOVES[request.POST["to"]]
    do(request, lambda: act(week=week, by=request.user), done)
    return redirect("weeks:week", pk=pk)


def _is_uuid(text: str | None) -> bool:
    try:
        return bool(UUID(text or ""))
    except ValueError:
        return False
