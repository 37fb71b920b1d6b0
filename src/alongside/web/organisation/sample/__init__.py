"""An invented directorate the size of a county's: eight service areas, 58 teams at 12 sites, a few hundred people."""

from __future__ import annotations

import random
from dataclasses import dataclass

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.organisation.models import Directorate, Service, Site, Team
from alongside.web.organisation.sample.names import COUNCIL
from alongside.web.organisation.sample.people import People, create_people
from alongside.web.organisation.sample.places import create_sites, new_id
from alongside.web.organisation.sample.teams import create_services, create_teams
from alongside.web.organisation.sample.users import create_users

CODE = "sample"
SEED = 2018

__all__ = ["CODE", "Sample", "create_directorate", "new_id"]


@dataclass(frozen=True)
class Sample:
    """What was made, for the week to be built on."""

    directorate: Directorate
    services: list[Service]
    sites: list[Site]
    teams: list[Team]
    people: People
    users: dict[str, User]
    rng: random.Random


@transaction.atomic
def create_directorate(seed: int = SEED) -> Sample:
    """Make it. The caller has seen that there is none yet."""
    rng = random.Random(f"directorate:{seed}")  # noqa: S311 - invented people, not secrets
    directorate = Directorate.objects.create(id=new_id(rng), code=CODE, name=f"{COUNCIL} children and young people's services")
    services = create_services(directorate, rng)
    sites = create_sites(directorate, rng)
    teams = create_teams(directorate, services, sites, rng)
    people = create_people(directorate, services, sites, teams, rng)
    return Sample(directorate, services, sites, teams, people, create_users(directorate, people), rng)
