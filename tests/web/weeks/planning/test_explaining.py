"""What stands in the way of a week: found out in the background, told in words, and the cure is real."""

import uuid

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from alongside.web.jobs.models import Job
from alongside.web.weeks.actions.explaining import find_out_why
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead():
    return make.user("practice_lead")


@pytest.fixture
def week():
    """Two teams offer the same morning, and there is one visitor."""
    week, place = make.week(), make.site()
    for name in ("Heron", "Wren"):
        make.offer(week, make.team(name=name, site=place), slot=0, activity="duty_desk")
    make.visitor(week, make.staff(name="Ann", base=place, seniority="director"), slots=(0,))
    return week


def test_a_week_that_cannot_keep_its_promises_hears_why_and_what_would_help(week, lead, run_queued_work):
    job = find_out_why(client_id=uuid.uuid4(), week=week, plan=None, by=lead)

    run_queued_work()

    job.refresh_from_db()
    assert job.state == "succeeded"
    assert job.result["feasible"] is False
    assert job.result["conflicts"]
    assert job.result["asks"]
    assert job.result["checked"]
    client = Client()
    client.force_login(lead, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(reverse("weeks:explaining", kwargs={"pk": job.pk})).content.decode()
    assert "Not every promise can be kept." in page
    assert "What would put it right" in page
    assert "planned again with this granted" in page


def test_what_a_plan_does_not_keep_is_named(week, lead, run_queued_work):
    plan = week.plans.create(number=1, name="Plan 1", created_by=lead)
    plan.visits.create(visitor=week.visitors.get(), offer=week.offers.get(team__name="Heron"))
    job = find_out_why(client_id=uuid.uuid4(), week=week, plan=plan, by=lead)

    run_queued_work()

    job.refresh_from_db()
    assert any("Wren" in line for line in job.result["missed"])
    assert not any("Heron" in line for line in job.result["missed"])


def test_a_week_that_can_keep_them_all_hears_that(week, lead, run_queued_work):
    make.visitor(week, make.staff(base=week.offers.first().team.site, seniority="head_of_service"), slots=(0,))
    job = find_out_why(client_id=uuid.uuid4(), week=week, plan=None, by=lead)

    run_queued_work()

    job.refresh_from_db()
    assert job.result["feasible"] is True
    assert job.result["asks"] == []


def test_asking_twice_starts_one_run_and_strangers_and_others_weeks_are_refused(week, lead):
    client_id = uuid.uuid4()

    find_out_why(client_id=client_id, week=week, plan=None, by=lead)
    find_out_why(client_id=client_id, week=week, plan=None, by=lead)

    assert Job.objects.count() == 1
    elsewhere = make.week().plans.create(number=1, name="Plan 1", created_by=lead)
    for plan, by in ((None, make.stranger()), (None, make.user("director")), (elsewhere, lead)):
        with pytest.raises(Http404):
            find_out_why(client_id=uuid.uuid4(), week=week, plan=plan, by=by)
