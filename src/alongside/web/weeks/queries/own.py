"""What one person has to do with a week: asked to visit, host of teams, may shadow, may be shadowed."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count, Q

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.organisation.models import Team
from alongside.web.weeks.models import PracticeWeek, ShadowingHost, ShadowingRequest, Visitor
from alongside.web.weeks.queries.hosting import teams_of

S = PracticeWeek.State


@dataclass(frozen=True)
class OwnTeam:
    team: Team
    offers: int


@dataclass(frozen=True)
class OwnPart:
    week: PracticeWeek
    is_staff: bool = False
    visitor: Visitor | None = None
    teams: list[OwnTeam] = field(default_factory=list)
    may_shadow: bool = False
    request: ShadowingRequest | None = None
    may_be_shadowed: bool = False
    host: ShadowingHost | None = None

    @property
    def is_collecting(self) -> bool:
        return self.week.state in (S.OPEN, S.PLANNING)

    @property
    def is_published(self) -> bool:
        return self.week.state in (S.PUBLISHED, S.FINISHED)

    @property
    def has_cards(self) -> bool:
        """Whether there is anything to do or see here for this person."""
        asked = self.visitor or self.teams or self.may_shadow or self.may_be_shadowed
        return bool(self.is_staff and (self.is_published or (self.is_collecting and asked)))


def own_part_in(week: PracticeWeek, user: User) -> OwnPart:
    """At most four queries."""
    if user.staff_member_id is None:
        return OwnPart(week)
    person = user.staff_member_id
    may_be_shadowed = user.may(Permission.WEEKS_OFFER) or user.may(Permission.WEEKS_VISIT)
    return OwnPart(
        week=week,
        is_staff=True,
        visitor=Visitor.objects.filter(week=week, staff_member=person).first() if user.may(Permission.WEEKS_VISIT) else None,
        teams=_teams(week, user),
        may_shadow=user.may(Permission.WEEKS_SHADOW),
        request=ShadowingRequest.objects.filter(week=week, staff_member=person).first() if user.may(Permission.WEEKS_SHADOW) else None,
        may_be_shadowed=may_be_shadowed,
        host=ShadowingHost.objects.filter(week=week, staff_member=person).first() if may_be_shadowed else None,
    )


def _teams(week: PracticeWeek, user: User) -> list[OwnTeam]:
    standing = Q(offers__week=week, offers__withdrawn_at=None)
    teams = teams_of(user).annotate(standing=Count("offers", filter=standing, distinct=True)).order_by("name")
    return [OwnTeam(team, team.standing) for team in teams]
