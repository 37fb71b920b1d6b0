"""Minutes between sites: given by the council, or worked out from where they are."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from uuid import UUID

from alongside.web.organisation.models import Site, TravelTime

EARTH_KM = 6371.0
ROAD_FACTOR = 1.3  # roads are about a third longer than the crow flies
KM_AN_HOUR = 50
PARKING_MINUTES = 5
UNKNOWN_MINUTES = 30  # a site without coordinates and without given times


def travel_matrix(sites: Sequence[Site]) -> list[list[int]]:
    """Minutes from each site to each, in the order of `sites`: given times where there are any, otherwise by road from coordinates.

    A time given one way holds both ways unless the other is given too. Shortest paths are taken, so that going by way of a third
    site is never quicker. One query.
    """
    minutes = [[0 if a.pk == b.pk else estimated_minutes(a, b) for b in sites] for a in sites]
    place = {site.pk: n for n, site in enumerate(sites)}
    given = TravelTime.objects.filter(origin__in=place, destination__in=place).values_list("origin_id", "destination_id", "minutes")
    for (a, b), m in given_both_ways(given).items():
        minutes[place[a]][place[b]] = m
    return shortest_paths(minutes)


def estimated_minutes(a: Site, b: Site) -> int:
    """Door to door by road, from coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return UNKNOWN_MINUTES
    return PARKING_MINUTES + round(ROAD_FACTOR * kilometres(a.latitude, a.longitude, b.latitude, b.longitude) / KM_AN_HOUR * 60)


def kilometres(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance (haversine)."""
    north, east = math.radians(lat_b - lat_a), math.radians(lon_b - lon_a)
    h = math.sin(north / 2) ** 2 + math.cos(math.radians(lat_a)) * math.cos(math.radians(lat_b)) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def given_both_ways(given: Iterable[tuple[UUID, UUID, int]]) -> dict[tuple[UUID, UUID], int]:
    one_way = {(a, b): m for a, b, m in given}
    return {(b, a): m for (a, b), m in one_way.items()} | one_way


def shortest_paths(minutes: list[list[int]]) -> list[list[int]]:
    """Floyd and Warshall: afterwards the triangle inequality holds."""
    n = len(minutes)
    found = [list(row) for row in minutes]
    for via, a, b in itertools.product(range(n), repeat=3):
        found[a][b] = min(found[a][b], found[a][via] + found[via][b])
    return found


def times_from(site: Site, others: Sequence[Site]) -> list[tuple[Site, int, str]]:
    """(other site, minutes there, how we know), nearest first. Three queries, however many sites."""
    sites = [site, *(other for other in others if other.pk != site.pk)]
    minutes = travel_matrix(sites)[0]
    given = set(TravelTime.objects.filter(origin=site).values_list("destination_id", flat=True))
    given_back = set(TravelTime.objects.filter(destination=site).values_list("origin_id", flat=True))
    rows = [(other, minutes[n], _how(site, other, minutes[n], given, given_back)) for n, other in enumerate(sites) if n]
    return sorted(rows, key=lambda row: (row[1], row[0].name))


def _how(site: Site, other: Site, minutes: int, given: set[UUID], given_back: set[UUID]) -> str:
    if other.pk in given:
        return "given"
    if other.pk in given_back:
        return "given for the way back"
    if None in (site.latitude, other.latitude):
        return "not known, so 30 minutes are assumed" if minutes == UNKNOWN_MINUTES else "by way of another site"
    return "from the map" if minutes == estimated_minutes(site, other) else "by way of another site"
