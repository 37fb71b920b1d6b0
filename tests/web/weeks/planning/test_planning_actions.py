"""Starting a run, and what is done with plans afterwards."""

import uuid

import pytest
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.jobs.models import Job
from alongside.web.weeks.actions.planning import bring_back_plan, copy_plan, discard_plan, plan_week, rename_plan
from alongside.web.weeks.models import Plan
from alongside.web.weeks.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.user("practice_lead")


@pytest.fixture
def plan(lead):
    week = make.week()
    found = week.plans.create(number=1, name="Plan 1", created_by=lead, levels=[0, 0, 1, 2, 3, 4], stages=[], seconds=3)
    found.visits.create(visitor=make.visitor(week), offer=make.offer(week, make.team()), locked=True)
    return found


def test_a_run_starts_once_however_often_the_form_is_sent(lead):
    week, client_id = make.week(), uuid.uuid4()

    first = plan_week(client_id=client_id, week=week, seconds=15, by=lead)
    second = plan_week(client_id=client_id, week=week, seconds=15, by=lead)

    assert first == second == Job.objects.get()
    assert first.payload == {"week": str(week.pk), "seconds": 15, "keep_locked_of": ""}
    assert AuditEvent.objects.get().action == "job.started"


def test_while_a_week_is_being_planned_no_other_run_starts_but_another_week_may(lead):
    week = make.week()
    running = plan_week(client_id=uuid.uuid4(), week=week, seconds=15, by=lead)

    assert plan_week(client_id=uuid.uuid4(), week=week, seconds=60, by=make.user("practice_lead")) == running
    assert plan_week(client_id=uuid.uuid4(), week=make.week(), seconds=60, by=lead) != running


def test_a_finished_week_is_not_planned(lead):
    with pytest.raises(Refused, match="finished"):
        plan_week(client_id=uuid.uuid4(), week=make.week(state="finished"), seconds=15, by=lead)


def test_a_plan_is_renamed_discarded_and_brought_back_each_once(plan, lead):
    rename_plan(plan=plan, name="Best", by=lead)
    rename_plan(plan=plan, name="Best", by=lead)
    discard_plan(plan=plan, by=lead)
    gone = discard_plan(plan=plan, by=lead)
    assert gone.discarded_at is not None
    bring_back_plan(plan=gone, by=lead)

    plan.refresh_from_db()
    assert (plan.name, plan.discarded_at) == ("Best", None)
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
        "plan.renamed",
        "plan.discarded",
        "plan.brought_back",
    ]


def test_a_published_plan_stays(plan, lead):
    plan.week.publications.create(number=1, name="Version 1", plan=plan, published_by=lead)

    with pytest.raises(Refused, match="was published"):
        discard_plan(plan=plan, by=lead)


def test_a_copy_has_the_same_visits_and_locks_and_is_made_once(plan, lead):
    client_id = uuid.uuid4()

    copy = copy_plan(client_id=client_id, plan=plan, by=lead)
    copy_plan(client_id=client_id, plan=plan, by=lead)

    assert Plan.objects.count() == 2
    assert (copy.number, copy.name, copy.based_on, copy.levels) == (2, "Copy of Plan 1", plan, plan.levels)
    columns = ("visitor", "offer", "locked")
    assert list(copy.visits.values_list(*columns)) == list(plan.visits.values_list(*columns))


def test_strangers_and_those_who_do_not_plan_find_nothing(plan):
    for other in (make.stranger(), make.user("director"), make.user("visitor")):
        for attempt in (
            lambda by: plan_week(client_id=uuid.uuid4(), week=plan.week, seconds=15, by=by),
            lambda by: rename_plan(plan=plan, name="Mine", by=by),
            lambda by: discard_plan(plan=plan, by=by),
            lambda by: bring_back_plan(plan=plan, by=by),
            lambda by: copy_plan(client_id=uuid.uuid4(), plan=plan, by=by),
        ):
            with pytest.raises(Http404):
                attempt(other)
    assert not AuditEvent.objects.exists()


def test_locks_of_another_weeks_plan_are_not_kept(plan, lead):
    with pytest.raises(Http404):
        plan_week(client_id=uuid.uuid4(), week=make.week(), seconds=15, keep_locked_of=plan, by=lead)


def test_an_identifier_of_somebody_elses_plan_finds_nothing(plan, lead):
    week = make.week(directorate=make.directorate("elsewhere"))
    theirs = week.plans.create(number=1, name="Plan 1", created_by=make.stranger())

    with pytest.raises(Http404):
        copy_plan(client_id=theirs.pk, plan=plan, by=lead)
