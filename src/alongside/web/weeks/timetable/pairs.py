"""Pairs of visitor and team: those that must not meet, and those that met last time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Subquery, Value, When

from alongside.web.weeks.models import DeclaredInterest, PracticeWeek, PublishedEntry

Numbers = Mapping[UUID, int]
Pairs = frozenset[tuple[int, int]]


def declared_pairs(week: PracticeWeek, staff_number: Numbers, team_number: Numbers) -> Pairs:
    return _numbered(DeclaredInterest.objects.filter(week=week).values_list("staff_member_id", "team_id"), staff_number, team_number)


def pairs_of_last_week(week: PracticeWeek, staff_number: Numbers, team_number: Numbers) -> Pairs:
    """Who met whom in the week this one is based on, or else in the latest earlier week that was published."""
    visits = PublishedEntry.objects.filter(kind=PublishedEntry.Kind.VISIT).standing()
    earlier = (
        PracticeWeek.objects.filter(Exists(visits.filter(week=OuterRef("pk"))))
        .filter(directorate_id=week.directorate_id, starts_on__lt=week.starts_on)
        .order_by(Case(When(pk=week.based_on_id, then=Value(0)), default=Value(1)), "-starts_on", "name")
    )
    met = visits.filter(week=Subquery(earlier.values("pk")[:1])).values_list("visitor_id", "team_id")
    return _numbered(met, staff_number, team_number)


def _numbered(pairs: Iterable[tuple[UUID | None, UUID | None]], staff_number: Numbers, team_number: Numbers) -> Pairs:
    """As the engine's numbers; pairs of which one does not take part are left out."""
    met = ((person, team) for person, team in pairs if person and team)
    return frozenset((staff_number[p], team_number[t]) for p, t in met if p in staff_number and t in team_number)
