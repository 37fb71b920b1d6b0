"""Minutes between sites: from the map by a stated rule, given ones over it, and never quicker by a detour."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.web.organisation.models import TravelTime
from alongside.web.organisation.queries import travel_matrix
from alongside.web.organisation.queries.travel import shortest_paths, times_from
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_from_the_map():
    a = make.site(latitude=54.0, longitude=-1.5)
    b = make.site(latitude=54.1, longitude=-1.5)  # 11.1 km: times 1.3, at 50 km an hour: 17 minutes, and 5

    assert travel_matrix([a, b]) == [[0, 22], [22, 0]]


def test_given_one_way_holds_both_ways_unless_the_way_back_is_given():
    a, b = make.site(), make.site()
    TravelTime.objects.create(directorate=a.directorate, origin=a, destination=b, minutes=7)
    assert travel_matrix([a, b]) == [[0, 7], [7, 0]]

    TravelTime.objects.create(directorate=a.directorate, origin=b, destination=a, minutes=9)
    assert travel_matrix([a, b]) == [[0, 7], [9, 0]]


def test_a_site_that_is_not_on_the_map():
    assert travel_matrix([make.site(latitude=None, longitude=None), make.site()]) == [[0, 30], [30, 0]]


def test_one_query_however_many_sites(django_assert_num_queries):
    for count in (1, 3):
        sites = [make.site() for _ in range(count)]
        with django_assert_num_queries(1):
            travel_matrix(sites)


def test_how_we_know():
    here = make.site(latitude=54.0, longitude=-1.5)
    near = make.site(name="Near", latitude=54.1, longitude=-1.5)
    beyond = make.site(name="Beyond", latitude=54.2, longitude=-1.5)
    given_to = make.site(name="Given", latitude=54.0, longitude=-1.6)
    given_from = make.site(name="Back", latitude=54.0, longitude=-1.4)
    lost = make.site(name="Lost", latitude=None, longitude=None)
    for origin, destination, minutes in ((here, given_to, 90), (given_from, here, 95), (near, beyond, 1)):
        TravelTime.objects.create(directorate=here.directorate, origin=origin, destination=destination, minutes=minutes)

    found = {site.name: how for site, _, how in times_from(here, [here, near, beyond, given_to, given_from, lost])}

    assert found == {
        "Near": "from the map",
        "Beyond": "by way of another site",
        "Given": "given",
        "Back": "given for the way back",
        "Lost": "not known, so 30 minutes are assumed",
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(1, 6).flatmap(lambda n: st.lists(st.lists(st.integers(0, 600), min_size=n, max_size=n), min_size=n, max_size=n)))
def test_no_detour_is_quicker(minutes):
    for n, row in enumerate(minutes):
        row[n] = 0

    found = shortest_paths(minutes)

    places = range(len(found))
    assert all(found[a][b] <= found[a][via] + found[via][b] for a in places for b in places for via in places)
    assert all(found[a][b] <= minutes[a][b] for a in places for b in places)
