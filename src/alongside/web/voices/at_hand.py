"""What waits for a person on their home page: the pulse, and conversations that nobody has marked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from alongside.web.access.permissions import Permission
from alongside.web.design.at_hand import AtHand, at_hand
from alongside.web.design.words import plural
from alongside.web.voices.queries.asks import still_to_mark
from alongside.web.voices.queries.pulse import has_taken, pulse_version
from alongside.web.weeks.models import PracticeWeek


@at_hand
def voices_at_hand(user: Any) -> Iterator[AtHand]:
    for week in _weeks_of_now(user):
        yield from _pulse(week, user)
        yield from _to_mark(week, user)


def _weeks_of_now(user: Any) -> list[PracticeWeek]:
    """The week that people are heard in: published, begun, and not finished."""
    if not user.may(Permission.VOICES_PULSE) and not user.may(Permission.VOICES_ASK):
        return []
    published = PracticeWeek.objects.visible_to(user).filter(state=PracticeWeek.State.PUBLISHED)
    return list(published.filter(starts_on__lte=timezone.localdate()).select_related("directorate")[:1])


def _pulse(week: PracticeWeek, user: Any) -> Iterator[AtHand]:
    if user.may(Permission.VOICES_PULSE) and user.staff_member_id and pulse_version(week) and not has_taken(week, user):
        note = "Nobody sees what you said"
        yield AtHand("Answer this week's pulse", reverse("voices:pulse", kwargs={"pk": week.pk}), note)


def _to_mark(week: PracticeWeek, user: Any) -> Iterator[AtHand]:
    if user.may(Permission.VOICES_ASK) and (count := still_to_mark(week, user)):
        note = "Answered, declined, not safe to ask or not reached: one tap"
        yield AtHand(f"{plural(count, 'family conversation')} to mark", reverse("voices:asks", kwargs={"pk": week.pk}), note)
