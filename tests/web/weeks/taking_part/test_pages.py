"""The pages people fill in on a phone."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from alongside.web.weeks.models import Offer
from tests import factories as make

pytestmark = pytest.mark.django_db


def signed_in(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name, **kwargs):
    return reverse(f"weeks:{name}", kwargs=kwargs)


@pytest.fixture
def week():
    return make.week(state="open")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_availability_page_costs_the_same_for_any_number_of_services(week, rows, django_assert_num_queries):
    visitor = make.visitor(week)
    for _ in range(rows):
        visitor.interests.create(service=make.service(), level=1)
    client = signed_in(make.user("visitor", staff_member=visitor.staff_member))
    client.get(at("list"))

    with django_assert_num_queries(7):
        assert client.get(at("availability", pk=visitor.pk)).status_code == 200


def test_an_answer_is_saved_and_the_page_says_when(week):
    service, visitor = make.service(), make.visitor(week, slots=())
    client = signed_in(make.user("visitor", staff_member=visitor.staff_member))

    page = client.post(at("availability", pk=visitor.pk), {"slots": [1, 4], f"interest_{service.pk.hex}": 0, "as_seen": ""}, follow=True)

    assert "Saved at" in page.content.decode()
    assert list(visitor.availability.values_list("slot", flat=True)) == [1, 4]
    assert visitor.interests.get().level == 0


def test_a_time_outside_the_week_is_an_error_not_a_crash(week):
    visitor = make.visitor(week, slots=())

    page = signed_in(make.user("visitor", staff_member=visitor.staff_member)).post(at("availability", pk=visitor.pk), {"slots": ["99"]})

    assert page.status_code == 422


def test_a_manager_offers_and_a_taken_time_is_no_longer_offered_to_them(week):
    team = make.team()
    client = signed_in(make.user("team_manager", staff_member=make.staff(team=team)))
    form = {"client_id": uuid.uuid4(), "activity": "duty_desk", "slot": 3, "places": 2}

    assert client.post(at("offer_add", pk=week.pk, team_pk=team.pk), form).status_code == 302
    page = client.get(at("offer_add", pk=week.pk, team_pk=team.pk)).content.decode()

    assert Offer.objects.get().places == 2
    assert "Tuesday morning" not in page
    assert "Tuesday afternoon" in page


def test_a_name_in_what_is_seen_is_turned_back(week):
    team = make.team()
    client = signed_in(make.user("team_manager", staff_member=make.staff(team=team)))
    form = {"client_id": uuid.uuid4(), "activity": "home_visit", "slot": 3, "places": 1, "what_to_see": "A visit to Jane Smith"}

    page = client.post(at("offer_add", pk=week.pk, team_pk=team.pk), form)

    assert page.status_code == 422
    assert "somebody&#39;s name" in page.content.decode()
    assert not Offer.objects.exists()


def test_choosing_the_same_manager_twice_is_turned_back(week):
    host = week.shadowing_hosts.create(staff_member=make.staff(), slots=[1])
    client = signed_in(make.user("practitioner", staff_member=make.staff()))

    page = client.post(at("shadowing_ask", pk=week.pk), {"choice_0": host.pk, "choice_1": host.pk, "slots": [1]})

    assert page.status_code == 422
    assert "Choose somebody different" in page.content.decode()


def test_a_conversation_under_a_name_is_turned_back_and_under_a_reference_kept(week):
    team = make.team()
    client = signed_in(make.user("team_manager", staff_member=make.staff(team=team)))
    form = {"reference": "Jane Smith", "team": team.pk, "slots": [1]}

    refused = client.post(at("conversation_add", pk=week.pk), form)
    kept = client.post(at("conversation_add", pk=week.pk), {**form, "reference": "FC-7"})

    assert (refused.status_code, kept.status_code) == (422, 302)
    assert "names stay out" in refused.content.decode()
    assert week.conversations.get().reference == "FC-7"


def test_a_manager_sees_only_conversations_of_their_own_teams(week):
    mine, theirs = make.team(), make.team()
    week.conversations.create(reference="FC-1", team=mine, slots=[1])
    week.conversations.create(reference="FC-2", team=theirs, slots=[1])

    page = signed_in(make.user("team_manager", staff_member=make.staff(team=mine))).get(at("conversations", pk=week.pk)).content.decode()

    assert "FC-1" in page
    assert "FC-2" not in page
