"""A visitor with a phone: what walks without signal need."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from alongside.web.access.models import User
from alongside.web.organisation.models import StaffMember
from alongside.web.weeks.models import PracticeWeek
from tests import factories as make
from tests.system.conftest import session_cookie
from tests.web.records.scene import AUDIT, VISIT

DEVICE = "/records/device/"
PROUD = "What is the team proud of?"
OpenPhone = Callable[..., BrowserContext]


def this_week() -> PracticeWeek:
    today = timezone.localdate()
    return make.week(starts_on=today, ends_on=today + dt.timedelta(days=4))


def a_visitor(week: PracticeWeek, name: str, *teams: str) -> User:
    """Somebody with a visit today to each of these teams."""
    person: StaffMember = make.staff(name=name)
    for slot, team in enumerate(teams):
        found = make.team(name=team)
        make.staff(name=f"Jo of {team}", team=found)
        make.entry(week, found, person, slot=slot)
    return make.user("visitor", staff_member=person, name=name)


@pytest.fixture
def week(transactional_db: None) -> PracticeWeek:
    make.form_version("team_visit", VISIT)
    make.form_version("case_audit", AUDIT)
    return this_week()


@pytest.fixture
def visitor(week: PracticeWeek) -> User:
    return a_visitor(week, "Ama Osei", "Heron team", "Kestrel team")


@pytest.fixture
def open_phone(playwright: Playwright, browser_type_launch_args: dict[str, Any], live_server: Any) -> Iterator[OpenPhone]:
    """`open_phone(folder)`: a browser whose storage lies in a folder and outlives it, as on a real phone."""
    opened: list[BrowserContext] = []
    here = live_server.url.replace("127.0.0.1", "localhost")

    def open_(folder: Path, *, offline: bool = False, user: User | None = None, url: str = here) -> BrowserContext:
        context = playwright.chromium.launch_persistent_context(
            folder,
            **browser_type_launch_args,
            base_url=url,
            viewport={"width": 390, "height": 844},
            has_touch=True,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.set_offline(offline)
        if user is not None:
            context.add_cookies([session_cookie(user, url)])
        opened.append(context)
        return context

    yield open_
    for context in opened:
        context.close()


def in_the_office(page: Page) -> None:
    """The page is opened where there is signal, once, and is ready to be taken along."""
    page.goto(DEVICE)
    expect(page.get_by_text("Visits as they were at")).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")


def start(page: Page, team: str, form: str = "Team visit") -> None:
    card = page.locator(".app-device__card", has_text=team).filter(
        has=page.get_by_role("button", name=f"Start: {form}", include_hidden=True)
    )
    if not card.get_by_role("button", name=f"Start: {form}").is_visible():
        card.locator("summary").click()
    card.get_by_role("button", name=f"Start: {form}").click()
    expect(page.get_by_role("heading", level=1, name=form)).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator(".app-keep__said")).to_contain_text("Saved on this phone at")


def write(page: Page, team: str, words: str) -> None:
    """Begin a record of a visit and write; it is saved at the pause."""
    start(page, team)
    page.get_by_label(PROUD).fill(words)
    saved(page)


def send(page: Page) -> None:
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Your visits")).to_be_visible()


def says(page: Page, title: str | re.Pattern[str]) -> None:
    expect(page.locator(".app-safe__title")).to_contain_text(title, timeout=15_000)


@contextmanager
def without_signal(page: Page) -> Iterator[None]:
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)


def until(page: Page, promise: str) -> None:
    """Wait for a promise in the page to come true; asked again until it does."""
    for _ in range(100):
        if page.evaluate(promise):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never came true: {promise}")
