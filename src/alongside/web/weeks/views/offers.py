"""Offers: the practice lead's list of teams, and a team's own page for its manager's phone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.models import Service, Team
from alongside.web.weeks.actions import offers as actions
from alongside.web.weeks.forms.taking_part import OfferForm, free_slots
from alongside.web.weeks.models import Offer, PracticeWeek
from alongside.web.weeks.queries.hosting import teams_hosted_by
from alongside.web.weeks.queries.offers import offers_of, team_rows, week_offered_before
from alongside.web.weeks.views.pages import attempt, do, form_page, posted
from alongside.web.weeks.views.set_up import GET_OR_POST


@require_safe
def offers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every team with how much it offers; those that offer nothing come first."""
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_SEE_ALL_VISITS, week)
    services = Service.objects.visible_to(request.user).current()
    chosen = next((s for s in services if str(s.pk) == request.GET.get("service")), None)
    rows = team_rows(week, chosen.pk if chosen else None)
    may_change = request.user.may(Permission.WEEKS_SET_UP)
    context = {"week": week, "rows": rows, "services": services, "chosen": chosen, "may_change": may_change}
    return render(request, "weeks/take_part/offers.html", context)


@require_safe
def team_offers(request: HttpRequest, pk: UUID, team_pk: UUID) -> HttpResponse:
    week, team = _week_and_team(request, pk, team_pk)
    rows = offers_of(week, team)
    before = week_offered_before(week, team) if not rows else None
    return render(request, "weeks/take_part/team_offers.html", {"week": week, "team": team, "rows": rows, "before": before})


@GET_OR_POST
def make(request: HttpRequest, pk: UUID, team_pk: UUID) -> HttpResponse:
    week, team = _week_and_team(request, pk, team_pk)
    taken = {row.offer.slot for row in offers_of(week, team)}
    form = OfferForm(posted(request), slots=free_slots(week, taken))
    if request.method == "POST" and form.is_valid():
        client_id = form.cleaned_data["client_id"]
        if attempt(form, lambda: actions.make_offer(client_id=client_id, week=week, team=team, what=form.what(), by=request.user)):
            return redirect("weeks:team_offers", pk=pk, team_pk=team_pk)
    return form_page(request, "weeks/take_part/offer.html", form, week=week, team=team)


@GET_OR_POST
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    offer = _offer(request, pk)
    taken = {row.offer.slot for row in offers_of(offer.week, offer.team)}
    form = OfferForm.of(offer, free_slots(offer.week, taken, keep=offer.slot), posted(request))
    if request.method == "POST" and form.is_valid():
        changed = attempt(form, lambda: actions.change_offer(offer=offer, what=form.what(), by=request.user))
        if changed:
            return redirect("weeks:team_offers", pk=offer.week_id, team_pk=offer.team_id)
    return form_page(request, "weeks/take_part/offer.html", form, week=offer.week, team=offer.team, offer=offer)


@require_POST
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    offer = _offer(request, pk)
    done = f"{offer.get_activity_display()} on {offer.week.slot(offer.slot).name} is no longer offered."
    do(request, lambda: actions.withdraw_offer(offer=offer, by=request.user), done)
    return redirect("weeks:team_offers", pk=offer.week_id, team_pk=offer.team_id)


@require_POST
def as_last_time(request: HttpRequest, pk: UUID, team_pk: UUID) -> HttpResponse:
    week, team = _week_and_team(request, pk, team_pk)
    before = week_offered_before(week, team)
    if before is not None:
        done = f"Copied from {before}. Check each one, and say whether the family has agreed."
        do(request, lambda: actions.offer_as_last_time(week=week, like=before, team=team, by=request.user), done)
    return redirect("weeks:team_offers", pk=pk, team_pk=team_pk)


def _week_and_team(request: HttpRequest, pk: UUID, team_pk: UUID) -> tuple[PracticeWeek, Team]:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    return week, get_object_or_404(teams_hosted_by(request.user).select_related("site"), pk=team_pk)


def _offer(request: HttpRequest, pk: UUID) -> Offer:
    mine = Offer.objects.visible_to(request.user).filter(team__in=teams_hosted_by(request.user))
    return get_object_or_404(mine.standing().select_related("week", "team"), pk=pk)
