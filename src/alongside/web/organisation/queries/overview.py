"""The directorate at a glance: how much there is, and what is missing before a week can be planned on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from alongside.web.organisation.models import Post, Seniority, Service, Site, StaffMember, Team, TravelTime

AT_THE_TOP = (Seniority.CHIEF_EXECUTIVE, Seniority.LEAD_MEMBER)


def managed(*, outer: str = "pk") -> Exists:
    """Somebody who is still here holds a post that manages the team."""
    posts = Post.objects.filter(team=OuterRef(outer), manages_team=True, retired_on=None, holder__retired_on=None)
    return Exists(posts.filter(holder__isnull=False))


def teams_without_manager(user: Any) -> QuerySet[Team]:
    return Team.objects.visible_to(user).current().filter(~managed())


def people_without_manager(user: Any) -> QuerySet[StaffMember]:
    """A chief executive and a lead member answer to nobody here."""
    return StaffMember.objects.visible_to(user).current().filter(manager=None).exclude(seniority__in=AT_THE_TOP)


def people_whose_manager_left(user: Any) -> QuerySet[StaffMember]:
    return StaffMember.objects.visible_to(user).current().filter(manager__retired_on__isnull=False)


def people_without_email(user: Any) -> QuerySet[StaffMember]:
    return StaffMember.objects.visible_to(user).current().filter(email="")


def sites_without_place(user: Any) -> QuerySet[Site]:
    given = TravelTime.objects.filter(Q(origin=OuterRef("pk")) | Q(destination=OuterRef("pk")))
    return Site.objects.visible_to(user).current().filter(latitude=None).filter(~Exists(given))


def vacant_posts(user: Any) -> QuerySet[Post]:
    return Post.objects.visible_to(user).current().filter(holder=None)


@dataclass(frozen=True)
class Missing:
    """A gap in words, how often, where to see them, and what it keeps from working."""

    count: int
    one: str
    many: str
    route: str
    show: str
    why: str


def missing(user: Any) -> list[Missing]:
    """Only what is there to be put right. One query each."""
    gaps = [
        Missing(
            teams_without_manager(user).count(), "team has no manager", "teams have no manager", "organisation:teams", "no_manager",
            "Visitors have nobody to ask for, and who is in the line of management is guessed from the people in the team.",
        ),
        Missing(
            people_without_manager(user).count(), "person has no manager", "people have no manager", "organisation:people", "no_manager",
            "Their line of management is not known.",
        ),
        Missing(
            people_whose_manager_left(user).count(), "person's manager has left", "people's manager has left", "organisation:people",
            "manager_left", "Give them the manager they have now.",
        ),
        Missing(
            people_without_email(user).count(), "person has no e-mail address", "people have no e-mail address", "organisation:people",
            "no_email", "They cannot be told about their visits.",
        ),
        Missing(
            sites_without_place(user).count(), "site is not on the map", "sites are not on the map", "organisation:sites", "no_place",
            "30 minutes are assumed to and from everywhere.",
        ),
    ]  # fmt: skip
    return [gap for gap in gaps if gap.count]


def counts(user: Any) -> dict[str, int]:
    """How much there is now."""
    return {
        "services": Service.objects.visible_to(user).current().count(),
        "teams": Team.objects.visible_to(user).current().count(),
        "sites": Site.objects.visible_to(user).current().count(),
        "people": StaffMember.objects.visible_to(user).current().count(),
        "posts": Post.objects.visible_to(user).current().count(),
        "vacant": vacant_posts(user).count(),
    }


def services_with_counts(user: Any) -> QuerySet[Service]:
    now = Q(teams__retired_on=None)
    found: QuerySet[Service] = (
        Service.objects.visible_to(user)
        .current()
        .annotate(team_count=Count("teams", filter=now, distinct=True), site_count=Count("teams__site", filter=now, distinct=True))
        .order_by(F("order"), "name")
    )
    return found
