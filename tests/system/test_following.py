"""What follows a record, walked in a browser: praise, promises, blind grades and moderation; and the board of the week."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.web.records.actions.second_grades import ask_for_second_grade
from alongside.web.records.models import Moderation, Praise, Promise, Reply
from tests import factories as make
from tests.system.accessibility import assert_accessible
from tests.web.records.following_scene import Scene, a_scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def test_a_visitor_praises_somebody_and_keeps_a_promise_on_a_phone(phone: Page, sign_in: Any, scene: Scene) -> None:
    sign_in(phone, scene.visitor)

    phone.goto("/records/praise/")
    assert_accessible(phone, "praise-none")
    phone.get_by_role("button", name="Say what somebody did well").tap()
    phone.get_by_role("link", name="Heron").tap()
    phone.get_by_role("button", name="Give praise").tap()
    expect(phone.get_by_role("alert")).to_contain_text("what did they do well")
    assert_accessible(phone, "praise-errors")
    phone.get_by_label("Whose good work was it?").select_option("Worker")
    phone.get_by_label("What did they do well?").fill("Let a parent finish every sentence")
    phone.get_by_role("button", name="Give praise").tap()
    expect(phone.get_by_role("heading", name="For Worker")).to_be_visible()
    expect(phone.get_by_text("It is delivered in a quarter of an hour")).to_be_visible()
    assert_accessible(phone, "praise-given")

    phone.goto("/records/promises/")
    assert_accessible(phone, "promises-none")
    phone.get_by_role("button", name="Add a promise").tap()
    phone.get_by_label("Which team is it for?").select_option("Heron")
    phone.get_by_label("What will you do?").fill("Ask for a second interview room")
    phone.get_by_label("By when?").fill("1/1/2001")
    phone.get_by_role("button", name="Add to my promises").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Enter a day from today")
    assert_accessible(phone, "promise-errors")
    phone.get_by_label("By when?").fill(f"{timezone.localdate() + dt.timedelta(days=30):%d/%m/%Y}")
    phone.get_by_role("button", name="Add to my promises").tap()
    phone.get_by_role("link", name="Tell the team what came of it").tap()
    phone.get_by_label("It is done").check()
    phone.get_by_label("What should the team know?").fill("The room is yours from Monday")
    phone.get_by_role("button", name="Tell the team").tap()
    expect(phone.get_by_text("The room is yours from Monday")).to_be_visible()
    assert_accessible(phone, "promises-done")

    assert Praise.objects.get().person == scene.worker_staff
    assert Promise.objects.get().state == Promise.State.DONE


def test_a_host_says_whether_they_heard_back(small: Page, sign_in: Any, scene: Scene) -> None:
    Promise.objects.create(week=scene.week, team=scene.team, words="Fix the lift", made_by=scene.visitor, due_on=dt.date(2018, 4, 2))
    sign_in(small, scene.manager)

    small.goto("/records/promises/")
    assert_accessible(small, "promises-to-us", widths=(320,))
    small.get_by_role("link", name="Did you hear back?").click()
    small.get_by_role("button", name="Save").click()
    expect(small.get_by_role("alert")).to_contain_text("Choose did you hear back")
    assert_accessible(small, "heard-back-errors", widths=(320,))
    small.get_by_label("In part").check()
    small.get_by_role("button", name="Save").click()

    expect(small.get_by_text("In part, says")).to_be_visible()


def test_a_second_grade_is_given_blind_and_moderated(page: Page, sign_in: Any, scene: Scene) -> None:
    audit = scene.audit(voice="good", plan="poor")
    Reply.objects.create(version=audit, question="plan", words="It was being rewritten that week", by=scene.worker)
    ask_for_second_grade(entry=audit.record, by=make.user("practice_lead"))
    sign_in(page, scene.lead)

    page.goto("/records/second-grades/")
    assert_accessible(page, "second-grades")
    page.get_by_role("link", name="Give your grades").click()
    expect(page.get_by_text("A plan with a date")).to_be_visible()
    expect(page.get_by_text("Because I read it.")).to_have_count(0)
    page.get_by_role("button", name="Give my grades").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a grade for “The plan”")
    assert_accessible(page, "second-grade-errors")
    for title, grade in (("The child's voice", "Good"), ("The plan", "Good")):
        page.get_by_role("group", name=title).get_by_label(grade).check()
    for box in page.get_by_label("Why this grade?").all():
        box.fill("It is written down")
    page.get_by_role("button", name="Give my grades").click()
    expect(page.get_by_text("You gave your grades on")).to_be_visible()

    moderator = make.user("practice_lead", staff_member=make.staff())
    sign_in(page, moderator)
    page.goto("/records/moderation/")
    expect(page.get_by_text("the same grade 1 times in 2 (50%)")).to_be_visible()
    assert_accessible(page, "moderation")
    page.get_by_role("link", name="Collaborative case audit").click()
    plan = page.get_by_role("region", name="The plan")
    expect(plan.get_by_text("The two grades differ.")).to_be_visible()
    expect(plan.get_by_text("It was being rewritten that week")).to_be_visible()
    plan.get_by_role("button", name="Decide").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose which grade stands")
    assert_accessible(page, "moderate-errors")
    plan.get_by_label("Good").check()
    plan.get_by_label("Why?").fill("Read again together")
    plan.get_by_role("button", name="Decide").click()
    expect(plan.get_by_text("Good stands.")).to_be_visible()
    assert_accessible(page, "moderated")

    assert Moderation.objects.get().grade == "good"


def test_the_board_of_the_week_and_the_huddle(page: Page, sign_in: Any, scene: Scene) -> None:
    make.entry(scene.week, scene.team, scene.visitor.staff_member, slot=0)
    make.entry(scene.week, make.team(name="Wren"), scene.visitor.staff_member, slot=3)
    sign_in(page, scene.lead)

    page.goto("/today/")
    expect(page.get_by_text("2 of 2 visits done, 0 records in.")).to_be_visible()
    assert_accessible(page, "today")
    page.get_by_role("button", name="Remind 1 person").click()
    expect(page.get_by_text("1 person was told.")).to_be_visible()
    expect(page.get_by_text("There is nobody to remind now.")).to_be_visible()
    page.get_by_role("link", name="Today's huddle, to print").click()
    expect(page.get_by_role("heading", name="Huddle: Friday 9 March 2018")).to_be_visible()
    page.get_by_role("link", name="Mon 5").click()
    expect(page.get_by_role("rowheader", name="Heron")).to_be_visible()
    assert_accessible(page, "huddle")
