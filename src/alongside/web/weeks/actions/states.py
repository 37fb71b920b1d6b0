"""A week's way: being set up, collecting, being planned, published, finished."""

from __future__ import annotations

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused

S = PracticeWeek.State


@transaction.atomic
def open_week(*, week: PracticeWeek, by: User) -> PracticeWeek:
    """Start collecting offers and availability; from planning, collect once more."""
    require(by, Permission.WEEKS_SET_UP, week)
    if week.state == S.SETTING_UP and not week.visitors.exists():
        raise Refused("Choose who will visit before you open the week")
    return _move(week, {S.SETTING_UP, S.PLANNING}, S.OPEN, "week.opened", by)


@transaction.atomic
def begin_planning(*, week: PracticeWeek, by: User) -> PracticeWeek:
    """Offers and availability stay open to change; people are no longer chased."""
    require(by, Permission.WEEKS_PLAN, week)
    return _move(week, {S.OPEN}, S.PLANNING, "week.planning_begun", by)


@transaction.atomic
def finish_week(*, week: PracticeWeek, by: User) -> PracticeWeek:
    require(by, Permission.WEEKS_SET_UP, week)
    return _move(week, {S.PUBLISHED}, S.FINISHED, "week.finished", by)


def _move(week: PracticeWeek, expected: set[S], to: S, event: str, by: User) -> PracticeWeek:
    """Change the state and record it. Already there: nothing happens. Anywhere else: refused."""
    found = PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if found.state == to:
        return found
    if found.state not in expected:
        raise Refused(f"The week is now: {found.get_state_display().lower()}. Nothing was changed")
    found.state = to
    found.save(update_fields=["state"])
    record(event, by=by, on=found)
    return found
