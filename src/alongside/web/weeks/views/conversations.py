"""Family conversations, by the practice lead or the manager of the team that works with the family."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.models import Site
from alongside.web.weeks.actions import conversations as actions
from alongside.web.weeks.forms.taking_part import ConversationForm
from alongside.web.weeks.models import FamilyConversation, PracticeWeek
from alongside.web.weeks.queries.conversations import conversation_rows
from alongside.web.weeks.queries.hosting import teams_hosted_by
from alongside.web.weeks.views.pages import attempt, do, form_page, posted
from alongside.web.weeks.views.set_up import GET_OR_POST


@require_safe
def conversations(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = _week(request, pk)
    return render(
        request, "weeks/take_part/conversations.html", {"week": week, "rows": conversation_rows(week, teams_hosted_by(request.user))}
    )


@GET_OR_POST
def arrange(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _edit(request, _week(request, pk), None)


@GET_OR_POST
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _conversation(request, pk)
    return _edit(request, found.week, found)


@require_POST
def call_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _conversation(request, pk)
    week = found.week_id
    do(request, lambda: actions.call_off_conversation(conversation=found, by=request.user), f"{found} is off the list.")
    return redirect("weeks:conversations", pk=week)


def _edit(request: HttpRequest, week: PracticeWeek, found: FamilyConversation | None) -> HttpResponse:
    teams = teams_hosted_by(request.user).order_by("name")
    sites = Site.objects.filter(directorate_id=week.directorate_id, family_room=True).current()
    form = ConversationForm(posted(request), week=week, teams=teams, sites=sites, initial=_initial(found, teams))
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        saved = attempt(
            form,
            lambda: actions.arrange_conversation(
                week=week, reference=c["reference"], team=c["team"], arrangements=form.arrangements(), by=request.user, change=found
            ),
        )
        if saved:
            messages.success(request, f"{saved} is saved.")
            return redirect("weeks:conversations", pk=week.pk)
    return form_page(request, "weeks/take_part/conversation.html", form, week=week, conversation=found)


def _initial(found: FamilyConversation | None, teams: object) -> dict[str, object]:
    if found is None:
        only = list(teams[:2])  # type: ignore[index]
        return {"team": only[0].pk} if len(only) == 1 else {}
    names = ("reference", "slots", "needs_step_free", "language", "notes")
    return {name: getattr(found, name) for name in names} | {"team": found.team_id, "sites": [s.pk for s in found.sites.all()]}


def _week(request: HttpRequest, pk: UUID) -> PracticeWeek:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_OFFER, week)
    return week


def _conversation(request: HttpRequest, pk: UUID) -> FamilyConversation:
    require(request.user, Permission.WEEKS_OFFER)
    mine = FamilyConversation.objects.filter(team__in=teams_hosted_by(request.user), week__directorate_id=request.user.directorate_id)
    return get_object_or_404(mine.select_related("week", "team"), pk=pk)
