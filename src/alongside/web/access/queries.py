"""Reads for the people pages. Each begins with what the asking person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from alongside.web.access.models import Invitation, RoleGrant, User
from alongside.web.access.tokens import hash_of

A_PAGE = 50
LEVELS = {
    "leaders": ("Chief executive to heads of service", ["chief_executive", "director", "lead_member", "head_of_service"]),
    "service_managers": ("Service managers", ["service_manager"]),
    "team_managers": ("Team managers", ["team_manager"]),
    "others": ("Everyone else", ["practitioner", "other"]),
}


@dataclass(frozen=True)
class Level:
    """Part of the staff list: its name, how many of it wait to be invited, and who they are if it is the one being looked at."""

    code: str
    name: str
    people: list[Any]
    is_shown: bool


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
    return staff.filter(~Exists(invited), user=None).select_related("team", "service").order_by("name")


def staff_by_level(user: User, shown: str) -> list[Level]:
    """Those without an account, from the top; the first level that has anybody is shown unless another is asked for."""
    waiting = list(staff_without_account(user))
    people = {code: [p for p in waiting if p.seniority in seniorities] for code, (_, seniorities) in LEVELS.items()}
    if not people.get(shown):
        shown = next((code for code, some in people.items() if some), "")
    return [Level(code, LEVELS[code][0], some, code == shown) for code, some in people.items() if some]
