""" "I cannot come" and "we cannot host": one tap on one's page, one more here."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.access.requests import SignedIn
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.actions.cancellation import Who, may_report, report_cancellation, withdraw_cancellation
from alongside.web.weeks.forms.cancellation import CancellationForm
from alongside.web.weeks.models import Cancellation, PracticeWeek
from alongside.web.weeks.publication.clock import first_open_slot
from alongside.web.weeks.publication.leads import when_of
from alongside.web.weeks.queries.itinerary import itinerary_of, team_itinerary
from alongside.web.weeks.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def cannot_come(request: SignedIn, pk: UUID, staff: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    people = StaffMember.objects.select_related("base", "team__site")
    person = get_object_or_404(people, pk=staff, directorate_id=week.directorate_id)
    return _ask(request, week, Who(staff_member=person))


@require_http_methods(["GET", "HEAD", "POST"])
def cannot_host(request: SignedIn, pk: UUID, team: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    return _ask(request, week, Who(team=get_object_or_404(Team, pk=team, directorate_id=week.directorate_id)))


def _ask(request: SignedIn, week: PracticeWeek, who: Who) -> HttpResponse:
    may_report(request.user, week, who)
    now, is_mine = timezone.now(), who.staff_member is not None and who.staff_member.pk == request.user.staff_member_id
    form, stops = _form(request, week, who, now, is_mine)
    status = 200
    if request.method == "POST":
        status = 422
        everything = "everything" in request.POST
        if everything:
            form.fields["which"].required = False
        if form.is_valid():
            try:
                cancellation = report_cancellation(
                    client_id=form.cleaned_data["client_id"], week=week, who=who, slots=[] if everything else form.chosen_slots(),
                    reason=form.cleaned_data["reason"], by=request.user, now=now,
                )  # fmt: skip
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                return redirect("weeks:cancellation", pk=cancellation.pk)
    context = {"week": week, "who": who, "form": form, "stops": stops, "is_mine": is_mine}
    return render(request, "weeks/publication/cannot.html", context, status=status)


def _form(request: SignedIn, week: PracticeWeek, who: Who, now: Any, is_mine: bool) -> tuple[CancellationForm, list[Any]]:
    first_open = first_open_slot(week, now)
    if who.staff_member is not None:
        found = itinerary_of(request.user, week, who.staff_member, first_open=first_open)
        question = "What can you not make?" if is_mine else f"What can {who.staff_member} not make?"
    else:
        assert who.team is not None
        found = team_itinerary(request.user, week, who.team, first_open=first_open)
        question = "What can you not host?"
    # The same form sent twice meets what it reported itself the first time.
    stops, tapped = found.ahead if request.method == "POST" else found.still_to_come, request.GET.get("entry", "")
    ticked = [str(stop.entry.pk) for stop in stops if str(stop.entry.pk) == tapped or len(stops) == 1]
    data = request.POST if request.method == "POST" else None
    return CancellationForm(data, stops=stops, question=question, hosting=who.team is not None, initial={"which": ticked}), stops


@require_safe
def told(request: SignedIn, pk: UUID) -> HttpResponse:
    """Thank you, and what happens next."""
    found = get_object_or_404(_cancellations(request), pk=pk)
    is_mine = found.staff_member_id is not None and found.staff_member_id == request.user.staff_member_id
    context = {"cancellation": found, "week": found.week, "when": when_of(found), "is_mine": is_mine}
    return render(request, "weeks/publication/told.html", context)


@require_POST
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(_cancellations(request), pk=pk)
    try:
        withdraw_cancellation(cancellation=found, by=request.user)
    except Refused as refused:
        context = {"cancellation": found, "week": found.week, "when": when_of(found), "error_summary": [{"text": str(refused)}]}
        return render(request, "weeks/publication/told.html", context, status=422)
    return redirect("weeks:cancellation", pk=pk)


def _cancellations(request: SignedIn) -> Any:
    return Cancellation.objects.visible_to(request.user).select_related("week", "staff_member", "team", "reported_by")
