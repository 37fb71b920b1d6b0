"""Publishing, in a real browser: the preview, the versions, people's own pages, calendars, messages, paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.web.notices.models import Notice
from alongside.web.weeks.models import LineOfEnquiry, Publication
from tests.system.accessibility import assert_accessible, tab_to
from tests.web.weeks.scene import Scene, a_scene

FIRST = [(0, 0, 3), (0, 2, 4), (1, 1, 4), (2, 2, 6)]


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    scene = a_scene()
    LineOfEnquiry.objects.create(week=scene.week, title="Do children know their plan?", look_for="Ask to see it.")
    return scene


def at(name: str, *args: Any) -> str:
    return reverse(f"weeks:{name}", args=args)


def test_the_first_version_is_published_and_a_second_press_changes_nothing(scene: Scene, page: Page, sign_in: Any) -> None:
    sign_in(page, scene.lead)
    page.goto(at("publish", scene.week.pk, scene.plan(FIRST).pk))
    assert_accessible(page, "publish-first")

    page.get_by_label("Name of this version").fill("")
    page.get_by_role("button", name="Publish and tell 6 people").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a name for this version")
    assert_accessible(page, "publish-error")

    page.get_by_label("Name of this version").fill("First version")
    page.get_by_role("button", name="Publish and tell 6 people").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("First version")
    assert_accessible(page, "version")
    assert (Publication.objects.count(), Notice.objects.count()) == (1, 6)


def test_changes_are_shown_before_they_are_told(scene: Scene, page: Page, sign_in: Any) -> None:
    scene.publish(FIRST)
    sign_in(page, scene.lead)

    page.goto(at("publish", scene.week.pk, scene.plan([(0, 0, 7), (0, 2, 4), (1, 1, 4)]).pk))
    expect(page.locator(".app-changes__line").first).to_have_text("Cancelled: Tom Beck to Wren team on Wednesday morning.")
    button = page.get_by_role("button", name="Publish and tell 4 people")
    tab_to(page, button)
    page.keyboard.press("Enter")

    expect(page.get_by_text("Moved: Rowan Ashfell to Kestrel team, from Tuesday morning to Wednesday afternoon.")).to_be_visible()
    page.get_by_role("link", name="Versions and changes").click()
    assert_accessible(page, "versions")
    page.get_by_role("link", name="Programme", exact=True).click()
    assert_accessible(page, "programme")


def test_without_scripts_publishing_works_too(scene: Scene, without_scripts: Page, sign_in: Any) -> None:
    sign_in(without_scripts, scene.lead)
    without_scripts.goto(at("publish", scene.week.pk, scene.plan(FIRST).pk))

    without_scripts.get_by_role("button", name="Publish and tell 6 people").click()

    expect(without_scripts.get_by_role("heading", level=1)).to_have_text("First version")


def test_a_visitor_reads_their_week_on_a_phone(scene: Scene, phone: Page, sign_in: Any) -> None:
    scene.publish(FIRST)
    sign_in(phone, scene.user_of(0))

    phone.goto(at("my_page", scene.week.pk))

    expect(phone.get_by_role("heading", name="Kestrel team")).to_be_visible()
    expect(phone.get_by_text("Ask for").first).to_be_visible()
    assert_accessible(phone, "my-week")
    phone.get_by_role("link", name="Put this in your calendar").click()
    assert_accessible(phone, "calendars")
    assert phone.get_by_role("link", name="Apple, phone or Thunderbird").first.get_attribute("href").startswith("webcal://")  # type: ignore[union-attr]


def test_a_team_sees_who_is_coming(scene: Scene, phone: Page, sign_in: Any) -> None:
    scene.publish(FIRST)
    sign_in(phone, scene.manager_of(2))

    phone.goto(at("team_page", scene.week.pk, scene.teams[2].pk))

    expect(phone.get_by_role("heading", name="Tom Beck")).to_be_visible()
    assert_accessible(phone, "team-week")


def test_a_calendar_address_is_made_anew(scene: Scene, page: Page, sign_in: Any) -> None:
    scene.publish(FIRST)
    sign_in(page, scene.user_of(0))
    page.goto(at("calendars"))
    page.get_by_text("Another program, or a new address").click()
    old = page.locator("code").inner_text()
    assert_accessible(page, "calendars-open")

    page.get_by_role("button", name="Make a new address").click()

    page.get_by_text("Another program, or a new address").click()
    assert page.locator("code").inner_text() != old
    path = "/" + old.split("/", 3)[-1]
    assert page.request.get(path).status == 404


def test_a_message_that_failed_is_put_right(scene: Scene, page: Page, sign_in: Any) -> None:
    person = scene.person(0)
    person.email = ""
    person.save()
    scene.publish(FIRST)
    sign_in(page, scene.lead)

    page.goto(reverse("notices:list"))
    assert_accessible(page, "messages")
    page.get_by_role("link", name="Could not be sent").click()
    page.get_by_role("link", name="to Rowan Ashfell").click()
    assert_accessible(page, "message-failed")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter an e-mail address")
    assert_accessible(page, "message-error")
    page.get_by_label("E-mail address").fill("rowan@council.example")
    page.get_by_role("button", name="Send again").click()

    expect(page.get_by_role("alert")).to_contain_text("will be sent again")
    assert Notice.objects.get(to_name="Rowan Ashfell").state == "queued"


@pytest.mark.parametrize("by", ["days", "people", "teams"])
def test_on_paper_only_the_programme_is_left(scene: Scene, page: Page, sign_in: Any, by: str) -> None:
    scene.publish(FIRST)
    sign_in(page, scene.lead)
    page.goto(at("programme_print", scene.week.pk, by))
    assert_accessible(page, f"print-{by}")

    page.emulate_media(media="print")

    expect(page.get_by_text("Rowan Ashfell").first).to_be_visible()
    expect(page.get_by_role("link", name="Day by day")).to_be_hidden()
    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    pages = page.pdf(format="A4").count(b"/Type /Page\n")
    assert pages >= {"days": 1, "people": 3, "teams": 3}[by]
