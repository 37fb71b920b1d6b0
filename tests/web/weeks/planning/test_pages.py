"""The pages of planning: preflight, the run, plans, and two plans side by side."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web.jobs.models import Job
from alongside.web.weeks.actions.planning import plan_week
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.user("practice_lead")


@pytest.fixture
def client(lead):
    client = Client()
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def week():
    week, place = make.week(), make.site()
    for slot in (0, 1):
        make.offer(week, make.team(site=place), slot=slot)
    make.visitor(week, make.staff(name="Ann", base=place))
    return week


def at(name, pk):
    return reverse(f"weeks:{name}", kwargs={"pk": pk})


def a_plan(week, lead, number, *offers):
    plan = week.plans.create(number=number, name=f"Plan {number}", created_by=lead)
    for offer in offers:
        plan.visits.create(visitor=week.visitors.get(), offer=offer)
    return plan


def test_pressing_the_button_starts_a_run_and_leads_to_it(client, week):
    answer = client.post(at("plan", week.pk), {"client_id": uuid.uuid4(), "seconds": 15})

    job = Job.objects.get()
    assert answer["Location"] == at("planning", job.pk)
    assert "This week is being planned now" in client.get(at("plan", week.pk)).content.decode()


def test_a_week_without_offers_shows_no_button(client):
    page = client.get(at("plan", make.week().pk)).content.decode()

    assert "Put this right first" in page
    assert 'name="seconds"' not in page


def test_htmx_gets_the_part_that_changes_and_at_the_end_the_way_to_the_plan(client, week, lead):
    job = plan_week(client_id=uuid.uuid4(), week=week, seconds=15, by=lead)

    waiting = client.get(at("planning", job.pk), headers={"hx-request": "true"}).content.decode()
    plan = a_plan(week, lead, 1)
    Job.objects.update(state="succeeded", finished_at=timezone.now(), result={"plan": str(plan.pk)})
    done = client.get(at("planning", job.pk), headers={"hx-request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in waiting
    assert "Refresh" in waiting
    assert "<html" not in waiting
    assert "hx-get" not in done
    assert at("plan_page", plan.pk) in done


def test_stopping_leads_back_to_the_run(client, week, lead):
    job = plan_week(client_id=uuid.uuid4(), week=week, seconds=15, by=lead)

    answer = client.post(at("planning_stop", job.pk))

    assert answer["Location"] == at("planning", job.pk)
    assert "No plan was made" in client.get(at("planning", job.pk)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_plans_take_the_same_number_of_queries_for_one_and_for_three(client, week, lead, rows, django_assert_num_queries):
    for number in range(rows):
        a_plan(week, lead, number + 1, *week.offers.all())
        a_plan(week, lead, number + 11).discarded_at = timezone.now()
    client.get(at("plans", week.pk))

    with django_assert_num_queries(7):
        client.get(at("plans", week.pk))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_plan_takes_the_same_number_of_queries_for_one_visit_and_for_three(client, lead, rows, django_assert_num_queries):
    week = make.week()
    plan = week.plans.create(number=1, name="Plan 1", created_by=lead)
    for _ in range(rows):
        visitor, team = make.visitor(week), make.team()
        plan.visits.create(visitor=visitor, offer=make.offer(week, team))
        host = week.shadowing_hosts.create(staff_member=make.staff(), slots=[1])
        asked = week.shadowing_requests.create(staff_member=make.staff(), slots=[1])
        plan.shadowings.create(request=asked, host=host, slot=1)
        talk = week.conversations.create(reference=f"FC-{visitor.pk}"[:40], team=team, slots=[1])
        plan.conversations.create(conversation=talk, visitor=visitor, site=team.site, slot=1)
    client.get(at("plans", week.pk))

    with django_assert_num_queries(28):
        assert client.get(at("plan_page", plan.pk)).status_code == 200


def test_a_plan_that_no_longer_keeps_the_rules_says_so(client, week, lead):
    plan = a_plan(week, lead, 1, week.offers.get(slot=0))
    week.visitors.get().availability.all().delete()

    assert "no longer keeps every rule" in client.get(at("plan_page", plan.pk)).content.decode()


def test_two_plans_side_by_side(client, week, lead):
    first, second = week.offers.order_by("slot")
    a_plan(week, lead, 1, first)
    a_plan(week, lead, 2, first, second)

    page = client.get(at("compare", week.pk)).content.decode()

    assert f"Ann sees {second.team.name} on Monday afternoon" in page
    assert "1 visit stays as it is" in page
    assert "Better" in page


def test_renaming_to_nothing_is_turned_back(client, week, lead):
    plan = a_plan(week, lead, 1)

    assert client.post(at("plan_rename", plan.pk), {"name": ""}).status_code == 422
    assert client.post(at("plan_rename", plan.pk), {"name": "Best"}).status_code == 302
    plan.refresh_from_db()
    assert plan.name == "Best"


def test_a_draft_is_not_found_by_those_who_do_not_plan(week, lead):
    plan = a_plan(week, lead, 1)
    for other in (make.user("director"), make.stranger()):
        client = Client()
        client.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(at("plan_page", plan.pk)).status_code == 404
        assert client.get(at("compare", week.pk)).status_code == 404
