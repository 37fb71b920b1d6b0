"""The home page: for each kind of person, what there is to do now, and nothing of anybody else's."""

import pytest
from django.test import Client

from alongside.web.weeks.models import ShadowingRequest
from tests import factories as make

pytestmark = pytest.mark.django_db


def home(user):
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get("/").content.decode()


@pytest.fixture
def week():
    return make.week(state="open", name="Spring week")


def test_the_practice_lead_sees_the_next_step_and_the_tasks(week):
    page = home(make.user("practice_lead"))

    assert "Spring week" in page
    assert "See who has not answered" in page or "Start planning" in page
    assert "Family conversations" in page


def test_with_no_week_yet_the_practice_lead_is_asked_to_set_one_up():
    assert "Set up a practice week" in home(make.user("practice_lead"))


def test_a_visitor_is_asked_for_availability_and_then_may_change_it(week):
    visitor = make.visitor(week)
    user = make.user("visitor", staff_member=visitor.staff_member)

    assert "Give your availability" in home(user)
    visitor.replied_at = "2018-02-01T10:00Z"
    visitor.save()
    assert "Change your answer" in home(user)


def test_a_team_manager_is_asked_what_can_be_seen_and_later_who_is_coming(week):
    person = make.staff()
    make.post(make.team(name="Heron"), person, manages_team=True)
    make.team(name="Somebody else's")
    user = make.user("team_manager", staff_member=person)

    page = home(user)
    assert "Heron" in page
    assert "Offer something to see" in page
    assert "Somebody else" not in page
    week.state = "published"
    week.save()
    assert "See who is coming" in home(user)


def test_a_practitioner_may_ask_to_shadow(week):
    user = make.user("practitioner", staff_member=make.staff())

    assert "Ask to shadow" in home(user)
    ShadowingRequest.objects.create(week=week, staff_member=user.staff_member, slots=[1])
    assert "See or change what you asked" in home(user)


def test_before_the_week_opens_only_those_who_set_up_see_it():
    make.week(name="Secret week")

    assert "Secret week" in home(make.user("practice_lead"))
    assert "Secret week" not in home(make.user("visitor", staff_member=make.staff()))


def test_others_get_a_sensible_page(week):
    assert "People and access" in home(make.user("administrator"))
    assert "The whole timetable" not in home(make.user("director"))
    assert "no role yet" in home(make.user())
    week.state = "published"
    week.save()
    assert "The whole timetable" in home(make.user("director"))


def test_a_stranger_sees_nothing_of_ours(week):
    assert "Spring week" not in home(make.stranger())
