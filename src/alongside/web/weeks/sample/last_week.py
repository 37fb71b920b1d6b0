"""The week before: October 2017, finished and published, so that "met last time" and "start from last week" have something behind them."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.organisation.sample import Sample, new_id
from alongside.web.weeks.models import Offer, Plan, PlannedVisit, PracticeWeek, Publication, PublishedEntry, Visitor
from alongside.web.weeks.models.week import Activity
from alongside.web.weeks.publication.snapshot import snapshot
from alongside.web.weeks.sample.visitors import who_visits
from alongside.web.weeks.slots import PARTS

NAME = "Practice Week October 2017"


def create_last_week(sample: Sample) -> PracticeWeek:
    """Small: about sixty visits, one each morning or afternoon at most."""
    made_at = timezone.make_aware(dt.datetime(2017, 9, 22, 15))  # noqa: DTZ001 - made aware here
    week = PracticeWeek.objects.create(
        id=new_id(sample.rng),
        directorate=sample.directorate,
        name=NAME,
        theme="Help early enough",
        starts_on=dt.date(2017, 10, 2),
        ends_on=dt.date(2017, 10, 6),
        state=PracticeWeek.State.FINISHED,
        created_at=made_at - dt.timedelta(days=60),
    )
    lead = sample.users["practice_lead"]
    plan = Plan.objects.create(id=new_id(sample.rng), week=week, number=1, name="Plan 1", created_by=lead, created_at=made_at)
    _publish(week, plan, lead, made_at, _visits(week, plan, sample))
    return week


def _visits(week: PracticeWeek, plan: Plan, sample: Sample) -> list[PlannedVisit]:
    people = who_visits(sample)
    visitors = {p: Visitor(id=new_id(sample.rng), week=week, staff_member=p, min_visits=1, target_visits=2, max_visits=2) for p in people}
    offers = {pair: _offer(week, pair[1], slot, sample) for pair, slot in _meetings(people, sample).items()}
    Visitor.objects.bulk_create(visitors.values())
    Offer.objects.bulk_create(offers.values())
    return PlannedVisit.objects.bulk_create(
        PlannedVisit(id=new_id(sample.rng), plan=plan, visitor=visitors[person], offer=offer) for (person, _), offer in offers.items()
    )


def _meetings(people: list[StaffMember], sample: Sample) -> dict[tuple[StaffMember, Team], int]:
    """Every visitor two teams of other services, in half-days of their own; a team takes one visitor a slot."""
    rng, taken = sample.rng, set()
    meetings: dict[tuple[StaffMember, Team], int] = {}
    for n, person in enumerate(people):
        elsewhere = [team for team in sample.teams if team.service_id != person.service_id]
        for turn, team in enumerate(rng.sample(elsewhere, 2)):
            slot = (n + 2 * turn) % 5 * PARTS + turn
            if (team, slot) not in taken:
                taken.add((team, slot))
                meetings[person, team] = slot
    return meetings


def _offer(week: PracticeWeek, team: Team, slot: int, sample: Sample) -> Offer:
    activity = sample.rng.choice([Activity.HOME_VISIT, Activity.DUTY_DESK, Activity.SUPERVISION, Activity.GROUP_WORK])
    return Offer(id=new_id(sample.rng), week=week, team=team, slot=slot, activity=activity)


def _publish(week: PracticeWeek, plan: Plan, lead: User, at: dt.datetime, visits: list[PlannedVisit]) -> None:
    first = Publication.objects.create(week=week, number=1, name="Version 1", plan=plan, published_by=lead, published_at=at)
    entries = PublishedEntry.objects.bulk_create(
        PublishedEntry(
            week=week,
            kind=PublishedEntry.Kind.VISIT,
            slot=visit.offer.slot,
            visitor=visit.visitor.staff_member,
            team=visit.offer.team,
            site=visit.offer.team.site,
            activity=visit.offer.activity,
            first_in=first,
            changed_in=first,
            changed_at=at,
        )
        for visit in visits
    )
    first.programme = snapshot(sorted(entries, key=lambda entry: entry.slot))
    first.save(update_fields=["programme"])
