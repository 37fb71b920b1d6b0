"""Host teams offer things to be seen, change them, and take them back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Team
from alongside.web.weeks.models import Offer, PracticeWeek
from alongside.web.weeks.queries.hosting import teams_hosted_by
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.slots import PARTS

S = PracticeWeek.State


@dataclass(frozen=True)
class WhatIsOffered:
    """One thing to be seen: when, what, by how many, and what was agreed with the family."""

    slot: int
    activity: str
    places: int
    what_to_see: str = ""
    meet: str = ""
    family_agreed: bool = False


@transaction.atomic
def make_offer(*, client_id: UUID, week: PracticeWeek, team: Team, what: WhatIsOffered, by: User) -> Offer:
    """Offer something to be seen. The same form sent twice makes one offer; a team offers one thing at a time."""
    _may_host(by, week, team)
    if made := Offer.objects.filter(pk=client_id).first():
        if (made.week_id, made.team_id) != (week.pk, team.pk):
            raise NotAllowed("Not found")
        return made
    _check_slot(week, team, what.slot)
    offer = Offer.objects.create(pk=client_id, week=week, team=team, offered_by_id=by.staff_member_id, **asdict(what))
    record("offer.made", by=by, on=offer, team=team.code, slot=what.slot, activity=what.activity)
    return offer


@transaction.atomic
def change_offer(*, offer: Offer, what: WhatIsOffered, by: User) -> Offer:
    _may_host(by, offer.week, offer.team)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.withdrawn_at:
        raise Refused("This was taken back, so it cannot be changed. Offer it again instead")
    changed = [name for name, value in asdict(what).items() if getattr(offer, name) != value]
    if "slot" in changed:
        _check_slot(offer.week, offer.team, what.slot)
        _refuse_when_planned(offer, "Take this offer back and make a new one: visits are planned at this time")
    if changed:
        for name in changed:
            setattr(offer, name, getattr(what, name))
        offer.save(update_fields=changed)
        record("offer.changed", by=by, on=offer, team=offer.team.code, fields=changed)
    return offer


@transaction.atomic
def withdraw_offer(*, offer: Offer, by: User) -> Offer:
    """Take it back. Taking it back twice changes nothing. Once the week is published, the team says that it cannot host instead."""
    _may_host(by, offer.week, offer.team)
    offer = Offer.objects.select_for_update().get(pk=offer.pk)
    if offer.withdrawn_at is None:
        offer.withdrawn_at = timezone.now()
        offer.save(update_fields=["withdrawn_at"])
        record("offer.withdrawn", by=by, on=offer, team=offer.team.code, slot=offer.slot)
    return offer


@transaction.atomic
def offer_as_last_time(*, week: PracticeWeek, like: PracticeWeek, team: Team, by: User) -> list[Offer]:
    """Offer what the team offered in an earlier week, wherever nothing is offered yet. Families are asked again."""
    _may_host(by, week, team)
    require(by, Permission.WEEKS_OFFER, like)
    taken = set(Offer.objects.filter(week=week, team=team).standing().values_list("slot", flat=True))
    before = Offer.objects.filter(week=like, team=team, slot__lt=len(week.days) * PARTS).standing().exclude(slot__in=taken)
    made = Offer.objects.bulk_create(
        Offer(
            week=week,
            team=team,
            slot=old.slot,
            activity=old.activity,
            places=old.places,
            what_to_see=old.what_to_see,
            meet=old.meet,
            offered_by_id=by.staff_member_id,
        )
        for old in before
    )
    if made:
        record("offers.made_as_last_time", by=by, on=week, team=team.code, count=len(made))
    return made


def _may_host(by: User, week: PracticeWeek, team: Team) -> None:
    """Holds the week, so that nothing is offered or taken back in the moment it is published."""
    require(by, Permission.WEEKS_OFFER, week)
    if not teams_hosted_by(by).filter(pk=team.pk).exists():
        raise NotAllowed("Not found")
    week = PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if week.state in (S.PUBLISHED, S.FINISHED):
        raise Refused("The week is published. If your team cannot host, say so on its page, and the practice lead finds another time")


def _check_slot(week: PracticeWeek, team: Team, slot: int) -> None:
    if not 0 <= slot < len(week.days) * PARTS:
        raise Refused("Choose a time in this week")
    if Offer.objects.filter(week=week, team=team, slot=slot).standing().exists():
        raise Refused(f"{team} offers something on {week.slot(slot).name} already. Choose another time, or change that offer")


def _refuse_when_planned(offer: Offer, words: str) -> None:
    if offer.week.plans.filter(discarded_at=None, visits__offer=offer).exists():
        raise Refused(words)
