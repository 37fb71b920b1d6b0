"""The sample's people: leaders, a manager for nearly every team, and practitioners in their posts."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alongside.web.organisation.models import Directorate, Post, Seniority, Service, Site, StaffMember, Team
from alongside.web.organisation.sample import names
from alongside.web.organisation.sample.places import new_id
from alongside.web.organisation.sample.teams import AREAS

HEADS = (
    "Head of first contact and safeguarding",
    "Head of children in our care",
    "Head of early help and inclusion",
    "Head of homes and youth justice",
)
HEAD_OF = {"FCA": 0, "SAF": 0, "CLA": 1, "FOS": 1, "EHP": 2, "DIS": 2, "RES": 3, "YJS": 3}
TEAMS_WITHOUT_MANAGER = (11, 40)
VACANCY_RATE = 0.11


@dataclass
class People:
    """Who is who, for the rest of the sample to point at."""

    chief_executive: StaffMember
    director: StaffMember
    others_at_the_top: list[StaffMember]
    heads: list[StaffMember]
    service_managers: list[StaffMember] = field(default_factory=list)
    team_managers: dict[Team, StaffMember] = field(default_factory=dict)
    practitioners: list[StaffMember] = field(default_factory=list)
    centre: dict[str, StaffMember] = field(default_factory=dict)

    def everyone(self) -> list[StaffMember]:
        top = [self.chief_executive, self.director, *self.others_at_the_top, *self.heads, *self.service_managers]
        return [*top, *self.centre.values(), *self.team_managers.values(), *self.practitioners]


class Hiring:
    """Makes one person after another, with a staff number, an invented name and an address that goes nowhere."""

    def __init__(self, directorate: Directorate, rng: random.Random) -> None:
        self.directorate, self.rng = directorate, rng
        self.names: Iterator[str] = names.people(rng)
        self.number = 1000

    def hire(self, seniority: Seniority, job_title: str, **fields: Any) -> StaffMember:
        self.number += self.rng.randrange(1, 9)
        name = next(self.names)
        return StaffMember(
            id=new_id(self.rng),
            directorate=self.directorate,
            code=f"{self.number:05}",
            name=name,
            job_title=job_title,
            seniority=seniority,
            email=names.email(name),
            phone=f"01632 960{self.rng.randrange(1000):03}",  # the range Ofcom keeps for drama
            **fields,
        )


def create_people(directorate: Directorate, services: list[Service], sites: list[Site], teams: list[Team], rng: random.Random) -> People:
    hiring = Hiring(directorate, rng)
    people = _leaders(hiring, sites[0])
    by_service: dict[Service, list[StaffMember]] = {}
    for service in services:
        head = people.heads[HEAD_OF[service.code]]
        manager = hiring.hire(
            Seniority.SERVICE_MANAGER, f"Service manager, {service.name.lower()}", service=service, base=rng.choice(sites), manager=head
        )
        by_service[service] = [manager]
        people.service_managers.append(manager)
    posts: list[Post] = []
    for n, team in enumerate(teams):
        _staff_team(hiring, people, posts, n, team, rng.choice(by_service[team.service]))
    StaffMember.objects.bulk_create(people.everyone())
    Post.objects.bulk_create(posts)
    return people


def _leaders(hiring: Hiring, office: Site) -> People:
    chief = hiring.hire(Seniority.CHIEF_EXECUTIVE, "Chief executive", base=office)
    director = hiring.hire(Seniority.DIRECTOR, "Director of children's services", base=office, manager=chief)
    people = People(
        chief_executive=chief,
        director=director,
        others_at_the_top=[
            hiring.hire(Seniority.DIRECTOR, "Director of adults' services", base=office, manager=chief),
            hiring.hire(Seniority.DIRECTOR, "Director of public health", base=office, manager=chief),
            hiring.hire(Seniority.LEAD_MEMBER, "Lead member for children", base=office),
        ],
        heads=[hiring.hire(Seniority.HEAD_OF_SERVICE, title, base=office, manager=director) for title in HEADS],
    )
    for role, title in (
        ("practice_lead", "Principal social worker"),
        ("safeguarding_lead", "Safeguarding lead"),
        ("analyst", "Performance analyst"),
        ("administrator", "Business support manager"),
    ):
        people.centre[role] = hiring.hire(Seniority.OTHER, title, base=office, manager=director)
    return people


def _staff_team(hiring: Hiring, people: People, posts: list[Post], n: int, team: Team, above: StaffMember) -> None:
    """A manager's post and four to eight others; about one in nine is vacant."""
    rng = hiring.rng
    where = {"service": team.service, "team": team, "base": team.site}
    manager = None
    if n not in TEAMS_WITHOUT_MANAGER:
        manager = people.team_managers[team] = hiring.hire(Seniority.TEAM_MANAGER, "Team manager", manager=above, **where)
    posts.append(_post(hiring, team, f"{team.code}-M", "Team manager", manager, manages_team=True))
    trade = next(area.practitioner for area in AREAS if area.code == team.service.code)
    for m in range(rng.randrange(4, 9)):
        title = f"Senior {trade.lower()}" if m == 0 else trade
        holder = None
        if rng.random() > VACANCY_RATE:
            holder = hiring.hire(Seniority.PRACTITIONER, title, manager=manager or above, **where)
            people.practitioners.append(holder)
        posts.append(_post(hiring, team, f"{team.code}-{m + 1}", title, holder))


def _post(hiring: Hiring, team: Team, code: str, name: str, holder: StaffMember | None, *, manages_team: bool = False) -> Post:
    since = None if holder else dt.date(2017, 6, 1) + dt.timedelta(days=hiring.rng.randrange(240))
    return Post(
        id=new_id(hiring.rng),
        directorate=hiring.directorate,
        code=code,
        name=name,
        team=team,
        holder=holder,
        manages_team=manages_team,
        vacant_since=since,
    )
