"""The sample's sites: twelve invented buildings scattered round one invented town, with coordinates for the travel rule."""

from __future__ import annotations

import random
import uuid

from alongside.web.organisation.models import Directorate, Site, TravelTime
from alongside.web.organisation.sample.names import PLACES

CENTRE = (54.70, -1.72)
DEGREES_A_KM = (1 / 111.2, 1 / 64.3)  # of latitude, and of longitude at this latitude
SPREAD_KM = (9.8, 14.0)
BUILDINGS = ("County Offices", "House", "Centre", "Hub", "Lodge", "Court")
GETTING_THERE = (
    "Free parking behind the building. The bus stop is opposite the door.",
    "Two visitor spaces at the front; otherwise use the car park by the library, five minutes on foot.",
    "Ring the bell at the side entrance. No parking on the school run between 2:45pm and 3:30pm.",
    "",
)


def new_id(rng: random.Random) -> uuid.UUID:
    """A UUID that comes out the same each time, so that addresses in the demonstration can be kept."""
    return uuid.UUID(int=rng.getrandbits(128), version=4)


def create_sites(directorate: Directorate, rng: random.Random) -> list[Site]:
    """The first is the headquarters: large, step-free, with a room for families."""
    sites = [_site(directorate, rng, n, place) for n, place in enumerate(PLACES)]
    Site.objects.bulk_create(sites)
    given = [(sites[0], sites[3], 41), (sites[3], sites[0], 44), (sites[5], sites[9], 38), (sites[9], sites[5], 38)]
    TravelTime.objects.bulk_create(TravelTime(directorate=directorate, origin=a, destination=b, minutes=m) for a, b, m in given)
    return sites


def _site(directorate: Directorate, rng: random.Random, n: int, place: str) -> Site:
    north, east = (0.0, 0.0) if n == 0 else (rng.gauss(0, SPREAD_KM[0]), rng.gauss(0, SPREAD_KM[1]))
    return Site(
        id=new_id(rng),
        directorate=directorate,
        code=f"{n + 1:02}",
        name=f"{place} {BUILDINGS[0] if n == 0 else BUILDINGS[1 + n % 5]}",
        address=f"{rng.randrange(1, 90)} Example Way, {place}",
        postcode=f"ZZ{n + 1} {rng.randrange(1, 9)}AA",
        latitude=round(CENTRE[0] + north * DEGREES_A_KM[0], 5),
        longitude=round(CENTRE[1] + east * DEGREES_A_KM[1], 5),
        visits_at_once=6 if n == 0 else rng.choice([2, 3, 3, 4]),
        step_free=n in (0, 1, 4, 5, 8, 10),
        family_room=n in (0, 2, 4, 5, 8),
        getting_there=rng.choice(GETTING_THERE),
    )
