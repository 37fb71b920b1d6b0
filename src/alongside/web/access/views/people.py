"""People and access: who is here, what they may do, and whether they may enter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.actions import people as actions
from alongside.web.access.forms.people import GiveRoleForm
from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.access.queries import open_invitations, people_page, sessions_of
from alongside.web.access.requests import SignedIn


@require_safe
def people(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.ACCESS_MANAGE)
    search = request.GET.get("search", "").strip()[:100]
    page = people_page(request.user, search=search, number=request.GET.get("page", "1"))
    return render(request, "access/people.html", {"page": page, "search": search, "invitations": open_invitations(request.user)})


@require_safe
def person(request: SignedIn, pk: UUID) -> HttpResponse:
    return person_page(request, found(request, pk))


@require_POST
def give_role(request: SignedIn, pk: UUID) -> HttpResponse:
    someone = found(request, pk)
    form = GiveRoleForm(request.POST, held=roles_of(someone))
    if not form.is_valid():
        return person_page(request, someone, form=form, status=422)
    try:
        grant = actions.grant_role(user=someone, role=form.cleaned_data["role"], by=request.user)
    except ValidationError as refused:
        form.add_error("role", refused)
        return person_page(request, someone, form=form, status=422)
    messages.success(request, f"{someone.name} is now {grant.role_class.name.lower()}.")
    return redirect("access:person", pk=pk)


@require_POST
def end_role(request: SignedIn, pk: UUID, role: str) -> HttpResponse:
    return attempt(request, pk, lambda user: actions.end_role(user=user, role=role, by=request.user), "The role has ended.")


@require_POST
def deactivate(request: SignedIn, pk: UUID) -> HttpResponse:
    return attempt(request, pk, lambda user: actions.deactivate(user=user, by=request.user), "They can no longer sign in.")


@require_POST
def reactivate(request: SignedIn, pk: UUID) -> HttpResponse:
    return attempt(request, pk, lambda user: actions.reactivate(user=user, by=request.user), "They can sign in again.")


@require_POST
def sign_out(request: SignedIn, pk: UUID) -> HttpResponse:
    return attempt(request, pk, lambda user: actions.sign_out_everywhere(user=user, by=request.user), "They are signed out everywhere.")


def found(request: SignedIn, pk: UUID) -> User:
    require(request.user, Permission.ACCESS_MANAGE)
    someone: User = get_object_or_404(User.objects.visible_to(request.user), pk=pk)
    return someone


def roles_of(someone: User) -> set[str]:
    return set(someone.role_grants.current().values_list("role", flat=True))


def attempt(request: SignedIn, pk: UUID, act: Callable[[User], Any], done: str) -> HttpResponse:
    """Do it, or show the person's page again with the reason why not."""
    someone = found(request, pk)
    try:
        act(someone)
    except ValidationError as refused:
        return person_page(request, found(request, pk), problem=str(refused.message), status=422)
    messages.success(request, done)
    return redirect("access:person", pk=pk)


def person_page(
    request: SignedIn, someone: User, *, form: GiveRoleForm | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    grants = list(someone.role_grants.select_related("granted_by", "ended_by").order_by("-granted_at"))
    form = form or GiveRoleForm(held={grant.role for grant in grants if grant.ended_at is None})
    context = {
        "person": someone,
        "grants": [grant for grant in grants if grant.ended_at is None],
        "past_grants": [grant for grant in grants if grant.ended_at],
        "sessions": sessions_of(someone),
        "form": form,
        "error_summary": [{"text": problem}] if problem else form.error_summary,
        "is_self": someone.pk == request.user.pk,
        "may_read_trail": request.user.may(Permission.AUDIT_VIEW),
    }
    return render(request, "access/person.html", context, status=status)
