"""The week's links, as a list."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from alongside.web.design.languages import language
from alongside.web.voices.models import Way
from alongside.web.voices.small_numbers import fewer_than_five


@dataclass(frozen=True)
class WayRow:
    way: Way
    language: str
    answers: str
    state: str


def way_rows(ways: QuerySet[Way]) -> list[WayRow]:
    """One query."""
    return [
        WayRow(way, language(way.language).name, answers_of(way), state_of(way))
        for way in ways.select_related("form", "team").order_by("closed_at", "team__name", "name", "id")
    ]


def answers_of(way: Way) -> str:
    """A known person either answered or not; the rest are counted, never under five."""
    if way.reference:
        return "Answered" if way.answers_taken else "Not yet"
    return fewer_than_five(way.answers_taken)


def state_of(way: Way) -> str:
    today = timezone.localdate()
    if way.closed_at is not None:
        return "Closed"
    if way.opens_on > today:
        return "Not open yet"
    return "Over" if way.closes_on < today else "Open"
