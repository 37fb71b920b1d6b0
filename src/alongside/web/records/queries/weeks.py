"""The week that records are written for."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from alongside.web.weeks.models import PracticeWeek

S = PracticeWeek.State


def week_being_seen(directorate_id: UUID) -> PracticeWeek | None:
    """The published week nearest to today; when all of them are finished, the last to have been."""
    weeks = PracticeWeek.objects.filter(directorate_id=directorate_id, state__in=[S.PUBLISHED, S.FINISHED])
    return min(weeks, key=_how_far, default=None)


def _how_far(week: PracticeWeek) -> tuple[bool, int]:
    today = timezone.localdate()
    return week.state == S.FINISHED, max((week.starts_on - today).days, (today - week.ends_on).days, 0)
