"""Somebody cannot come: two taps on a phone, a repair proposed, accepted with one press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.web.weeks.models import Cancellation, PublishedEntry
from tests.system.accessibility import assert_accessible
from tests.web.weeks.scene import Scene, a_scene

FIRST = [(0, 0, 3), (0, 2, 4), (1, 1, 4), (2, 2, 6)]


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    scene = a_scene()
    scene.publish(FIRST)
    return scene


def at(name: str, *args: Any) -> str:
    return reverse(f"weeks:{name}", args=args)


def test_two_taps_and_the_practice_lead_accepts(
    scene: Scene, phone: Page, page: Page, sign_in: Any, run_queued_work: Callable[[], None]
) -> None:
    sign_in(phone, scene.user_of(0))
    phone.goto(at("my_page", scene.week.pk))
    phone.get_by_role("button", name="I cannot come on Tuesday morning").tap()
    phone.get_by_role("button", name="Tell the practice lead").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you. We have told the practice lead")
    assert_accessible(phone, "thank-you")
    assert Cancellation.objects.get().slots == [3]

    sign_in(page, scene.lead)
    page.goto(at("cancellations", scene.week.pk))
    expect(page.get_by_role("status")).to_contain_text("A repair is being worked out")
    assert_accessible(page, "cancellations-waiting")
    run_queued_work()
    page.get_by_role("button", name="See what changes for whom").click()
    expect(page.get_by_text("Rowan Ashfell cannot come: Tuesday morning")).to_be_visible()
    expect(page.get_by_text("Every team that was to be seen still is.")).to_be_visible()
    assert_accessible(page, "repair")
    page.get_by_role("button", name="Accept and tell").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("Repair: Rowan Ashfell cannot come")
    assert Cancellation.objects.get().state == "accepted"
    assert not PublishedEntry.objects.filter(visitor=scene.person(0), slot=3).standing().exists()
    page.goto(at("cancellations", scene.week.pk))
    expect(page.get_by_text("Repair accepted")).to_be_visible()
    assert_accessible(page, "cancellations-decided")


def test_the_page_of_cancellations_notices_by_itself_that_the_repair_is_ready(
    scene: Scene, page: Page, sign_in: Any, run_queued_work: Callable[[], None]
) -> None:
    sign_in(page, scene.lead)
    page.goto(at("cannot_come", scene.week.pk, scene.person(1).pk))
    page.get_by_role("button", name="Tell the practice lead").click()
    page.goto(at("cancellations", scene.week.pk))

    run_queued_work()

    expect(page.get_by_role("button", name="See what changes for whom")).to_be_visible()


def test_choosing_nothing_says_what_to_do(scene: Scene, small: Page, sign_in: Any) -> None:
    sign_in(small, scene.user_of(0))
    small.goto(at("cannot_come", scene.week.pk, scene.person(0).pk))

    small.get_by_role("button", name="Tell the practice lead").click()

    expect(small.get_by_role("alert")).to_contain_text("Choose what you cannot make")
    assert_accessible(small, "cannot-come-error")
    small.get_by_text("Add a note").click()
    small.get_by_label("What should the practice lead know?").fill("Train strike")
    small.get_by_role("button", name="I cannot come to any of them").click()
    expect(small.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert (Cancellation.objects.get().slots, Cancellation.objects.get().reason) == ([], "Train strike")


def test_changing_ones_mind_without_scripts(scene: Scene, without_scripts: Page, sign_in: Any) -> None:
    page = without_scripts
    sign_in(page, scene.manager_of(2))
    page.goto(at("team_page", scene.week.pk, scene.teams[2].pk))
    page.get_by_role("button", name="We cannot host on Wednesday morning").click()
    assert page.get_by_role("checkbox", name="Wednesday morning: Tom Beck").is_checked()
    page.get_by_role("button", name="Tell the practice lead").click()

    page.get_by_role("button", name="We can host after all").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Good: the team can host after all")
    assert Cancellation.objects.get().state == "withdrawn"


def test_leaving_the_programme_as_it_is(scene: Scene, page: Page, sign_in: Any, run_queued_work: Callable[[], None]) -> None:
    sign_in(page, scene.lead)
    page.goto(at("cannot_come", scene.week.pk, scene.person(1).pk))
    page.get_by_role("button", name="Tell the practice lead").click()
    run_queued_work()
    page.goto(at("cancellations", scene.week.pk))
    page.get_by_role("button", name="See what changes for whom").click()

    page.get_by_role("button", name="Leave the programme as it is").click()

    expect(page.get_by_text("Left as it is")).to_be_visible()
    assert PublishedEntry.objects.standing().count() == 4
