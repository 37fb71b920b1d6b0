"""Hearing people, from the staff side: links on paper, who was asked, a paper form typed in, the pulse, and what was said."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from alongside.web.access.models import User
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.models import Form
from alongside.web.forms.queries import version_for
from alongside.web.organisation.models import Team
from alongside.web.safeguarding.actions.reading import clear_reading
from alongside.web.safeguarding.models import Reading
from alongside.web.voices.models import Ask, PulseTaken, Response, Way
from tests import factories as make
from tests.system.accessibility import assert_accessible
from tests.web.voices.scene import YES, Scene

TODAY = timezone.localdate


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    service = make.service(name="Help and protection", code="HP")
    team = make.team(name="Duty and assessment", service=service)
    make.team(name="Edge of care", service=service)
    week = make.week(name="Spring practice week", starts_on=TODAY() - dt.timedelta(days=1), ends_on=TODAY() + dt.timedelta(days=3))
    scene = Scene(week=week, team=team, parent=None, partner=None)  # type: ignore[arg-type]
    install_shipped_forms(directorate=week.directorate, by=scene.lead)
    make.entry(week, team, slot=0, kind="conversation", reference="FC-12", activity="")
    return scene


def at(name: str, **kwargs: Any) -> str:
    return reverse(f"voices:{name}", kwargs=kwargs)


def manager_of(team: Team) -> User:
    person = make.staff(team=team)
    make.post(team, person, manages_team=True)
    return make.user("team_manager", staff_member=person)


def form_of(kind: str) -> Form:
    return Form.objects.get(kind=kind, shipped=True)


def test_a_link_for_every_team_and_its_poster(scene: Scene, page: Page, sign_in: Any) -> None:
    sign_in(page, scene.lead)
    page.goto("/")
    page.get_by_role("link", name="Voices").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Voices")
    assert_accessible(page, "voices-week")
    page.get_by_role("link", name="Links, posters and letters").click()

    page.get_by_role("button", name="Make one link").click()
    page.get_by_label("One person: we know whose answer it is").check()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the reference of the person whose link this is")
    assert_accessible(page, "way-make-error")
    page.get_by_label("Which form?").select_option(label=form_of("parent").name)
    page.get_by_label("Their reference, for one person").fill("FC-31")
    page.get_by_label("About which team?").select_option(label="Duty and assessment")
    page.get_by_role("button", name="Make the link").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("FC-31")
    assert_accessible(page, "way-known")
    page.get_by_role("button", name="Print a letter").click()
    expect(page.get_by_text("This link is yours alone and works once")).to_be_visible()
    assert_accessible(page, "letter")

    page.goto(at("ways", pk=scene.week.pk))
    page.get_by_role("button", name="Make a link for every team").click()
    assert_accessible(page, "ways-every-team")
    page.get_by_label("Which form?").select_option(label=form_of("parent").name)
    page.get_by_role("button", name="Make the links").click()
    expect(page.get_by_role("alert")).to_contain_text("A link is made for each of 2 teams")
    assert_accessible(page, "ways")
    page.get_by_role("link", name="Print every poster").click()
    expect(page.get_by_role("heading", name="How are we doing?")).to_have_count(2)
    assert_accessible(page, "posters")
    assert Way.objects.count() == 3

    page.go_back()
    page.get_by_role("link", name="Edge of care").click()
    assert_accessible(page, "way")
    page.get_by_role("button", name="Close it and make a new one").dblclick()
    expect(page.get_by_role("alert")).to_contain_text("The old link is closed")
    assert (Way.objects.count(), Way.objects.open().count()) == (4, 3)


def test_each_sheet_is_one_page_of_a4(scene: Scene, page: Page, sign_in: Any) -> None:
    version = version_for(form_of("parent"), scene.week)
    for language in ("en", "ur"):
        scene.way(version, language=language)
    known = scene.way(version, anonymous=False, reference="FC-1", language="pl")
    sign_in(page, scene.lead)

    page.goto(at("posters", pk=scene.week.pk))
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) == 2
    page.goto(at("letter", pk=known.pk))
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) == 1


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_manager_marks_on_a_phone_who_was_asked(scene: Scene, phone: Page, page: Page, sign_in: Any) -> None:
    sign_in(phone, manager_of(scene.team))
    phone.goto("/")
    phone.get_by_role("link", name="1 family conversation to mark").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Who was asked: Duty and assessment")
    assert_accessible(phone, "asks")

    phone.get_by_role("button", name="Not safe to ask (FC-12)").tap()
    expect(phone.get_by_role("alert")).to_contain_text("Noted: not safe to ask")
    phone.get_by_label("Your reference for them").fill("Jane Smith")
    phone.get_by_role("button", name="Declined (somebody else)").tap()
    expect(phone.get_by_role("alert")).to_contain_text("never a name")
    assert_accessible(phone, "asks-error")
    phone.get_by_label("Your reference for them").fill("FC-40")
    phone.get_by_role("button", name="Declined (somebody else)").tap()
    expect(phone.get_by_role("heading", name="FC-40")).to_be_visible()
    assert set(Ask.objects.values_list("reference", "outcome")) == {("FC-12", "not_safe"), ("FC-40", "declined")}

    sign_in(page, scene.lead)
    page.goto(at("unheard", pk=scene.week.pk))
    expect(page.get_by_role("heading", level=1)).to_have_text("Who was not heard")
    expect(page.get_by_role("cell", name="Too few to show").first).to_be_visible()
    assert_accessible(page, "unheard")


def test_paper_is_typed_in_read_first_and_then_shown(scene: Scene, page: Page, sign_in: Any) -> None:
    sign_in(page, scene.lead)
    page.goto(at("week", pk=scene.week.pk))
    page.get_by_role("link", name="Type in a paper form or a conversation").click()
    page.get_by_label("Which form?").select_option(label=form_of("parent").name)
    page.get_by_label("An advocate").check()
    page.get_by_label("About which team?").select_option(label="Duty and assessment")
    assert_accessible(page, "typing")
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose how somebody helped them")
    assert_accessible(page, "type-in-error")

    page.get_by_label("Read the questions out").check()
    page.get_by_label("Learn from it").check()
    page.locator("textarea").first.fill("She rang when she said she would")
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Saved")
    assert_accessible(page, "typed-in")
    page.get_by_role("button", name="Type in the next one").click()
    expect(page.get_by_label("Read the questions out")).to_be_visible()
    assert Response.objects.get().answers is None

    clear_reading(reading=Reading.objects.get(), by=scene.reader, masked={})
    version = version_for(form_of("parent"), scene.week)
    assert version is not None
    for n in range(8):
        received = scene.respond(version, answers={"good": f"Word {n}"}, via="paper", by=scene.lead)
        clear_reading(reading=Reading.objects.get(origin_id=received.response.pk), by=scene.reader, masked={})
    page.goto(at("said", pk=scene.week.pk))
    expect(page.get_by_text("She rang when she said she would")).to_be_visible()
    assert_accessible(page, "said")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename == "spring-practice-week-what-was-said.csv"


def test_a_practitioner_takes_the_pulse_on_a_phone(scene: Scene, phone: Page, sign_in: Any) -> None:
    practitioner = make.user("practitioner", staff_member=make.staff(team=scene.team))
    sign_in(phone, practitioner)
    phone.goto("/")
    phone.get_by_role("link", name="Answer this week's pulse").tap()
    assert_accessible(phone, "pulse")
    phone.get_by_role("button", name="Send").tap()
    expect(phone.get_by_role("alert")).to_contain_text("There is a problem")
    assert_accessible(phone, "pulse-error")
    for group in phone.get_by_role("group").all():
        if (radios := group.get_by_role("radio")).count():
            radios.nth(3).check(force=True)
    phone.get_by_role("button", name="Send").tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert_accessible(phone, "pulse-done")

    assert PulseTaken.objects.get().staff_member == practitioner.staff_member
    assert Response.objects.get().consent == {"words": 1, "learning": True, "team": False, "quote": False}
    version = version_for(form_of("pulse"), scene.week)
    assert version is not None
    answers = Response.objects.get().answers
    for _ in range(6):
        colleague = make.user("practitioner", staff_member=make.staff(team=scene.team))
        scene.respond(version, answers=answers, via="signed_in", by=colleague, consent=YES)
    phone.get_by_role("link", name="See what everybody said").tap()
    expect(phone.get_by_text("7 practitioners answered")).to_be_visible()
    assert_accessible(phone, "pulse-results")
