"""A visit written on a phone without JavaScript, corrected by the team; an audit replied to; two versions settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.engines.forms.shipped import shipped_forms
from alongside.web.records.heads import heads_of
from alongside.web.records.models import HostAnswer, RecordVersion, Reply
from tests import factories as make
from tests.system.accessibility import assert_accessible
from tests.web.records.scene import Scene, a_scene


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    """With the form for team visits that the product ships."""
    found = a_scene()
    old = found.forms["team_visit"]
    found.forms["team_visit"] = make.form_version(form=old.form, form_definition=shipped_forms()["team-visit"][1], number=old.number + 1)
    return found


@pytest.fixture
def without_scripts_on_a_phone(open_context: Callable[..., Any]) -> Page:
    return open_context(width=390, height=844, is_mobile=True, has_touch=True, java_script_enabled=False).new_page()


def test_a_visit_is_written_without_scripts_and_the_team_corrects_it(
    scene: Scene, without_scripts_on_a_phone: Page, phone: Page, page: Page, sign_in: Any
) -> None:
    plain = without_scripts_on_a_phone
    sign_in(plain, scene.visitor)
    plain.goto("/")
    plain.get_by_role("link", name="Record your visit to Heron team").tap()
    plain.get_by_label("What is the team proud of?").fill("How they talk with families")
    plain.get_by_label("Sat in on a team or case discussion").check()
    plain.get_by_role("button", name="Send", exact=True).tap()
    expect(plain.get_by_role("alert")).to_contain_text("What gets in the way of good work? Write your answer")
    expect(plain.get_by_label("What is the team proud of?")).to_have_value("How they talk with families")
    plain.get_by_role("link", name="What gets in the way of good work?").tap()
    plain.get_by_label("What gets in the way of good work?").fill("The lift")
    plain.get_by_label("What did you see or hear that does not fit with the rest?").fill("Two people rarely get feedback")
    plain.get_by_role("button", name="Send", exact=True).dblclick()
    expect(plain.get_by_text("The team is asked to confirm it")).to_be_visible()
    version = RecordVersion.objects.get()

    sign_in(phone, scene.manager)
    phone.goto("/")
    phone.get_by_role("link", name="1 note to confirm").tap()
    assert_accessible(phone, "notes-to-confirm")
    phone.get_by_role("link", name="Rowan Ashfell at Heron team").tap()
    phone.get_by_text("No, something is not right").tap()
    phone.get_by_role("button", name="Put this beside the note").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Say what is not right")
    assert_accessible(phone, "note-correction-error")
    phone.get_by_label("What is not right, and how was it?").fill("It was one person, on leave since")
    phone.get_by_role("button", name="Put this beside the note").tap()
    expect(phone.get_by_text("Your words stand beside the note")).to_be_visible()
    assert [answer.words for answer in HostAnswer.objects.all()] == ["It was one person, on leave since"]
    assert RecordVersion.objects.get() == version

    sign_in(page, scene.visitor)
    page.goto(reverse("records:mine"))
    expect(page.get_by_text("It was one person, on leave since")).to_be_visible()
    assert_accessible(page, "my-records")


def test_writing_with_scripts_counts_what_is_answered_and_says_what_is_missing(scene: Scene, small: Page, sign_in: Any) -> None:
    sign_in(small, scene.visitor)
    small.goto(reverse("records:write", args=[scene.entry.pk, "team_visit"]))
    assert_accessible(small, "write")

    small.get_by_label("What is the team proud of?").fill("How they talk with families")

    expect(small.get_by_text("1 of 11 answered")).to_be_in_viewport()
    small.get_by_role("button", name="Send", exact=True).click()
    expect(small.get_by_role("alert")).to_be_visible()
    assert_accessible(small, "write-error")
    small.get_by_role("button", name="Send it as it is").click()
    expect(small.get_by_text("Not complete")).to_be_visible()


def test_a_practitioner_replies_and_two_versions_are_settled(scene: Scene, page: Page, phone: Page, sign_in: Any) -> None:
    audit = scene.audit().version
    first = scene.send(answers={"proud": "First", "in_the_way": "The lift"}).version
    for who, words in ((scene.visitor, "Mine"), (scene.second, "Theirs")):
        scene.send(who, record_id=first.record_id, based_on=first.pk, answers={"proud": words, "in_the_way": "The lift"})

    sign_in(phone, scene.worker)
    phone.goto("/")
    phone.get_by_role("link", name="A record about your work: reply").tap()
    phone.get_by_text("Reply to this grade").tap()
    phone.get_by_role("button", name="Reply").first.tap()
    expect(phone.get_by_role("alert")).to_contain_text("Write what you want to say")
    assert_accessible(phone, "reply-error")
    phone.get_by_label("Your words").first.fill("I had asked for the report twice")
    phone.get_by_role("button", name="Reply").first.tap()
    expect(phone.get_by_text("I had asked for the report twice")).to_be_visible()
    assert_accessible(phone, "replied")
    assert Reply.objects.get().version == audit

    sign_in(page, scene.visitor)
    page.goto(reverse("records:record", args=[first.record_id]))
    assert_accessible(page, "two-versions")
    page.get_by_role("button", name="Choose what stays").click()
    page.get_by_role("button", name="Let this stand").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose which words to keep")
    assert_accessible(page, "settle-error")
    page.get_by_label("Keep both").check()
    page.get_by_role("button", name="Let this stand").click()
    expect(page.get_by_text("Settled.")).to_be_visible()
    (head,) = heads_of(first.record)
    assert sorted(head.answers["proud"].split("\n\n")) == ["Mine", "Theirs"]


def test_the_practice_lead_finds_what_waits(scene: Scene, page: Page, sign_in: Any) -> None:
    scene.send()
    scene.audit()
    sign_in(page, scene.lead)
    page.goto(reverse("records:all"))

    page.get_by_label("How it stands").select_option("Waiting for the team")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("status")).to_contain_text("1 record, of which 0 count by now")
    assert_accessible(page, "all-records")
    page.goto(reverse("records:choose_work", args=["case_audit"]) + "?q=Sam")
    expect(page.get_by_role("link", name="Sam Carr")).to_be_visible()
    assert_accessible(page, "whose-work")
