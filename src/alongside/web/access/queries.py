"""Reads for the people pages. Each begins with what the asking person may see."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from alongside.web.access.models import Invitation, RoleGrant, User
from alongside.web.access.tokens import hash_of

A_PAGE = 50


def people_page(user: User, *, search: str, number: str) -> Page[User]:
    """Everyone whose name or address has every word, with the roles they hold now in `grants_now`."""
    people = User.objects.visible_to(user).select_related("staff_member").order_by("name", "pk")
    for word in search.split():
        people = people.filter(Q(name__icontains=word) | Q(email__icontains=word))
    grants = Prefetch("role_grants", RoleGrant.objects.current(), to_attr="grants_now")
    return Paginator(people.prefetch_related(grants), A_PAGE).get_page(number)


def open_invitations(user: User) -> QuerySet[Invitation]:
    """Not yet accepted nor withdrawn; those out of date are there too, because they want sending again."""
    return Invitation.objects.visible_to(user).filter(accepted_at=None, withdrawn_at=None).order_by("name")


def invitation_by_token(token: str) -> Invitation | None:
    return Invitation.objects.open().filter(token_hash=hash_of(token)).first()


def sessions_of(person: User) -> list[UserSession]:
    return list(UserSession.objects.filter(user_id=person.pk).order_by("-last_seen_at"))


def staff_without_account(user: User) -> QuerySet[Any]:
    """Current staff of the directorate who can neither enter nor have been invited. The staff list is on a floor above."""
    staff = apps.get_model("organisation", "StaffMember").objects.visible_to(user).current()
    invited = Invitation.objects.open().filter(staff_member=OuterRef("pk"))
    return staff.filter(~Exists(invited), user=None).select_related("team", "service").order_by("seniority", "name")
