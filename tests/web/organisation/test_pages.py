"""What the pages show, to whom, and at what cost."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.organisation.models import Post, Service, Site, StaffMember, Team, TravelTime
from alongside.web.organisation.queries.overview import missing
from alongside.web.organisation.queries.people import line_above, line_below
from tests import factories as make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def lead(client):
    user = make.user("practice_lead")
    client.force_login(user, backend=BACKEND)
    return user


def whole_team(**fields):
    """A team with a manager, whose manager is somebody, and a vacancy."""
    team = make.team(**fields)
    top = make.staff(name="Top Larkjar", seniority="chief_executive", directorate=team.directorate)
    manager = make.staff(name="Mo Gorsejar", team=team, manager=top, directorate=team.directorate)
    make.post(team, manager, manages_team=True)
    make.post(team, vacant_since=dt.date(2018, 1, 15))
    return team


def test_a_team_shows_its_line_up_to_the_top(client, lead):
    team = whole_team()

    page = client.get(reverse("organisation:team", args=[team.pk])).content.decode()

    assert page.index("Top Larkjar") < page.index("Mo Gorsejar")
    assert "2 posts, 1 vacant" in page
    assert "since 15/01/2018" in page


def test_up_and_down_from_a_person():
    top = make.staff(name="A")
    middle = make.staff(name="B", manager=top)
    low = make.staff(name="C", manager=middle)
    make.staff(name="D", manager=low)
    gone = make.staff(name="E", manager=top, retired_on=dt.date(2018, 1, 1))

    found = line_below(top)

    assert [p.name for p in line_above(low)] == ["B", "A"]
    assert [(r.person.name, r.everyone) for r in found.reports] == [("B", 2)]
    assert [(r.person.name, r.everyone) for r in found.reports[0].reports] == [("C", 1)]
    assert gone.name not in [r.person.name for r in found.reports]


def test_what_is_missing():
    viewer = make.user("analyst")
    team = make.team(site=make.site(latitude=None, longitude=None))
    left = make.staff(retired_on=dt.date(2018, 1, 1), manager=None)
    make.staff(manager=left, email="")
    make.post(team, left, manages_team=True)

    assert [(gap.show, gap.count) for gap in missing(viewer)] == [("no_manager", 1), ("manager_left", 1), ("no_email", 1), ("no_place", 1)]


def test_nothing_is_missing():
    viewer = make.user("analyst")
    whole_team()

    assert missing(viewer) == []


ADDRESSES = ["organisation:home", "organisation:teams", "organisation:sites", "organisation:people", "organisation:posts"]


def rows(count: int) -> None:
    for _ in range(count):
        team = whole_team()
        TravelTime.objects.create(directorate=team.directorate, origin=team.site, destination=make.site(), minutes=5)


@pytest.mark.parametrize("address", [*ADDRESSES, "organisation:search"])
def test_a_list_costs_the_same_for_one_and_three(client, lead, address, django_assert_num_queries):
    rows(1)
    url = reverse(address) + ("?q=team" if address.endswith("search") else "")
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    rows(2)

    with django_assert_num_queries(len(one)):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("kind", ["service", "team", "site", "person"])
def test_a_page_costs_the_same_however_much_is_on_it(client, lead, kind, django_assert_num_queries):
    team = whole_team()
    row = {"service": team.service, "team": team, "site": team.site, "person": StaffMember.objects.get(name="Top Larkjar")}[kind]
    url = reverse(f"organisation:{kind}", args=[row.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(2):
        other = whole_team(service=team.service, site=team.site)
        make.post(team, make.staff(team=team, manager=StaffMember.objects.get(team=other)))
        StaffMember.objects.filter(team=other).update(manager=StaffMember.objects.filter(name="Top Larkjar").order_by("code").first())

    with django_assert_num_queries(len(one)):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("show", ["teams/?show=no_manager", "people/?show=no_manager", "people/?show=manager_left", "people/?show=no_email",
                                  "sites/?show=no_place", "posts/?show=vacant", "people/?page=99", "people/?page=x", "teams/?service=x",
                                  "people/add/?team=x"])  # fmt: skip
def test_filters_and_odd_addresses(client, lead, show):
    rows(1)

    assert client.get(f"/organisation/{show}").status_code == 200


def test_an_address_with_a_null_byte_is_refused_before_it_reaches_a_database(client, lead):
    assert client.get("/organisation/search/?q=%00").status_code == 400


def test_search_finds_teams_people_and_sites(client, lead):
    make.team(name="Quillmouth Hub team", site=make.site(name="Quillmouth Hub"))
    make.staff(name="Pat Quillmouth")
    make.staff(name="Somebody else")

    page = client.get(reverse("organisation:search"), {"q": "quillmouth"}).content.decode()

    assert [words in page for words in ("Quillmouth Hub team", "Pat Quillmouth", "Somebody else")] == [True, True, False]


# --- Forms --------------------------------------------------------------------------------------------------------------


def test_adding_each_kind_by_form(client, lead):
    service, site = make.service(), make.site()
    sent = {
        "services": {"name": "N", "code": "N", "order": 1},
        "sites": {"name": "N", "code": "N", "visits_at_once": 2, "latitude": "54.5", "longitude": "-1.5"},
        "teams": {"name": "N", "code": "N", "service": service.pk, "site": site.pk, "max_visits": 2, "weight": 1},
        "people": {"name": "N", "code": "N", "seniority": "other"},
    }

    for kind, fields in sent.items():
        response = client.post(reverse("organisation:add", args=[kind]), fields | {"client_id": uuid.uuid4()})
        assert response.status_code == 302, response.content.decode()
    team = Team.objects.get(code="N")
    client.post(reverse("organisation:add", args=["posts"]), {"name": "N", "code": "N", "team": team.pk})

    assert [model.objects.get(code="N").name for model in (Service, Site, Team, StaffMember, Post)] == ["N"] * 5


def test_errors_are_told_at_their_field(client, lead):
    make.team(code="TAKEN")
    service, site = make.service(), make.site()
    fields = {"name": "", "code": "TAKEN", "service": service.pk, "site": site.pk, "max_visits": 99, "weight": 1}

    response = client.post(reverse("organisation:add", args=["teams"]), fields)
    named = client.post(reverse("organisation:add", args=["teams"]), fields | {"name": "N", "max_visits": 2})

    assert response.status_code == named.status_code == 422
    assert b"Enter name" in response.content
    assert b"is the code of" in named.content


def test_one_coordinate_without_the_other(client, lead):
    response = client.post(reverse("organisation:add", args=["sites"]), {"name": "N", "code": "N", "visits_at_once": 2, "latitude": "54"})

    assert response.status_code == 422
    assert b"Enter the longitude too" in response.content


def seen_in(response) -> str:
    return re.search(r'name="seen" value="(\w+)"', response.content.decode())[1]


def test_a_stale_form_shows_theirs_and_can_be_saved_over_it(client, lead):
    team = make.team(name="Old")
    address = reverse("organisation:change", args=["teams", team.pk])
    fields = {"name": "Old", "code": team.code, "service": team.service_id, "site": team.site_id, "max_visits": 2, "weight": 1}
    fields["seen"] = seen_in(client.get(address))
    Team.objects.filter(pk=team.pk).update(name="Theirs")

    refused = client.post(address, fields | {"name": "Mine"})
    again = client.post(address, fields | {"name": "Mine", "seen": seen_in(refused)})

    assert (refused.status_code, again.status_code) == (422, 302)
    assert "Theirs" in refused.content.decode()
    assert Team.objects.get().name == "Mine"


def test_a_loop_is_told_at_the_manager(client, lead):
    top = make.staff(name="Ann")
    low = make.staff(name="Bob", manager=top)
    address = reverse("organisation:change", args=["people", top.pk])
    fields = {"name": "Ann", "code": top.code, "seniority": "other", "email": top.email, "manager": low.pk}

    response = client.post(address, fields | {"seen": seen_in(client.get(address))})

    assert response.status_code == 422
    assert "the line of management would go round. Ann answers to Bob answers to Ann" in response.content.decode()
    assert 'href="#id_manager"' in response.content.decode()


def test_closing_and_bringing_back_by_form(client, lead):
    team = make.team()

    client.post(reverse("organisation:retire", args=["teams", team.pk]), {"retired_on": "1/3/2018"})
    assert Team.objects.get().retired_on == dt.date(2018, 3, 1)

    client.post(reverse("organisation:bring_back", args=["teams", team.pk]))
    assert Team.objects.get().retired_on is None


def test_giving_a_travel_time_by_form(client, lead):
    a, b = make.site(), make.site()
    address = reverse("organisation:travel", args=[a.pk])

    assert client.post(address, {"destination": b.pk, "minutes": "25"}).status_code == 302
    assert client.post(address, {"destination": b.pk, "minutes": "1000"}).status_code == 422
    assert TravelTime.objects.get().minutes == 25


def test_choices_are_ones_own_directorate(client, lead):
    make.service(name="Elsewhere service", directorate=make.directorate("elsewhere"))
    make.service(name="Closed service", retired_on=dt.date(2018, 1, 1))

    page = client.get(reverse("organisation:add", args=["teams"])).content.decode()

    assert "Elsewhere service" not in page
    assert "Closed service" not in page
