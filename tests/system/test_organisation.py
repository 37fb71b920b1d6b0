"""The directorate on screen: finding one's way, correcting a row, and the workbook's three steps, at three widths and by keyboard."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from alongside.web.access.models import User
from alongside.web.organisation.models import Post, Site, StaffMember, Team
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.sample import create_sample
from alongside.web.weeks.workbook.exporting import XLSX, export_directorate
from tests.system.accessibility import assert_accessible, tab_to

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Any], None]


@pytest.fixture
def week() -> PracticeWeek:
    return create_sample()


@pytest.fixture
def lead(week: PracticeWeek) -> User:
    return User.objects.get(role_grants__role="practice_lead")


@pytest.fixture
def as_lead(page: Page, lead: User, sign_in: SignIn) -> Page:
    sign_in(page, lead)
    return page


def changed_workbook(week: PracticeWeek, lead: User, folder: Path, name: str, **cells: Any) -> Path:
    """What is here now with some cells of the Teams sheet changed."""
    book = load_workbook(io.BytesIO(export_directorate(directorate=week.directorate, week=week, form=XLSX, by=lead)))
    for cell, value in cells.items():
        book["Teams"][cell] = value
    book.save(folder / name)
    return folder / name


def test_from_services_to_people_and_up_the_line(as_lead: Page) -> None:
    page = as_lead
    page.goto(reverse("organisation:home"))
    expect(page.get_by_text("2 teams have no manager")).to_be_visible()
    assert_accessible(page, "organisation-home")

    page.get_by_role("link", name="Early help", exact=True).click()
    assert_accessible(page, "organisation-service")
    team = Team.objects.filter(service__code="EHP", posts__manages_team=True, posts__holder__isnull=False).first()
    page.get_by_role("link", name=team.name, exact=True).click()
    expect(page.get_by_role("heading", level=1, name=team.name)).to_be_visible()
    assert_accessible(page, "organisation-team")

    director = StaffMember.objects.get(job_title="Director of children's services")
    page.get_by_role("link", name=director.name).click()
    expect(page.get_by_role("heading", name="Manages 8 people")).to_be_visible()
    assert_accessible(page, "organisation-person")


@pytest.mark.parametrize("address", ["teams/", "people/", "posts/?show=vacant", "sites/", "search/?q=fennel", "teams/?show=no_manager"])
def test_lists(as_lead: Page, address: str) -> None:
    as_lead.goto("/organisation/" + address)

    assert_accessible(as_lead)


def test_a_site_and_the_way_from_it(as_lead: Page) -> None:
    site = Site.objects.get(code="02")
    as_lead.goto(reverse("organisation:site", args=[site.pk]))
    assert_accessible(as_lead, "organisation-site")

    as_lead.get_by_role("link", name="Change the time to").first.click()
    as_lead.get_by_label("Minutes, door to door").fill("lots")
    as_lead.get_by_role("button", name="Save").click()
    expect(as_lead.get_by_role("alert")).to_contain_text("Enter a whole number")
    assert_accessible(as_lead, "organisation-travel-error")

    as_lead.get_by_label("Minutes, door to door").fill("7")
    as_lead.get_by_role("button", name="Save").click()
    expect(as_lead.get_by_text("The travel time is changed.")).to_be_visible()


def test_filling_a_vacant_manager_post_by_keyboard(as_lead: Page) -> None:
    page = as_lead
    post = Post.objects.filter(manages_team=True, holder=None).select_related("team").first()
    page.goto(reverse("organisation:team", args=[post.team_id]))
    tab_to(page, page.get_by_role("link", name=f"Change post {post.code}"))
    page.keyboard.press("Enter")
    assert_accessible(page, "organisation-post-change")

    holder = StaffMember.objects.filter(team=post.team).first()
    page.get_by_label("Who holds it").select_option(str(holder.pk))
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Leave this empty while somebody holds the post")
    assert_accessible(page, "organisation-post-error")

    page.get_by_label("Vacant since").fill("")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("(manages this team)")).to_be_visible()


def test_adding_a_person_goes_wrong_then_right(as_lead: Page) -> None:
    page = as_lead
    page.goto(reverse("organisation:add", args=["people"]))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter name")
    assert_accessible(page, "organisation-person-error")

    page.get_by_label("Name").fill("Ada Fennelgleam")
    page.get_by_label("Staff number").fill("99999")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1, name="Ada Fennelgleam")).to_be_visible()


def test_closing_a_team_that_still_has_people(as_lead: Page) -> None:
    team = Team.objects.first()
    as_lead.goto(reverse("organisation:retire", args=["teams", team.pk]))
    assert_accessible(as_lead, "organisation-retire")

    as_lead.get_by_role("button", name="Close it").click()

    expect(as_lead.get_by_role("alert")).to_contain_text("still in this team")
    assert_accessible(as_lead, "organisation-retire-error")


def test_a_workbook_with_problems_then_put_right(as_lead: Page, week: PracticeWeek, lead: User, tmp_path: Path) -> None:
    page = as_lead
    page.goto(reverse("workbook:start"))
    assert_accessible(page, "workbook-start")
    page.get_by_role("button", name="Check the workbook").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a workbook to load")
    assert_accessible(page, "workbook-start-error")

    page.get_by_label("Workbook").set_input_files(changed_workbook(week, lead, tmp_path, "bad.xlsx", C2="NOWHERE", F3="=1+1"))
    page.get_by_role("button", name="Check the workbook").click()
    expect(page.get_by_role("heading", name="This workbook has problems")).to_be_visible()
    expect(page.get_by_text("Teams, row 2, Service")).to_be_visible()
    assert_accessible(page, "workbook-problems")

    page.get_by_role("button", name="Load it again").click()
    page.get_by_label("Workbook").set_input_files(changed_workbook(week, lead, tmp_path, "good.xlsx", B2="A better name"))
    page.get_by_role("button", name="Check the workbook").click()
    expect(page.get_by_text("0 rows would be added and 1 row changed")).to_be_visible()
    assert_accessible(page, "workbook-changes")

    page.get_by_role("button", name="Put it in place").click()
    expect(page.get_by_role("heading", name="The workbook is in place")).to_be_visible()
    assert_accessible(page, "workbook-done")
    assert Team.objects.filter(name="A better name").count() == 1


def test_the_workbook_without_scripts_on_a_phone(
    without_scripts: Page, week: PracticeWeek, lead: User, sign_in: SignIn, tmp_path: Path
) -> None:
    page = without_scripts
    sign_in(page, lead)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(reverse("workbook:start"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all as CSV files").click()
    page.get_by_label("Workbook").set_input_files(download.value.path().rename(tmp_path / "all.zip"))
    page.get_by_role("button", name="Check the workbook").click()

    expect(page.get_by_text("everything in it is in Alongside already")).to_be_visible()
    page.get_by_role("button", name="Leave it").click()
    expect(page.get_by_text("Nothing was changed, and the file is deleted.")).to_be_visible()
