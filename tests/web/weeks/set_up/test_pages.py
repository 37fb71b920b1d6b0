"""The pages of setting a week up: lists cost the same however long, forms come back with their errors, stale saves keep what was typed."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from alongside.web.weeks.actions.set_up import WeekRules, change_rules
from alongside.web.weeks.models import DeclaredInterest, PracticeWeek
from tests import factories as make
from tests.web.access.matrix.weeks_setup import RULES, details

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.user("practice_lead")


@pytest.fixture
def client(lead):
    client = Client()
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def at(name, **kwargs):
    return reverse(f"weeks:{name}", kwargs=kwargs)


@pytest.mark.parametrize(
    ("name", "queries"),
    [("week", 17), ("visitors", 6), ("offers", 6), ("shadowing", 7), ("conversations", 6), ("reminders", 7),
     ("declared_interests", 7), ("interpreters", 5), ("visitors_add", 5)],
)  # fmt: skip
@pytest.mark.parametrize("rows", [1, 3])
def test_a_list_takes_the_same_number_of_queries_for_one_row_and_for_three(name, queries, rows, client, django_assert_num_queries):
    week = make.week(state="open")
    for n in range(rows):
        team = make.team()
        make.post(team, make.staff(), manages_team=True)
        make.offer(week, team)
        make.team()
        visitor = make.visitor(week)
        DeclaredInterest.objects.create(week=week, staff_member=visitor.staff_member, team=team)
        week.interpreters.create(name=f"Agency {n}", languages=["pl"], slots=[1])
        week.conversations.create(reference=f"FC-{n}", team=team, slots=[1]).sites.add(team.site)
        host = week.shadowing_hosts.create(staff_member=make.staff(), slots=[1])
        asked = week.shadowing_requests.create(staff_member=make.staff(team=team), slots=[1])
        asked.preferences.create(host=host, practitioner_choice=0)
        make.staff(seniority="director")
    client.get("/weeks/")  # the session's first request writes when it was last seen

    with django_assert_num_queries(queries):
        assert client.get(at(name, pk=week.pk)).status_code == 200


def test_a_week_is_made_from_the_form_and_again_from_the_same_form(client):
    form = details(client_id=uuid.uuid4())

    first, second = client.post(at("new"), form), client.post(at("new"), form)

    week = PracticeWeek.objects.get()
    assert first["Location"] == second["Location"] == at("week", pk=week.pk)
    assert week.parts == [["09:30", "12:00"], ["13:30", "16:00"], ["18:00", "20:30"]]


def test_wrong_dates_come_back_with_what_to_do_and_the_same_client_id(client):
    client_id = uuid.uuid4()

    page = client.post(at("new"), details(client_id=client_id, starts_on="9/3/2018", ends_on="5/3/2018", morning_to="never"))

    text = page.content.decode()
    assert page.status_code == 422
    assert "The last day must be the first day or later" in text
    assert "Enter a time, such as 9:30am or 13:30" in text
    assert str(client_id) in text
    assert "<title>Error: " in text


def test_a_stale_save_keeps_what_was_typed_and_the_next_save_replaces_theirs(client, lead):
    week = make.week()
    change_rules(week=week, version=1, rules=WeekRules(60, 90, 2, 75, 9, 10, 10, 5), by=lead)

    stale = client.post(at("rules", pk=week.pk), {**RULES, "visits_by_two": 4})
    text = stale.content.decode()
    assert stale.status_code == 422
    assert "Somebody else changed this week" in text
    assert 'value="4"' in text
    assert 'name="version" value="2"' in text
    client.post(at("rules", pk=week.pk), {**RULES, "visits_by_two": 4, "version": 2})

    assert PracticeWeek.objects.get().visits_by_two == 4


def test_the_hub_names_one_next_step_on_the_way(client, lead):
    week = make.week()

    def next_button():
        next_up = client.get(at("week", pk=week.pk)).content.decode().split('class="app-next"')[1].split("</section>")[0]
        return re.search(r'data-module="govuk-button"[^>]*>([^<]+)<', next_up)[1]

    steps = [next_button()]
    make.visitor(week, replied_at="2018-02-01T10:00Z")
    steps.append(next_button())
    client.post(at("move", pk=week.pk), {"to": "open"})
    silent = make.team()
    steps.append(next_button())
    make.offer(week, silent)
    steps.append(next_button())
    client.post(at("move", pk=week.pk), {"to": "plan"})
    steps.append(next_button())
    week.plans.create(number=1, name="Plan 1", created_by=lead)
    steps.append(next_button())
    week.refresh_from_db()
    for state in ("published", "finished"):
        week.state = state
        week.save()
        steps.append(next_button())

    assert steps == [
        "Choose who will visit",
        "Open the week",
        "See who has not answered",
        "Start planning",
        "Plan the week",
        "Look at the newest plan",
        "See the timetable",
        "Set up the next week",
    ]


def test_a_cancellation_that_waits_is_the_next_thing_until_it_is_settled(client, lead):
    week = make.week(state="published")
    told = week.cancellations.create(client_id=uuid.uuid4(), team=make.team(), reported_by=lead)

    def hub():
        return client.get(at("week", pk=week.pk)).content.decode()

    assert "1 cancellation waits for you to decide." in hub()
    assert "Mend the programme" in hub()
    told.state = "accepted"
    told.save()
    assert "Mend the programme" not in hub()


def test_a_step_out_of_turn_is_told_not_taken(client):
    week = make.week()

    page = client.post(at("move", pk=week.pk), {"to": "open"}, follow=True)

    assert "Choose who will visit before you open the week" in page.content.decode()
    assert client.post(at("move", pk=week.pk), {"to": "nowhere"}).status_code == 404
