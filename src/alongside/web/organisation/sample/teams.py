"""The sample's eight service areas and 58 teams."""

from __future__ import annotations

import random
from dataclasses import dataclass

from alongside.web.organisation.models import Directorate, Service, Site, Team
from alongside.web.organisation.sample.names import PLACES
from alongside.web.organisation.sample.places import new_id

TEAMS = 58


@dataclass(frozen=True)
class Area:
    """A service area: how large its share of the teams is, what its teams are called, and what they do."""

    code: str
    name: str
    share: int
    patterns: tuple[str, ...]
    about: str
    practitioner: str


AREAS = (
    Area("FCA", "First contact and assessment", 10, ("First Contact {}", "Assessment {}"),
         "Answers the front door, and assesses within 45 working days.", "Social worker"),
    Area("SAF", "Safeguarding", 22, ("Safeguarding {}",),
         "Children in need and children with a protection plan, from first conference to last.", "Social worker"),
    Area("CLA", "Children looked after", 18, ("Looked After {}", "Care Leavers {}"),
         "Children in our care, and young people leaving it, until 25.", "Social worker"),
    Area("FOS", "Fostering and adoption", 12, ("Fostering {}", "Permanence {}"),
         "Recruits, assesses and supports foster carers and adopters.", "Supervising social worker"),
    Area("EHP", "Early help", 20, ("Early Help {}", "Family Hub {}"),
         "Works with families before things get worse, at home and in groups.", "Family practitioner"),
    Area("DIS", "Disabled children", 6, ("Disabled Children {}",),
         "Disabled children and their families, including short breaks.", "Social worker"),
    Area("RES", "Residential homes", 7, ("{} Children's Home",),
         "A home for up to five children. Somebody is always awake.", "Residential worker"),
    Area("YJS", "Youth justice", 5, ("Youth Justice {}",),
         "Children in trouble with the law, and those at risk of it.", "Youth justice worker"),
)  # fmt: skip


def create_services(directorate: Directorate, rng: random.Random) -> list[Service]:
    return Service.objects.bulk_create(
        Service(id=new_id(rng), directorate=directorate, code=area.code, name=area.name, order=n) for n, area in enumerate(AREAS)
    )


def create_teams(directorate: Directorate, services: list[Service], sites: list[Site], rng: random.Random) -> list[Team]:
    """At least two teams a service; the rest by each area's share."""
    kinds = [n % len(AREAS) for n in range(2 * len(AREAS))]
    kinds += rng.choices(range(len(AREAS)), [area.share for area in AREAS], k=TEAMS - len(kinds))
    used: set[str] = set()
    counts = [0] * len(AREAS)
    teams = []
    for kind in sorted(kinds):
        area, site = AREAS[kind], rng.choice(sites)
        counts[kind] += 1
        teams.append(
            Team(
                id=new_id(rng),
                directorate=directorate,
                code=f"{area.code}-{counts[kind]:02}",
                name=_name(area, PLACES[sites.index(site)], used, rng),
                service=services[kind],
                site=site,
                about=area.about,
                max_visits=rng.choice([1, 2, 2, 2, 3]),
                weight=rng.choice([1, 1, 1, 2]),
            )
        )
    return Team.objects.bulk_create(teams)


def _name(area: Area, place: str, used: set[str], rng: random.Random) -> str:
    base = rng.choice(area.patterns).format(place)
    name, n = base, 1
    while name in used:
        n += 1
        name = f"{base} {n}"
    used.add(name)
    return name
