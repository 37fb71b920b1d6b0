"""Adding, changing and retiring, a row at a time. The kind of row stands in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation import actions, forms
from alongside.web.organisation.models import Owned, Post, Service, Site, StaffMember, Team
from alongside.web.organisation.refusals import Refused, Stale

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Kind:
    """What stands in the address, and what it is called on screen."""

    model: type[Owned]
    form: type[forms.OwnedForm]
    one: str
    end: str
    what_ends: str


KINDS = {
    "services": Kind(Service, forms.ServiceForm, "service", "Close", "It is no longer shown, and no team can be put in it."),
    "sites": Kind(Site, forms.SiteForm, "site", "Close", "No visit is planned there any more."),
    "teams": Kind(Team, forms.TeamForm, "team", "Close", "No visit to it is planned any more. Earlier weeks still show it."),
    "people": Kind(
        StaffMember,
        forms.PersonForm,
        "person",
        "Say that they have left:",
        "They are no longer shown, and their posts become vacant. Earlier weeks still show them.",
    ),
    "posts": Kind(Post, forms.PostForm, "post", "Close", "It no longer counts as filled or vacant."),
}


def address_of(row: Owned) -> str:
    """The page a row is seen on. A post is seen on its team's."""
    if isinstance(row, Post):
        return reverse("organisation:team", args=[row.team_id])
    names = {Service: "service", Site: "site", Team: "team", StaffMember: "person"}
    return reverse(f"organisation:{names[type(row)]}", args=[row.pk])


def kind_of(name: str) -> Kind:
    try:
        return KINDS[name]
    except KeyError:
        raise Http404 from None


def _saved(form: Any, save: Callable[[], Owned]) -> Owned | None:
    """What was saved, or None with the refusal put on the form."""
    try:
        return save()
    except Refused as refused:
        if isinstance(refused, Stale):
            form.data = form.data.copy()  # the next attempt is made against what the row is now
            form.data["seen"] = refused.current
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return None


@GET_OR_POST
def add(request: HttpRequest, kind: str) -> HttpResponse:
    require(request.user, Permission.ORGANISATION_CHANGE)
    chosen = kind_of(kind)
    first: dict[str, str] = {
        name: request.GET[name] for name in ("team", "service", "site") if name in request.GET and name in chosen.form.base_fields
    }
    form = chosen.form(request.POST or None, by=request.user, initial=_known(first))
    if request.method == "POST" and form.is_valid():
        made = _saved(
            form,
            lambda: actions.add(
                model=chosen.model,
                client_id=form.cleaned_data["client_id"] or form.fields["client_id"].initial,
                directorate=request.user.directorate,
                fields=form.values(),
                by=request.user,
            ),
        )
        if made is not None:
            messages.success(request, f"{made} is added.")
            return redirect(address_of(made))
    context = {"form": form, "kind": chosen, "title": f"Add a {chosen.one}", "back": reverse("organisation:home")}
    return render(request, "organisation/edit.html", context, status=422 if form.errors else 200)


def _known(first: dict[str, str]) -> dict[str, UUID]:
    """Only what can be an identifier: an address may say anything."""
    found = {}
    for name, text in first.items():
        try:
            found[name] = UUID(text)
        except ValueError:
            continue
    return found


@GET_OR_POST
def change(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    chosen, row = _one(request, kind, pk)
    form = chosen.form(request.POST or None, instance=row, by=request.user, initial={"seen": actions.as_seen(row)})
    name, back = str(row), address_of(row)
    if request.method == "POST" and form.is_valid():
        fields, seen = form.values(), form.cleaned_data["seen"]
        made = _saved(form, lambda: actions.change(row=row, fields=fields, seen=seen, by=request.user))
        if made is not None:
            messages.success(request, f"{made} is changed.")
            return redirect(address_of(made))
    context = {"form": form, "kind": chosen, "title": f"Change {name}", "back": back, "row": row}
    return render(request, "organisation/edit.html", context, status=422 if form.errors else 200)


@GET_OR_POST
def retire(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    chosen, row = _one(request, kind, pk)
    form = forms.RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["retired_on"]
        made = _saved(form, lambda: actions.retire(row=row, on=on, by=request.user))
        if made is not None:
            messages.success(request, f"{made} is kept only for earlier weeks now.")
            return redirect(address_of(made))
    context = {"form": form, "kind": chosen, "row": row, "title": f"{chosen.end} {row}", "back": address_of(row)}
    return render(request, "organisation/retire.html", context, status=422 if form.errors else 200)


@require_POST
def bring_back(request: HttpRequest, kind: str, pk: UUID) -> HttpResponse:
    _, row = _one(request, kind, pk)
    actions.bring_back(row=row, by=request.user)
    messages.success(request, f"{row} is back.")
    return redirect(address_of(row))


@GET_OR_POST
def travel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say how long it takes from a site to another."""
    row = get_object_or_404(Site.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.ORGANISATION_CHANGE, row)
    first = _known({"destination": request.GET.get("to", "")})
    form = forms.TravelForm(request.POST or None, site=row, by=request.user, initial=first)
    if request.method == "POST" and form.is_valid() and _given(form, request, row):
        messages.success(request, "The travel time is changed.")
        return redirect("organisation:site", pk=row.pk)
    context = {"form": form, "site": row, "title": f"Travel time from {row}"}
    return render(request, "organisation/travel.html", context, status=422 if form.errors else 200)


def _given(form: Form, request: HttpRequest, origin: Site) -> bool:
    try:
        actions.give_travel_time(origin=origin, by=request.user, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field, str(refused))
        return False
    return True


def _one(request: HttpRequest, kind: str, pk: UUID) -> tuple[Kind, Owned]:
    chosen = kind_of(kind)
    row: Owned = get_object_or_404(chosen.model.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.ORGANISATION_CHANGE, row)
    return chosen, row
