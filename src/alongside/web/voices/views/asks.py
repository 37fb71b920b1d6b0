"""Marking who was asked, mostly on a phone: one tap for each outcome."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission
from alongside.web.access.requests import SignedIn
from alongside.web.organisation.models import Team
from alongside.web.voices.actions import asks as actions
from alongside.web.voices.models import Ask
from alongside.web.voices.queries.asks import KINDS, OUTCOMES, conversations, rows_of_team
from alongside.web.voices.queries.hearing import week_heard
from alongside.web.voices.queries.teams import teams_asking
from alongside.web.voices.queries.unheard import unheard
from alongside.web.voices.views.weeks import uuid_in, week_of
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.views.pages import do


@require_safe
def asks(request: SignedIn, pk: UUID) -> HttpResponse:
    """Choose a team; somebody with one goes straight to it."""
    week = week_of(request, pk, Permission.VOICES_ASK)
    teams = teams_asking(request.user)
    heard = week_heard(week, teams)
    if len(heard.teams) == 1:
        return redirect("voices:asks_of_team", pk=week.pk, team=heard.teams[0].team.pk)
    return render(request, "voices/asks/teams.html", {"week": week, "heard": heard})


@require_safe
def of_team(request: SignedIn, pk: UUID, team: UUID) -> HttpResponse:
    week = week_of(request, pk, Permission.VOICES_ASK)
    return _page(request, week, _team(request, team))


@require_POST
def note(request: SignedIn, pk: UUID, team: UUID) -> HttpResponse:
    """One tap. What was chosen stays chosen for the next one."""
    week = week_of(request, pk, Permission.VOICES_ASK)
    found = _team(request, team)
    entry = request.POST.get("conversation", "")
    conversation = get_object_or_404(conversations(week), pk=uuid_in(request, "conversation")) if entry else None
    kind, how, outcome = (request.POST.get(name, "") for name in ("kind", "how", "outcome"))
    reference = conversation.reference if conversation else request.POST.get("reference", "").strip()[:40]
    try:
        ask = actions.note_ask(
            client_id=uuid_in(request), week=week, team=found, kind=kind, how=how, outcome=outcome, reference=reference,
            conversation=conversation, by=request.user,
        )  # fmt: skip
    except Refused as refused:
        return _page(request, week, found, problem=str(refused), reference=reference, kind=kind, how=how)
    messages.success(request, f"Noted: {ask.get_outcome_display().lower()}.")
    return redirect("voices:asks_of_team", pk=week.pk, team=found.pk)


@require_POST
def change(request: SignedIn, pk: UUID) -> HttpResponse:
    ask = _ask(request, pk)
    outcome = request.POST.get("outcome", "")
    if outcome not in Ask.Outcome.values:
        raise Http404("Not found")
    do(request, lambda: actions.change_outcome(ask=ask, outcome=outcome, by=request.user), f"Noted: {Ask.Outcome(outcome).label.lower()}.")
    return redirect("voices:asks_of_team", pk=ask.week_id, team=ask.team_id)


@require_POST
def take_off(request: SignedIn, pk: UUID) -> HttpResponse:
    ask = _ask(request, pk)
    do(request, lambda: actions.take_off(ask=ask, by=request.user), "Taken off the list.")
    return redirect("voices:asks_of_team", pk=ask.week_id, team=ask.team_id)


@require_safe
def who_was_not_heard(request: SignedIn, pk: UUID) -> HttpResponse:
    week = week_of(request, pk, Permission.VOICES_RUN)
    return render(request, "voices/asks/unheard.html", {"week": week, "found": unheard(week)})


def _page(
    request: SignedIn, week: PracticeWeek, team: Team, *, problem: str = "", reference: str = "", kind: str = "", how: str = "letter"
) -> HttpResponse:
    listed, others = rows_of_team(week, team, request.user)
    context = {
        "week": week,
        "team": team,
        "listed": listed,
        "others": others,
        "kinds": KINDS,
        "outcomes": OUTCOMES,
        "hows": [(value, label) for value, label in Ask.How.choices if value != Ask.How.CONVERSATION],
        "client_id": uuid4(),
        "chosen": {"reference": reference, "kind": kind, "how": how},
        "problem": problem,
        "error_summary": [{"text": problem, "href": "#reference"}] if problem else [],
        "only": teams_asking(request.user).count() == 1,
    }
    return render(request, "voices/asks/team.html", context, status=422 if problem else 200)


def _team(request: SignedIn, pk: UUID) -> Team:
    return get_object_or_404(teams_asking(request.user), pk=pk)


def _ask(request: SignedIn, pk: UUID) -> Ask:
    return get_object_or_404(Ask.objects.visible_to(request.user).select_related("week", "team"), pk=pk)
