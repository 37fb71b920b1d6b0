"""Moving visits in a real browser: by mouse, by keyboard alone, without scripts; two people at once; and every page looked at."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.web.weeks.actions import board as actions
from alongside.web.weeks.models import PlannedConversation, PlannedShadowing
from tests import factories as make
from tests.system.accessibility import assert_accessible, tab_to
from tests.web.weeks.board_scene import MON_AM, MON_PM, TUE_AM, TUE_PM, WED_AM, BoardScene, a_board

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Any], None]


@pytest.fixture
def board(transactional_db: None) -> BoardScene:
    """With one of everything that is drawn: a lock, a fault, a conversation, a shadowing, a team nobody sees."""
    scene = a_board()
    talk = scene.week.conversations.create(reference="F1", team=scene.teams["Heron"], slots=[TUE_AM])
    cara, home = scene.visitors["Cara"], scene.teams["Wren"].site
    PlannedConversation.objects.create(plan=scene.plan, conversation=talk, visitor=cara, site=home, slot=TUE_AM)
    host = scene.week.shadowing_hosts.create(staff_member=cara.staff_member, slots=[TUE_PM])
    asked = scene.week.shadowing_requests.create(staff_member=make.staff(name="Eve Moss"), slots=[TUE_PM])
    PlannedShadowing.objects.create(plan=scene.plan, request=asked, host=host, slot=TUE_PM)
    make.team(name="Plover", service=scene.teams["Wren"].service, site=home)
    return scene


def address(board: BoardScene, name: str, query: str = "") -> str:
    return reverse(f"weeks:{name}", kwargs={"pk": board.plan.pk}) + query


def about(board: BoardScene, name: str, who: str, team: str, slot: int) -> str:
    return reverse(f"weeks:{name}", kwargs={"pk": board.plan.pk, "visit": board.visit(who, team, slot).pk})


def chip(page: Page, words: str) -> Any:
    return page.get_by_role("button", name=words)


def cell(page: Page, board: BoardScene, team: str, slot: int) -> Any:
    return page.locator(f'td[data-key="{board.teams[team].pk} {slot}"]')


@pytest.fixture
def signed_in(page: Page, sign_in: SignIn, board: BoardScene) -> Page:
    sign_in(page, board.lead)
    return page


def test_a_visit_is_dragged_to_another_time(signed_in: Page, board: BoardScene):
    page = signed_in
    page.goto(address(board, "board"))

    chip(page, "Asha Khan to Kestrel, Monday morning").hover()
    page.mouse.down()
    for _ in range(2):  # the first step only starts the drag
        cell(page, board, "Kestrel", TUE_PM).hover()
    expect(page.get_by_role("region", name="The visit in hand")).to_contain_text("Not possible: Asha Khan is not free")
    cell(page, board, "Kestrel", WED_AM).hover()
    expect(page.get_by_role("region", name="The visit in hand")).to_contain_text("Kestrel, Wednesday morning. Fine:")
    page.mouse.up()

    expect(page.get_by_role("status")).to_have_text("Moved: Asha Khan at Kestrel, Monday morning, to Wednesday morning.")
    expect(chip(page, "Asha Khan to Kestrel, Wednesday morning")).to_be_focused()
    assert ("Asha", "Kestrel", WED_AM, False) in board.placed()


def test_what_a_move_would_mean_is_shown_before_the_drop(signed_in: Page, board: BoardScene):
    page = signed_in
    page.goto(address(board, "board"))

    chip(page, "Asha Khan to Kestrel, Monday morning").click()
    cell(page, board, "Kestrel", TUE_PM).hover()

    bar = page.get_by_role("region", name="The visit in hand")
    expect(bar).to_contain_text("Kestrel, Tuesday afternoon. Not possible: Asha Khan is not free on Tuesday afternoon.")
    expect(cell(page, board, "Kestrel", WED_AM)).to_have_attribute("data-tone", "fine")
    assert_accessible(page, "board-moving", widths=(1280,))

    cell(page, board, "Kestrel", TUE_PM).click()
    assert board.version == 1

    page.get_by_role("button", name="Put it back").click()
    expect(bar).to_be_hidden()


@pytest.mark.both_databases
def test_the_whole_journey_by_keyboard(signed_in: Page, board: BoardScene):
    page = signed_in
    page.goto(address(board, "board"))
    visit = chip(page, "Asha Khan to Kestrel, Monday morning")
    tab_to(page, visit)

    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Picked up Asha Khan to Kestrel, Monday morning, duty desk.")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).to_contain_text("Kestrel, Tuesday morning. Fine:")
    page.keyboard.press("Escape")
    expect(page.get_by_role("status")).to_have_text("Put back.")
    expect(visit).to_be_focused()
    assert board.version == 1

    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Picked up")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).to_contain_text("Kestrel, Wednesday morning.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Moved: Asha Khan at Kestrel")
    expect(chip(page, "Asha Khan to Kestrel, Wednesday morning")).to_be_focused()

    tab_back_to_undo(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Undone: Moved: Asha Khan")).to_be_visible()
    assert ("Asha", "Kestrel", MON_AM, False) in board.placed()


def tab_back_to_undo(page: Page) -> None:
    page.keyboard.press("Control+Home")
    page.locator("h1").evaluate("element => { element.tabIndex = -1; element.focus(); }")
    tab_to(page, page.get_by_role("button", name=re.compile("^Undo")))


def test_lock_from_the_bar_reached_by_tab(signed_in: Page, board: BoardScene):
    page = signed_in
    page.goto(address(board, "board"))
    chip(page, "Ben Ode to Wren").focus()

    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Picked up")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Open this visit")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_have_text("Locked: Ben Ode at Wren, Monday afternoon.")
    expect(chip(page, "Ben Ode to Wren, Monday afternoon, duty desk, locked")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("This visit is locked.")


def test_changing_the_visitor_with_rows_by_visitor(signed_in: Page, board: BoardScene):
    page = signed_in
    page.goto(address(board, "board", "?by=visitor"))

    target = page.locator(f'td[data-key="{board.visitors["Dev"].pk} {MON_PM}"]')
    chip(page, "Asha Khan to Heron, Monday afternoon").click()
    expect(target).to_have_attribute("data-tone", "no")
    page.keyboard.press("Escape")
    chip(page, "Asha Khan to Kestrel, Monday morning").click()
    expect(page.get_by_role("status")).to_contain_text("Picked up Asha Khan to Kestrel")
    page.locator(f'td[data-key="{board.visitors["Cara"].pk} {MON_AM}"]').click()

    expect(page.get_by_role("status")).to_have_text("Moved: Asha Khan at Kestrel, Monday morning, to Cara Lim.")
    assert ("Cara", "Kestrel", MON_AM, False) in board.placed()


@pytest.mark.both_databases
def test_the_second_of_two_people_is_told(signed_in: Page, board: BoardScene):
    page = signed_in
    page.goto(address(board, "board"))
    actions.add_visit(plan=board.plan, visitor=board.visitors["Dev"], offer=board.offers["Kestrel", TUE_AM], version=1, by=board.lead)

    chip(page, "Asha Khan to Kestrel, Monday morning").click()
    expect(page.get_by_role("status")).to_contain_text("Picked up")
    cell(page, board, "Kestrel", WED_AM).click()

    bar = page.get_by_role("region", name="The visit in hand")
    expect(bar).to_contain_text("Nothing was changed")
    expect(bar).to_contain_text("Added: Dev Rai at Kestrel, Tuesday morning (Lee Lead)")
    expect(chip(page, "Dev Rai to Kestrel, Tuesday morning")).to_be_visible()
    assert ("Asha", "Kestrel", MON_AM, False) in board.placed()


def test_without_scripts(without_scripts: Page, sign_in: SignIn, board: BoardScene):
    page = without_scripts
    sign_in(page, board.lead)
    page.goto(address(board, "board"))

    page.get_by_role("link", name="Asha Khan to Kestrel, Monday morning").click()
    page.get_by_role("link", name="Move this visit", exact=True).click()
    page.get_by_role("button", name="Move the visit").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_role("radio", name="Wednesday morning", exact=True).check()
    page.get_by_role("button", name="Move the visit").click()
    expect(page.get_by_text("Moved: Asha Khan at Kestrel, Monday morning, to Wednesday morning.")).to_be_visible()
    page.get_by_role("button", name="Lock this visit").click()
    expect(page.get_by_text("Unlock it to move, swap or remove it.")).to_be_visible()
    page.get_by_role("link", name="Back to the board").click()
    page.get_by_role("button", name=re.compile("^Undo Locked")).click()
    page.get_by_role("button", name=re.compile("^Undo Moved")).click()
    expect(page.get_by_text("Undone: Moved")).to_be_visible()

    assert ("Asha", "Kestrel", MON_AM, False) in board.placed()


def test_a_phone_gets_the_days(phone: Page, sign_in: SignIn, board: BoardScene):
    sign_in(phone, board.lead)

    phone.goto(address(board, "board"))

    expect(phone.get_by_role("heading", name="Monday 5 March 2018")).to_be_visible()
    expect(phone.locator("[data-board]")).to_be_hidden()
    phone.get_by_role("link", name="Asha Khan to Kestrel, Monday morning").tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Asha Khan to Kestrel")


def test_a_gap_is_filled_from_the_coverage_board(signed_in: Page, board: BoardScene):
    page = signed_in
    page.goto(address(board, "coverage"))

    page.get_by_role("link", name="Find a visit for Dev Rai").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Add the visit").click()

    expect(page.get_by_role("alert")).to_contain_text("Added: Dev Rai at")


def test_every_page_is_accessible(signed_in: Page, board: BoardScene):
    page = signed_in
    actions.lock_visit(visit=board.visit("Ben", "Wren", MON_PM), locked=True, version=1, by=board.lead)
    board.visitors["Asha"].availability.filter(slot=MON_PM).delete()
    visit = ("Asha", "Kestrel", MON_AM)
    pages = {
        "board": address(board, "board"),
        "board-by-visitor": address(board, "board", "?by=visitor&show=board"),
        "board-table": address(board, "board", "?show=table"),
        "board-nothing-found": address(board, "board", "?q=nobody"),
        "board-changes": address(board, "board_changes"),
        "coverage": address(board, "coverage"),
        "visit": about(board, "board_visit", *visit),
        "visit-with-a-fault": about(board, "board_visit", "Asha", "Heron", MON_PM),
        "visit-move": about(board, "board_move", *visit),
        "visit-visitor": about(board, "board_visitor", *visit),
        "visit-remove": about(board, "board_remove", *visit),
        "visit-add": address(board, "board_add", f"?team={board.teams['Kestrel'].pk}"),
    }
    for name, path in pages.items():
        page.goto(path)
        assert_accessible(page, name)

    page.goto(pages["visit-move"])
    page.get_by_role("button", name="Move the visit").click()
    assert_accessible(page, "visit-move-error")
    board.plan.__class__.objects.filter(pk=board.plan.pk).update(version=9)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Move the visit").click()
    expect(page.get_by_text("What changed meanwhile")).to_be_visible()
    assert_accessible(page, "visit-move-stale")


def test_forced_colours_keep_the_marks(open_context: Any, sign_in: SignIn, board: BoardScene):
    page = open_context(forced_colors="active").new_page()
    sign_in(page, board.lead)
    page.goto(address(board, "board"))
    chip(page, "Asha Khan to Kestrel, Monday morning").click()

    expect(cell(page, board, "Kestrel", WED_AM)).to_have_attribute("data-tone", "fine")
    told = cell(page, board, "Kestrel", WED_AM).evaluate("cell => getComputedStyle(cell, '::after').content")

    assert told == '"Fine"'
