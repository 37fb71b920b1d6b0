"""What teams offer to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from alongside.web.organisation.models import Team
from alongside.web.weeks.models import Offer, PracticeWeek


@dataclass(frozen=True)
class TeamRow:
    team: Team
    offers: int
    evenings: int


@dataclass(frozen=True)
class OfferRow:
    offer: Offer
    when: str
    starts_ends: tuple[object, object]


def team_rows(week: PracticeWeek, service: UUID | None = None) -> list[TeamRow]:
    """Every team with how much it offers, those that offer nothing first. One query."""
    standing = Q(offers__week=week, offers__withdrawn_at=None)
    teams = Team.objects.filter(directorate_id=week.directorate_id, retired_on=None).select_related("service", "site")
    if service:
        teams = teams.filter(service_id=service)
    slots = [slot.number for slot in week.slots if slot.part == 2]
    counted = teams.annotate(
        standing=Count("offers", filter=standing, distinct=True),
        evening=Count("offers", filter=standing & Q(offers__slot__in=slots), distinct=True),
    )
    return sorted((TeamRow(t, t.standing, t.evening) for t in counted), key=lambda row: (row.offers > 0, row.team.name))


def offers_of(week: PracticeWeek, team: Team) -> list[OfferRow]:
    """Standing offers in order of time."""
    slots = week.slots
    found = Offer.objects.filter(week=week, team=team, slot__lt=len(slots)).standing().order_by("slot")
    return [OfferRow(offer, slots[offer.slot].name, (slots[offer.slot].starts, slots[offer.slot].ends)) for offer in found]


def week_offered_before(week: PracticeWeek, team: Team) -> PracticeWeek | None:
    """The week this one is based on, or else the latest earlier one, in which the team offered something."""
    earlier = PracticeWeek.objects.filter(
        directorate_id=week.directorate_id, starts_on__lt=week.starts_on, offers__team=team, offers__withdrawn_at=None
    ).distinct()
    based_on = earlier.filter(pk=week.based_on_id).first() if week.based_on_id else None
    return based_on or earlier.order_by("-starts_on").first()
