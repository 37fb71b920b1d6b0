"""What the home page is about: the week that matters now, and this person's part in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.publication.clock import first_open_slot
from alongside.web.weeks.queries.hub import Hub, hub_of
from alongside.web.weeks.queries.itinerary import Stop, itinerary_of
from alongside.web.weeks.queries.own import OwnPart, own_part_in

S = PracticeWeek.State
MOST_STOPS = 4


@dataclass(frozen=True)
class Home:
    """`hub` for those who run weeks, `own` for everybody who is staff, `stops` what they are to be at next."""

    week: PracticeWeek | None = None
    hub: Hub | None = None
    own: OwnPart | None = None
    stops: list[Stop] = field(default_factory=list)


def home_of(user: User) -> Home:
    week = week_that_matters(user)
    if week is None:
        return Home()
    hub = hub_of(week) if user.may(Permission.WEEKS_SET_UP) else None
    return Home(week, hub, own_part_in(week, user), _stops(user, week))


def week_that_matters(user: User) -> PracticeWeek | None:
    """The next one that is not finished; when all are, the last."""
    weeks = PracticeWeek.objects.visible_to(user)
    hidden = [] if user.may(Permission.WEEKS_SET_UP) else [S.SETTING_UP]
    return weeks.exclude(state__in=[S.FINISHED, *hidden]).order_by("starts_on").first() or weeks.exclude(state__in=hidden).first()


def _stops(user: User, week: PracticeWeek) -> list[Stop]:
    if week.state != S.PUBLISHED or user.staff_member is None:
        return []
    return itinerary_of(user, week, user.staff_member, first_open=first_open_slot(week, timezone.now())).still_to_come[:MOST_STOPS]
