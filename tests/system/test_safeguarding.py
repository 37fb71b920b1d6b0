"""Somebody who is not safe, a reader late on a Friday, a visitor who is worried: each to the end, in Chromium."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.web.safeguarding.actions.concerns import ask_for_help_now
from alongside.web.safeguarding.models import Concern, Reading
from tests import factories as make
from tests.system.accessibility import assert_accessible
from tests.web.safeguarding.scene import Scene, a_scene, say

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Any], None]
FRIDAY_AFTERNOON = dt.datetime(2018, 3, 9, 16, 40, tzinfo=dt.UTC)


@pytest.fixture
def friday() -> Iterator[None]:
    with time_machine.travel(FRIDAY_AFTERNOON, tick=True):
        yield


@pytest.fixture
def scene(transactional_db: None, friday: None) -> Scene:
    """On duty from Monday to Friday of this week."""
    with time_machine.travel(FRIDAY_AFTERNOON - dt.timedelta(days=4), tick=True):
        return a_scene()


def help_page(scene: Scene) -> str:
    return reverse("help:now", kwargs={"code": scene.arrangements.directorate.code})


def test_somebody_who_is_not_safe(phone: Page, scene: Scene):
    phone.goto(help_page(scene))
    expect(phone.get_by_role("link", name="999", exact=True)).to_have_attribute("href", "tel:999")
    assert_accessible(phone, "help-now")

    phone.get_by_role("button", name="Send this now").click()
    expect(phone.get_by_text("There is a problem")).to_be_visible()
    assert_accessible(phone, "help-now-error")

    phone.get_by_label("What is happening?").fill("He is shouting and I am hiding")
    phone.get_by_label("How can we reach you safely?").fill("Ring my school on Monday")
    phone.get_by_role("button", name="Send this now").click()

    expect(phone.get_by_role("heading", name="We have your message")).to_be_visible()
    expect(phone.get_by_text("A person will read this on Monday 12 March, by 9:40am.")).to_be_visible()
    assert_accessible(phone, "help-now-sent")
    assert Concern.objects.get().verbatim["contact"] == "Ring my school on Monday"
    assert not phone.context.cookies()


def test_help_in_urdu_without_scripts(without_scripts: Page, scene: Scene):
    without_scripts.goto(help_page(scene) + "?language=ur")

    assert without_scripts.locator("html").get_attribute("dir") == "rtl"
    without_scripts.locator("textarea[name=words]").fill("مدد")
    without_scripts.locator("button[name=go][value=send]").last.click()

    assert Concern.objects.get().verbatim["said"][0]["said"] == "مدد"


def test_a_reader_late_on_a_friday(page: Page, sign_in: SignIn, scene: Scene):
    team = make.team(name="Heron team")
    say({"good": "We went swimming and Anna laughed", "better": "Nothing"}, team=team)
    say({"good": "I like the biscuits", "better": "I am scared of Dave at night"}, team=team, arrived_at=None)
    with time_machine.travel(FRIDAY_AFTERNOON - dt.timedelta(hours=3), tick=True):
        ask_for_help_now(client_id=make.directorate().pk, directorate=make.directorate(), team=None, words="He hits me", contact="")
    sign_in(page, scene.reader)

    page.goto(reverse("safeguarding:home"))
    expect(page.get_by_text("1 concern waits to be acknowledged.")).to_be_visible()
    expect(page.get_by_text("and is now for the head of safeguarding as well.")).to_be_visible()
    assert_accessible(page, "safeguarding-home")

    page.get_by_role("button", name="Read the next one").click()
    expect(page.get_by_text('Moved up because it has: "scared"')).to_be_visible()
    assert_accessible(page, "safeguarding-words")
    page.get_by_role("button", name="Yes or perhaps: raise a concern").click()
    page.get_by_role("button", name="Raise the concern").click()
    expect(page.get_by_role("link", name="Tick the answers that say so")).to_be_visible()
    assert_accessible(page, "safeguarding-raise-error")
    page.get_by_label("What is better? “I am scared of Dave at night”").check()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Raise the concern").click()

    page.get_by_role("button", name="I have it: stop the clock").click()
    page.get_by_role("button", name="Referred: close it").click()
    expect(page.get_by_role("link", name="Enter the reference of the referral")).to_be_visible()
    assert_accessible(page, "safeguarding-concern-error")
    page.get_by_label("Reference of the referral").fill("LAS 1234")
    page.get_by_role("button", name="Referred: close it").click()
    expect(page.get_by_text("Referred, reference LAS 1234").first).to_be_visible()
    assert_accessible(page, "safeguarding-concern")

    page.get_by_role("link", name="What else they said, and whether it may go on").click()
    expect(page.get_by_text("I like the biscuits").first).to_be_visible()
    assert "Dave" not in page.content()
    page.get_by_role("button", name="Let the rest go on").click()

    page.get_by_role("button", name="Read the next one").click()
    page.get_by_text("Hide a name here: What is good?").click()
    page.get_by_label('Put a role in place of the name: "my brother", "the social worker"').first.fill(
        "We went swimming and my sister laughed"
    )
    page.get_by_role("button", name="No: let it go on").click()
    expect(page.get_by_text("Cleared. Everything is read.")).to_be_visible()
    assert_accessible(page, "safeguarding-home-read")

    assert [answers["good"] for _, answers in scene.room.released] == ["I like the biscuits", "We went swimming and my sister laughed"]
    assert not Reading.objects.to_be_read().exists()


def test_worried_without_a_connection_and_then_with_one(phone: Page, sign_in: SignIn, scene: Scene):
    person = make.user("visitor", staff_member=make.staff())
    sign_in(phone, person)
    phone.goto(reverse("safeguarding:worry"))
    assert_accessible(phone, "worry")
    phone.get_by_label("Whom are you worried about, and why?").fill("A child alone at the flat")
    phone.get_by_role("group", name="Is it about somebody who works here?").get_by_label("No").check()
    phone.get_by_label("No, not yet").check()

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Send it now").click()
    expect(phone.get_by_role("heading", name="This has not been sent")).to_be_visible()
    expect(phone.get_by_label("Whom are you worried about, and why?")).to_have_value("A child alone at the flat")
    assert not Concern.objects.exists()
    stored = phone.evaluate("() => JSON.stringify([localStorage, sessionStorage])")
    assert "flat" not in stored

    phone.context.set_offline(False)
    assert_accessible(phone, "worry-not-sent")
    phone.wait_for_timeout(1100)  # a second press within a second counts as the same
    phone.get_by_role("button", name="Send it now").click()
    expect(phone.get_by_role("heading", name="It has been sent")).to_be_visible()
    expect(phone.get_by_text("You have not rung yet.")).to_be_visible()
    assert_accessible(phone, "worry-sent")
    assert Concern.objects.get().raised_by == person


def test_what_is_missing_from_a_worry(page: Page, sign_in: SignIn, scene: Scene):
    sign_in(page, make.user())
    page.goto(reverse("safeguarding:worry"))

    page.get_by_role("button", name="Send it now").click()

    expect(page.get_by_role("link", name="Say whether you have rung")).to_be_visible()
    assert_accessible(page, "worry-error")


def test_the_rota_and_the_numbers(page: Page, sign_in: SignIn, scene: Scene):
    sign_in(page, scene.head)
    page.goto(reverse("safeguarding:rota"))
    expect(page.get_by_text("5 gaps").first).to_be_visible()
    assert_accessible(page, "safeguarding-rota")
    page.get_by_role("button", name="Fill gaps as in the week before").click()
    expect(page.get_by_text("Empty days now have who read last week.")).to_be_visible()

    page.goto(reverse("safeguarding:arrangements"))
    page.get_by_label("Its telephone number").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Enter its telephone number")).to_be_visible()
    assert_accessible(page, "safeguarding-arrangements-error")

    page.goto(reverse("safeguarding:drills"))
    page.get_by_role("button", name="Start a drill").click()
    expect(page.get_by_text("Waiting to be read")).to_be_visible()
    assert_accessible(page, "safeguarding-drills")
