"""The background run itself: it plans, tells, stops, begins again after a death, and saves one plan."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from alongside.engines.timetable import score
from alongside.web.jobs.actions import stop_job
from alongside.web.jobs.models import Job
from alongside.web.jobs.work import Handle, run_job
from alongside.web.weeks.actions.planning import plan_week
from alongside.web.weeks.models import Plan
from alongside.web.weeks.planning.run import run_of
from alongside.web.weeks.timetable import build_problem, visits_of
from alongside.web.weeks.work.planning import plan as plan_work
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lead():
    return make.user("practice_lead")


@pytest.fixture
def week():
    """Three teams at one place, two visitors from outside, one of them corporate."""
    week, place = make.week(), make.site()
    for slot in range(3):
        make.offer(week, make.team(site=place), slot=slot)
    make.visitor(week, make.staff(base=place, seniority="director"), slots=(0, 1, 2, 3), max_visits=4)
    make.visitor(week, make.staff(base=place), slots=(0, 1, 2, 3), max_visits=4)
    return week


def asked(week, lead, **more):
    return plan_week(client_id=uuid.uuid4(), week=week, seconds=15, by=lead, **more)


def run(job):
    run_job.call(job_id=str(job.pk))
    job.refresh_from_db()
    return job


def test_a_run_leaves_a_legal_plan_that_sees_every_team_and_says_what_is_proven(week, lead):
    job = run(asked(week, lead))

    assert (job.state, job.problem) == ("succeeded", "")
    plan = Plan.objects.get(pk=job.result["plan"])
    found = build_problem(week)
    judged = score(found.problem, visits_of(plan, found))
    assert judged.legal
    assert judged.unseen == ()
    assert plan.levels == list(judged.levels)
    assert [(s["name"], s["proven"]) for s in plan.stages] == [("coverage", True), ("independence", True), ("quality", True)]
    assert (plan.job, plan.created_by, plan.name, plan.origin) == (job, lead, "Plan 1", "run")


def test_what_was_told_ends_with_the_plan_that_is_kept(week, lead):
    job = run(asked(week, lead))

    shown = run_of(job)
    assert ("Teams seen", "3 of 3") in shown.figures
    assert ("From the best possible", "None: proven") in shown.figures
    assert job.progress["visits"] == Plan.objects.get().visits.count()


def test_stopped_before_it_began_it_never_begins(week, lead):
    job = asked(week, lead)

    stop_job(job=job, by=lead)

    assert run(job).state == "cancelled"
    assert not Plan.objects.exists()


def test_stopped_while_running_it_keeps_the_plan_so_far(week, lead):
    job = asked(week, lead)
    Job.objects.filter(pk=job.pk).update(stop_requested_at=timezone.now())  # pressed between claiming and solving

    assert run(job).state == "succeeded"
    assert Plan.objects.get().visits.exists()


def test_a_run_whose_worker_died_after_saving_ends_with_that_plan(week, lead):
    job = asked(week, lead)
    first = plan_work(Handle(job))
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    Job.objects.filter(pk=job.pk).update(state="running", started_at=long_ago, heard_at=long_ago)

    job = run(job)

    assert (job.state, job.result) == ("succeeded", first)
    assert Plan.objects.count() == 1


def test_locked_visits_of_a_plan_are_kept(week, lead):
    first = Plan.objects.get(pk=run(asked(week, lead)).result["plan"])
    kept = first.visits.first()
    kept.locked = True
    kept.save()

    second = Plan.objects.get(pk=run(asked(week, lead, keep_locked_of=first)).result["plan"])

    assert second.based_on == first
    assert list(second.visits.filter(locked=True).values_list("visitor", "offer")) == [(kept.visitor_id, kept.offer_id)]


@pytest.mark.parametrize(
    ("missing", "words"), [("offers", "No team offers anything"), ("availability", "No visitor has said when they are free")]
)
def test_a_week_that_cannot_be_planned_says_why(week, lead, missing, words):
    if missing == "offers":
        week.offers.all().delete()
    else:
        for visitor in week.visitors.all():
            visitor.availability.all().delete()

    job = run(asked(week, lead))

    assert job.state == "failed"
    assert words in job.problem
    assert not Plan.objects.exists()
