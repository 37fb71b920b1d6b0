"""A small week with a plan, for tests of publishing: three teams with managers, three visitors, everything offered and everybody free."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.actions.publication import publish_plan
from alongside.web.weeks.models import Offer, Plan, PlannedVisit, PracticeWeek, Publication, PublishedEntry, Visitor
from tests import factories as make

BEFORE = timezone.make_aware(dt.datetime(2018, 3, 1, 9))  # noqa: DTZ001 - made aware here
TUESDAY_NOON = timezone.make_aware(dt.datetime(2018, 3, 6, 12))  # noqa: DTZ001
NAMES = ("Rowan Ashfell", "Priya Shah", "Tom Beck")
TEAMS = ("Kestrel", "Heron", "Wren")
Visits = list[tuple[int, int, int]]


@dataclass
class Scene:
    """`visitors[n]`, `teams[n]`; a visit is (visitor, team, slot)."""

    week: PracticeWeek
    lead: User
    teams: list[Team] = field(default_factory=list)
    managers: list[StaffMember] = field(default_factory=list)
    visitors: list[Visitor] = field(default_factory=list)
    offers: dict[tuple[int, int], Offer] = field(default_factory=dict)

    def plan(self, visits: Visits, **fields: Any) -> Plan:
        number = self.week.plans.count() + 1
        base = {"week": self.week, "number": number, "name": f"Plan {number}", "created_by": self.lead}
        plan = Plan.objects.create(**{**base, **fields})
        for v, t, slot in visits:
            PlannedVisit.objects.create(plan=plan, visitor=self.visitors[v], offer=self.offers[t, slot])
        return plan

    def publish(self, visits: Visits | Plan, *, now: dt.datetime = BEFORE, name: str = "", by: User | None = None) -> Publication:
        plan = visits if isinstance(visits, Plan) else self.plan(visits)
        after = self.week.publications.count()
        return publish_plan(plan=plan, name=name, version=plan.version, after=after, by=by or self.lead, now=now)

    def entry(self, v: int, t: int, **fields: Any) -> PublishedEntry:
        return PublishedEntry.objects.get(visitor=self.visitors[v].staff_member, team=self.teams[t], **fields)

    def person(self, v: int) -> StaffMember:
        return self.visitors[v].staff_member

    def user_of(self, v: int) -> User:
        return make.user("visitor", staff_member=self.person(v))

    def manager_of(self, t: int) -> User:
        return make.user("team_manager", staff_member=self.managers[t])


def a_scene(visitors: int = 3, teams: int = 3, name: str = "Practice Week March 2018") -> Scene:
    week = make.week(name=name, theme="Listening to children", state=PracticeWeek.State.PLANNING)
    scene = Scene(week, make.user("practice_lead", name="Lee Lead"))
    for n in range(teams):
        name = f"{TEAMS[n % 3]} team" + ("" if n < 3 else f" {n}")
        site = make.site(name=f"{TEAMS[n % 3]} House", address="1 High Street", postcode="DL1 1AA", getting_there="Bus 7 stops outside")
        team = make.team(name=name, site=site)
        manager = make.staff(name=f"Manager of {name}", team=team, service=team.service, base=team.site)
        make.post(team, manager, manages_team=True)
        scene.teams.append(team)
        scene.managers.append(manager)
        for slot in range(15):
            what = {"what_to_see": "Duty desk at work", "meet": "Sam Moor", "places": 2}
            scene.offers[n, slot] = make.offer(week, team, slot, activity="duty_desk", **what)
    base = make.site(name="County Hall", address="Aykley Heads")
    for n in range(visitors):
        name = NAMES[n % 3] + ("" if n < 3 else f" {n}")
        person = make.staff(name=name, job_title="Head of service", base=base)
        scene.visitors.append(make.visitor(week, person, slots=tuple(range(15))))
    return scene
