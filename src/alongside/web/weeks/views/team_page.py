"""A team's week: who is coming, when, and what they will see."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission
from alongside.web.access.requests import SignedIn
from alongside.web.organisation.models import Team
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.models.publication import teams_seen_by
from alongside.web.weeks.publication.clock import first_open_slot
from alongside.web.weeks.queries.hosting import teams_hosted_by
from alongside.web.weeks.queries.itinerary import team_itinerary


@require_safe
def team_page(request: SignedIn, pk: UUID, team: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    found = get_object_or_404(Team.objects.select_related("site", "service"), pk=team, directorate_id=week.directorate_id)
    if not may_see_team(request.user, found):
        raise NotAllowed("Not found")
    context = {
        "week": week,
        "team": found,
        "may_cancel": week.state == PracticeWeek.State.PUBLISHED and teams_hosted_by(request.user).filter(pk=found.pk).exists(),
        "itinerary": team_itinerary(request.user, week, found, first_open=first_open_slot(week, timezone.now())),
    }
    return render(request, "weeks/publication/team_page.html", context)


def may_see_team(user: User, team: Team) -> bool:
    """Those who see all visits, and those whose team it is."""
    if user.may(Permission.WEEKS_SEE_ALL_VISITS):
        return True
    return user.staff_member is not None and teams_seen_by(user.staff_member).filter(pk=team.pk).exists()
