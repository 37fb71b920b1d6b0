"""Signing in as an invented person. Only in the demonstration, and never where anything looks like a real installation."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404

from alongside.web.access.models import RoleGrant, User
from alongside.web.access.roles import ROLES, Role

SHOWN_AT_FIRST = 3


@dataclass(frozen=True)
class Persona:
    """Someone to be: the account, and what they are in the invented council."""

    user: User
    post: str


@dataclass(frozen=True)
class Cast:
    """Everyone who holds one role, a few of them first."""

    role: type[Role]
    people: list[Persona]

    @property
    def first(self) -> list[Persona]:
        return self.people[:SHOWN_AT_FIRST]

    @property
    def others(self) -> list[Persona]:
        return self.people[SHOWN_AT_FIRST:]


def signs_of_production() -> list[str]:
    """What is set that only a real installation sets."""
    signs = {
        "ALONGSIDE_ENV=production": settings.PRODUCTION,
        "an https:// address in ALONGSIDE_URL": settings.BASE_URL.startswith("https://"),
        "secure cookies": settings.SESSION_COOKIE_SECURE,
        "single sign-on (ALONGSIDE_OIDC_ISSUER)": bool(settings.OIDC_ISSUER),
        "a proxy in front (ALONGSIDE_PROXIES)": bool(settings.ALLAUTH_TRUSTED_PROXY_COUNT),
        "GOV.UK Notify (ALONGSIDE_NOTIFY_API_KEY)": bool(settings.NOTIFY_API_KEY),
    }
    return [name for name, present in signs.items() if present]


def is_demonstration() -> bool:
    return settings.DEMO is True and not signs_of_production()


def require_demonstration() -> None:
    """Raise 404 anywhere but in a demonstration, as if the page had never been written."""
    if not is_demonstration():
        raise Http404


def personas() -> list[Cast]:
    """The invented people, by role, in the order of the roles."""
    require_demonstration()
    held: dict[str, list[Persona]] = {role.code: [] for role in ROLES}
    grants = RoleGrant.objects.current().filter(user__is_active=True).select_related("user__staff_member__team")
    for grant in grants.order_by("user__created_at", "user__name"):
        held[grant.role].append(Persona(grant.user, post_of(grant.user)))
    return [Cast(role, held[role.code]) for role in ROLES if held[role.code]]


def post_of(user: User) -> str:
    """`Team manager, Durham West`: what a visitor to the demonstration chooses by."""
    staff = user.staff_member
    if staff is None:
        return ""
    return ", ".join(part for part in (staff.job_title, staff.team.name if staff.team else "") if part)
