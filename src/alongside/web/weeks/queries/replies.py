"""Who has not answered yet."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from alongside.web.organisation.models import Post, StaffMember, Team
from alongside.web.weeks.models import Offer, PracticeWeek, Visitor


def visitors_without_reply(week: PracticeWeek) -> QuerySet[Visitor]:
    return Visitor.objects.filter(week=week, replied_at=None).select_related("staff_member").order_by("staff_member__name")


def teams_without_offers(week: PracticeWeek) -> list[tuple[Team, list[StaffMember]]]:
    """Each team that offers nothing yet, with the people who manage it. Two queries."""
    offers = Offer.objects.filter(week=week, team=OuterRef("pk")).standing()
    teams = list(
        Team.objects.filter(~Exists(offers), directorate_id=week.directorate_id, retired_on=None).select_related("service").order_by("name")
    )
    posts = Post.objects.filter(team__in=teams, manages_team=True, holder__isnull=False, retired_on=None).select_related("holder")
    managers: dict[UUID, list[StaffMember]] = defaultdict(list)
    for post in posts.order_by("holder__name"):
        managers[post.team_id].append(post.holder)
    return [(team, managers[team.pk]) for team in teams]
