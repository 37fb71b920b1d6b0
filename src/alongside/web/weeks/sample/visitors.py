"""The 36 visitors: from the chief executive to team managers, when they are free, and what they want to see."""

from __future__ import annotations

import datetime as dt
import random
from typing import NamedTuple

from django.utils import timezone

from alongside.web.organisation.models import Seniority, StaffMember
from alongside.web.organisation.sample import Sample, new_id
from alongside.web.weeks.models import Availability, DeclaredInterest, Interest, PracticeWeek, Visitor
from alongside.web.weeks.slots import PARTS

VISITORS = 36
AWAY_ALL_DAY = 0.12
EVENINGS = 0.3
INTERESTS = (0, 1, 1, 2, 3)
REASONS = ("A relative works in the team", "Managed the team until last year", "Is deciding a complaint about the team", "")


class Habit(NamedTuple):
    """How likely a half-day is free, and how many visits at least and at most."""

    free: float
    least: int
    most: int


HABITS = {
    Seniority.CHIEF_EXECUTIVE: Habit(0.2, 1, 3),
    Seniority.DIRECTOR: Habit(0.3, 1, 3),
    Seniority.LEAD_MEMBER: Habit(0.3, 1, 3),
    Seniority.HEAD_OF_SERVICE: Habit(0.4, 1, 4),
    Seniority.SERVICE_MANAGER: Habit(0.5, 2, 4),
    Seniority.TEAM_MANAGER: Habit(0.45, 1, 3),
}


def create_visitors(week: PracticeWeek, sample: Sample) -> list[Visitor]:
    """Visitors with availability, interests, and the pairs that must not meet."""
    rng = sample.rng
    people = who_visits(sample)
    free = {person: _free_slots(HABITS[Seniority(person.seniority)], len(week.days), rng) for person in people}
    visitors = Visitor.objects.bulk_create(_visitor(week, person, len(free[person]), rng) for person in people)
    Availability.objects.bulk_create(Availability(visitor=v, slot=slot) for v in visitors for slot in free[v.staff_member])
    Interest.objects.bulk_create(
        Interest(visitor=v, service=service, level=rng.choice(INTERESTS)) for v in visitors for service in sample.services
    )
    _declare_interests(week, people, sample)
    return visitors


def who_visits(sample: Sample) -> list[StaffMember]:
    people = sample.people
    leaders = [people.chief_executive, people.director, *people.others_at_the_top, *people.heads, *people.service_managers]
    return [*leaders, *sample.rng.sample(list(people.team_managers.values()), VISITORS - len(leaders))]


def _free_slots(habit: Habit, days: int, rng: random.Random) -> list[int]:
    here = [day for day in range(days) if rng.random() >= AWAY_ALL_DAY]
    likely = (habit.free, habit.free, habit.free * EVENINGS)
    slots = [day * PARTS + part for day in here for part in range(PARTS) if rng.random() < likely[part]]
    return slots or [rng.randrange(days) * PARTS + rng.randrange(2)]


def _visitor(week: PracticeWeek, person: StaffMember, free: int, rng: random.Random) -> Visitor:
    habit = HABITS[Seniority(person.seniority)]
    return Visitor(
        id=new_id(rng),
        week=week,
        staff_member=person,
        min_visits=min(habit.least, free),
        max_visits=habit.most,
        target_visits=min(2, free),
        replied_at=timezone.make_aware(dt.datetime(2018, 2, rng.randrange(5, 23), rng.randrange(8, 18))),  # noqa: DTZ001
    )


def _declare_interests(week: PracticeWeek, people: list[StaffMember], sample: Sample) -> None:
    rng = sample.rng
    pairs = {(rng.randrange(len(people)), rng.randrange(len(sample.teams))) for _ in people}
    DeclaredInterest.objects.bulk_create(
        DeclaredInterest(id=new_id(rng), week=week, staff_member=people[p], team=sample.teams[t], reason=rng.choice(REASONS))
        for p, t in sorted(pairs)
    )
