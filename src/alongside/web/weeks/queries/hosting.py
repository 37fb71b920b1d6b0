"""Which teams a person answers for as a host."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.organisation.models import Team


def teams_hosted_by(user: User) -> QuerySet[Team]:
    """Every team for those who set weeks up; otherwise the teams one manages, and one's own for a team manager."""
    if not user.may(Permission.WEEKS_OFFER):
        return Team.objects.none()
    teams = Team.objects.filter(directorate_id=user.directorate_id, retired_on=None)
    if user.may(Permission.WEEKS_SET_UP):
        return teams
    return teams_of(user)


def teams_of(user: User) -> QuerySet[Team]:
    """The teams that are a person's own: those whose managing post they hold, and the one they are in."""
    person = user.staff_member
    if not user.may(Permission.WEEKS_OFFER) or person is None:
        return Team.objects.none()
    managed = Q(posts__manages_team=True, posts__holder=person, posts__retired_on=None)
    return Team.objects.filter(managed | Q(pk=person.team_id), directorate_id=user.directorate_id, retired_on=None).distinct()
