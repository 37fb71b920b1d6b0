"""Inviting: one person, many visitors at once, again, or no longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from alongside.web.access.actions import inviting
from alongside.web.access.forms.people import InviteForm, InviteStaffForm
from alongside.web.access.models import Invitation
from alongside.web.access.permissions import Permission, require
from alongside.web.access.queries import staff_by_level, staff_without_account
from alongside.web.access.requests import SignedIn
from alongside.web.access.roles import ROLES


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.ACCESS_MANAGE)
    form = InviteForm(request.POST if request.method == "POST" else None, staff=staff_without_account(request.user))
    if form.is_valid() and went_well(form, lambda: inviting.invite(**form.cleaned_data, by=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} is invited. The link in their email works for 14 days.")
        return redirect("access:people")
    status = 422 if form.is_bound else 200
    return render(request, "access/invite.html", {"form": form, "error_summary": form.error_summary, "roles": ROLES}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_visitors(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.ACCESS_MANAGE)
    staff = staff_without_account(request.user)
    form = InviteStaffForm(request.POST if request.method == "POST" else None, staff=staff)
    if form.is_valid() and went_well(
        form, lambda: inviting.invite_visitors(staff=list(form.cleaned_data["staff"]), by=request.user), field="staff"
    ):
        invited = len(form.cleaned_data["staff"])
        messages.success(request, f"{invited} {'person is' if invited == 1 else 'people are'} invited.")
        return redirect("access:people")
    levels = staff_by_level(request.user, request.GET.get("level", ""))
    context = {"form": form, "error_summary": form.error_summary, "levels": levels, "chosen": request.POST.getlist("staff")}
    return render(request, "access/invite_visitors.html", context, status=422 if form.is_bound else 200)


@require_POST
def resend(request: SignedIn, pk: UUID) -> HttpResponse:
    invitation = found(request, pk)
    return attempt(request, lambda: inviting.resend_invitation(invitation=invitation, by=request.user), "Sent again, with a new link.")


@require_POST
def withdraw(request: SignedIn, pk: UUID) -> HttpResponse:
    invitation = found(request, pk)
    done = "Withdrawn. The link no longer works."
    return attempt(request, lambda: inviting.withdraw_invitation(invitation=invitation, by=request.user), done)


def found(request: SignedIn, pk: UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)


def went_well(form: Any, act: Callable[[], Any], field: str | None = None) -> bool:
    try:
        act()
    except ValidationError as refused:
        form.add_error(field or ("email" if "email" in refused.message else None), refused)
        return False
    return True


def attempt(request: SignedIn, act: Callable[[], Any], done: str) -> HttpResponse:
    try:
        act()
    except ValidationError as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, done)
    return redirect("access:people")
