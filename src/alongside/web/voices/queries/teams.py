"""Whose families a person may note as asked."""

from __future__ import annotations

from django.db.models import QuerySet

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.organisation.models import Team
from alongside.web.weeks.queries.hosting import teams_hosted_by


def teams_asking(user: User) -> QuerySet[Team]:
    """Every team for those who run the listening; a team manager's own."""
    if not user.may(Permission.VOICES_ASK):
        return Team.objects.none()
    if user.may(Permission.VOICES_RUN):
        return Team.objects.filter(directorate_id=user.directorate_id, retired_on=None)
    return teams_hosted_by(user)
