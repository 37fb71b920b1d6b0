"""Plans in the database and back."""

import pytest

from alongside.engines.timetable import Plan as Answer
from alongside.engines.timetable import Stage
from alongside.web.audit.models import AuditEvent
from alongside.web.jobs.models import Job
from alongside.web.weeks.timetable import build_problem, save_plan, visits_of, weights_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    week, place = make.week(fairness_weight=7), make.site()
    make.offer(week, make.team(site=place), slot=1)
    make.visitor(week, make.staff(base=place))
    return week


@pytest.fixture
def answer():
    return Answer(visits=((0, 0, 1),), levels=(0, 0, 1, 1, 0, 1), stages=(Stage("coverage", 0, 0, True),), seconds=1.26)


def test_an_answer_becomes_a_plan_and_reads_back_the_same(week, answer):
    found, lead = build_problem(week), make.user("practice_lead")

    plan = save_plan(week=week, week_problem=found, answer=answer, name="Plan 1", origin="run", by=lead)

    assert visits_of(plan, found) == [(0, 0, 1)]
    assert (plan.number, plan.levels, plan.seconds) == (1, [0, 0, 1, 1, 0, 1], 1.3)
    assert plan.stages == [{"name": "coverage", "value": 0, "bound": 0, "proven": True}]
    event = AuditEvent.objects.get()
    assert (event.action, event.directorate_id) == ("plan.saved", week.directorate_id)


def test_one_job_saves_one_plan_and_numbers_go_up(week, answer):
    found, lead = build_problem(week), make.user("practice_lead")
    job = Job.objects.create(directorate=lead.directorate, kind="weeks.plan", key="once", started_by=lead)
    saving = {"week": week, "week_problem": found, "answer": answer, "name": "Plan", "origin": "run", "by": lead}

    first, again, other = save_plan(**saving, job=job), save_plan(**saving, job=job), save_plan(**saving)

    assert first == again
    assert (first.number, other.number) == (1, 2)


def test_a_visit_whose_team_left_is_not_read_back(week, answer):
    found = build_problem(week)
    plan = save_plan(week=week, week_problem=found, answer=answer, name="Plan 1", origin="run", by=make.user("practice_lead"))
    found.teams[0].retired_on = week.starts_on
    found.teams[0].save()

    assert visits_of(plan, build_problem(week)) == []


def test_weights_are_the_weeks_own(week):
    assert weights_of(week) == {"preference": 10, "fairness": 7, "travel": 1, "compactness": 5}
