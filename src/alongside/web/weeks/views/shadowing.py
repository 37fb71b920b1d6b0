"""Shadowing: a practitioner asks, a manager offers and says whom they would like, the practice lead sees it all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.weeks.actions import shadowing as actions
from alongside.web.weeks.forms.taking_part import AskToShadowForm, OfferToBeShadowedForm, RankForm
from alongside.web.weeks.models import PracticeWeek, ShadowingHost, ShadowingRequest
from alongside.web.weeks.queries.shadowing import hosts_for, requests_for, shadowing_overview
from alongside.web.weeks.views.pages import attempt, do, form_page, posted
from alongside.web.weeks.views.set_up import GET_OR_POST


@require_safe
def overview(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_SEE_ALL_VISITS, week)
    hosting, asked = shadowing_overview(week)
    return render(request, "weeks/take_part/shadowing.html", {"week": week, "hosting": hosting, "asked": asked})


@GET_OR_POST
def ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    week, person = _week_and_oneself(request, pk, Permission.WEEKS_SHADOW)
    asked = ShadowingRequest.objects.filter(week=week, staff_member=person).prefetch_related("preferences").first()
    hosts = hosts_for(week, person)
    form = AskToShadowForm(posted(request), week=week, hosts=hosts, asked=asked)
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        if attempt(
            form,
            lambda: actions.ask_to_shadow(week=week, slots=c["slots"], choices=form.choices, hoping_for=c["hoping_for"], by=request.user),
        ):
            messages.success(request, "Your request is saved. You can change it until the week is published.")
            return redirect("weeks:shadowing_ask", pk=pk)
    return form_page(request, "weeks/take_part/shadowing_ask.html", form, week=week, asked=asked, hosts=hosts)


@require_POST
def take_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    week, person = _week_and_oneself(request, pk, Permission.WEEKS_SHADOW)
    asked = get_object_or_404(ShadowingRequest, week=week, staff_member=person)
    do(request, lambda: actions.take_back_request(request=asked, by=request.user), "You no longer ask to shadow anybody.")
    return redirect("weeks:shadowing_ask", pk=pk)


@GET_OR_POST
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A manager offers to be shadowed."""
    week, person = _week_and_oneself(request, pk, _hosting_permission(request))
    host = ShadowingHost.objects.filter(week=week, staff_member=person).first()
    initial = {"slots": host.slots, "places": host.places, "most": host.max_shadowings, "what": host.what} if host else {}
    form = OfferToBeShadowedForm(posted(request), week=week, initial=initial)
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        if attempt(
            form,
            lambda: actions.offer_to_be_shadowed(
                week=week, slots=c["slots"], places=c["places"], most=c["most"], what=c["what"], by=request.user
            ),
        ):
            messages.success(request, "Saved. Practitioners can choose you now.")
            return redirect("weeks:shadowing_offer", pk=pk)
    return form_page(request, "weeks/take_part/shadowing_offer.html", form, week=week, host=host)


@GET_OR_POST
def rank(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whom the manager would like to take."""
    week, person = _week_and_oneself(request, pk, _hosting_permission(request))
    host = get_object_or_404(ShadowingHost.objects.select_related("week"), week=week, staff_member=person)
    said = dict(host.preferences.values_list("request_id", "host_choice"))
    form = RankForm(posted(request), requests=requests_for(host), said=said)
    if request.method == "POST" and form.is_valid():
        ranked = attempt(form, lambda: actions.rank_practitioners(host=host, choices=form.ranks(), by=request.user))
        if ranked:
            messages.success(request, "Saved. The plan weighs what you and the practitioners said.")
            return redirect("weeks:shadowing_rank", pk=pk)
    return form_page(request, "weeks/take_part/shadowing_rank.html", form, week=week, host=host)


@require_POST
def stop_offering(request: HttpRequest, pk: UUID) -> HttpResponse:
    week, person = _week_and_oneself(request, pk, _hosting_permission(request))
    host = get_object_or_404(ShadowingHost, week=week, staff_member=person)
    do(request, lambda: actions.stop_offering_to_be_shadowed(host=host, by=request.user), "You no longer offer to be shadowed.")
    return redirect("weeks:shadowing_offer", pk=pk)


def _hosting_permission(request: HttpRequest) -> Permission:
    return Permission.WEEKS_OFFER if request.user.may(Permission.WEEKS_OFFER) else Permission.WEEKS_VISIT


def _week_and_oneself(request: HttpRequest, pk: UUID, permission: Permission) -> tuple[PracticeWeek, UUID]:
    """The week, and the person signed in: only staff of the directorate can shadow or be shadowed."""
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, permission, week)
    if request.user.staff_member_id is None:
        raise NotAllowed("Not found")
    return week, request.user.staff_member_id
