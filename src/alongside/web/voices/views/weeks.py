"""The room's own pages: the weeks, and how the listening of one of them goes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.safeguarding.queries import family_forms_may_open
from alongside.web.voices.queries.hearing import week_heard
from alongside.web.voices.queries.teams import teams_asking
from alongside.web.weeks.models import PracticeWeek


def week_of(request: SignedIn, pk: UUID, permission: Permission) -> PracticeWeek:
    """A week that this person may do this in; 404 otherwise."""
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user).select_related("directorate"), pk=pk)
    require(request.user, permission, week)
    return week


def uuid_in(request: SignedIn, name: str = "client_id") -> UUID:
    """An identifier that the page wrote into its form."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotAllowed("Not found") from None


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """Straight to the week when there is one."""
    require(request.user, Permission.VOICES_ASK)
    weeks = list(PracticeWeek.objects.visible_to(request.user)[:20])
    if len(weeks) == 1:
        return redirect("voices:week", pk=weeks[0].pk)
    return render(request, "voices/weeks.html", {"weeks": weeks})


@require_safe
def week(request: SignedIn, pk: UUID) -> HttpResponse:
    found = week_of(request, pk, Permission.VOICES_ASK)
    context = {
        "week": found,
        "heard": week_heard(found, teams_asking(request.user)),
        "may_open": family_forms_may_open(found.directorate),
    }
    return render(request, "voices/week.html", context)
