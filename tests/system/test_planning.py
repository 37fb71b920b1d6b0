"""Planning in a real browser with a real worker: what is missing, the run as it goes, the plan, two plans compared."""

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from alongside.web.jobs.models import Job
from alongside.web.weeks.models import Plan, PracticeWeek
from tests import factories as make
from tests.system.accessibility import assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def week() -> PracticeWeek:
    """Six teams, four visitors from outside them."""
    week, place, away = make.week(state="planning", name="Spring practice week"), make.site(), make.site()
    for n in range(6):
        make.offer(week, make.team(name=f"Team {'ABCDEF'[n]}", site=(place, away)[n % 2]), slot=n, places=2, activity="duty_desk")
    for n in range(4):
        person = make.staff(name=f"Visitor {'WXYZ'[n]}", base=place, seniority="director" if n == 0 else "service_manager")
        make.visitor(week, person, slots=tuple(range(6)), max_visits=4, replied_at="2018-02-01T10:00Z")
    return week


@pytest.fixture
def lead() -> Any:
    return make.user("practice_lead", name="Grace Lead")


def in_background(work: Callable[[], None]) -> threading.Thread:
    """The worker, beside the browser, with a database connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def press_plan(page: Page, week: PracticeWeek) -> None:
    page.goto(f"/weeks/{week.pk}/plan/")
    page.get_by_label("A quick look").check()
    page.get_by_role("button", name="Plan the week").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Planning Spring practice week")


@pytest.mark.both_databases
def test_planning_is_watched_without_touching_the_page(
    page: Page, sign_in: Any, lead: Any, week: PracticeWeek, run_queued_work: Callable[[], None]
) -> None:
    sign_in(page, lead)
    page.goto(f"/weeks/{week.pk}/plan/")
    assert_accessible(page, "plan-preflight")
    press_plan(page, week)
    expect(page.get_by_role("status")).to_have_text("Waiting for the planner to be free.")
    assert_accessible(page, "planning-waiting")

    worker = in_background(run_queued_work)

    expect(page.get_by_role("status")).to_have_text("Plan 1 is ready.", timeout=30_000)
    worker.join()
    expect(page.get_by_text("6 of 6")).to_be_visible()
    assert_accessible(page, "planning-ready")
    page.get_by_role("button", name="See the plan").click()
    expect(page.get_by_text("All 6 teams are seen")).to_be_visible()
    page.get_by_text("What is proven about it").click()
    expect(page.get_by_text("Proven: nothing better exists").first).to_be_visible()
    assert_accessible(page, "plan-page")


def test_a_run_as_it_goes_shows_a_chart_with_its_table_and_can_be_stopped(page: Page, sign_in: Any, lead: Any, week: PracticeWeek) -> None:
    sign_in(page, lead)
    press_plan(page, week)
    job = Job.objects.get()
    Job.objects.filter(pk=job.pk).update(
        state="running",
        started_at=job.asked_at,
        heard_at=job.asked_at,
        progress={
            "stage": "quality", "value": 1700, "bound": 1600, "unseen": 1, "unseen_names": ["Team F"], "teams": 6, "visits": 7,
            "seconds": 3.0, "limit": 15, "points": [[0.5, "quality", 2600, 1500], [2.0, "quality", 1700, 1600]],
        },
    )  # fmt: skip

    chart = page.get_by_role("img", name="Plan and proven limit over time")
    expect(chart).to_be_visible()
    expect(page.get_by_text("Not seen yet: Team F.")).to_be_visible()
    expect(page.get_by_text("At most 5.9%")).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("cell", name="2,600")).to_be_visible()
    assert_accessible(page, "planning-running")
    page.get_by_role("button", name="Stop and keep this plan").click()

    expect(page.get_by_role("status")).to_have_text("Stopping, and keeping the plan so far.")
    job.refresh_from_db()
    assert job.stop_requested_at is not None


def test_without_scripts_a_refresh_shows_how_it_stands(
    without_scripts: Page, sign_in: Any, lead: Any, week: PracticeWeek, run_queued_work: Callable[[], None]
) -> None:
    sign_in(without_scripts, lead)
    press_plan(without_scripts, week)

    run_queued_work()
    without_scripts.get_by_role("link", name="Refresh").click()

    expect(without_scripts.get_by_role("status")).to_have_text("Plan 1 is ready.")
    without_scripts.get_by_role("button", name="See the plan").click()
    expect(without_scripts.get_by_role("heading", level=1)).to_have_text("Plan 1")


def test_a_week_that_cannot_be_planned_says_what_to_do(phone: Page, sign_in: Any, lead: Any) -> None:
    week = make.week(state="planning")
    sign_in(phone, lead)

    phone.goto(f"/weeks/{week.pk}/plan/")

    expect(phone.get_by_role("heading", name="Put this right first")).to_be_visible()
    expect(phone.get_by_role("button", name="Plan the week")).to_have_count(0)
    assert_accessible(phone, "plan-impossible")
    phone.get_by_role("link", name="Choose visitors").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Add visitors")


def test_plans_are_compared_renamed_copied_and_discarded(page: Page, sign_in: Any, lead: Any, week: PracticeWeek) -> None:
    offers, visitor = list(week.offers.order_by("slot")), week.visitors.first()
    for number in (1, 2):
        plan = week.plans.create(number=number, name=f"Plan {number}", created_by=lead)
        plan.visits.create(visitor=visitor, offer=offers[number])
    sign_in(page, lead)

    page.goto(f"/weeks/{week.pk}/plans/")
    assert_accessible(page, "plans")
    page.get_by_role("link", name="Compare two plans").click()
    expect(page.get_by_text(f"{visitor} sees Team C on Monday evening")).to_be_visible()
    assert_accessible(page, "plans-compare")
    page.goto(f"/weeks/{week.pk}/plans/")
    page.get_by_role("link", name="Plan 2", exact=True).click()
    page.get_by_role("link", name="Rename").click()
    page.get_by_label("Name of the plan").fill("")
    page.get_by_role("button", name="Save").click()
    assert_accessible(page, "plan-rename-errors")
    page.get_by_label("Name of the plan").fill("The better one")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Copy of The better one")
    page.get_by_role("button", name="Discard").click()

    expect(page.get_by_text("Copy of The better one is discarded. You can bring it back.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/plans/$"))
    assert Plan.objects.filter(discarded_at=None).count() == 2
