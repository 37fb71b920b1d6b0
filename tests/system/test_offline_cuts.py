"""Fifty sendings in Chromium, the network cut at every step, the page reloaded now and then: each arrives, once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from alongside.web.access.models import User
from alongside.web.records.models import Record, RecordVersion
from tests.offline.proxy import CUTS, running_proxy
from tests.system.offline import PROUD, OpenPhone, in_the_office, open_phone, saved, says, visitor, week

__all__ = ["open_phone", "visitor", "week"]
RUNS = 50
FATES = [cut for cut in CUTS if cut != "hang"]  # a silent network is waited for, 20 seconds; tests/offline has it with less patience
SENDING = re.compile(rb"^POST /records/device/send/")
ASKING = re.compile(rb"^GET /records/device/csrf/")


class Plan:
    """What happens to the next token and the next sending."""

    def __init__(self) -> None:
        self.fates: dict[re.Pattern[bytes], str] = {}
        self.cut: list[str] = []

    def __call__(self, head: bytes) -> str:
        for which in list(self.fates):
            if which.match(head):
                fate = self.fates.pop(which)
                self.cut.append(fate)
                return fate
        return ""


@pytest.fixture
def flaky(live_server: Any) -> Iterator[tuple[str, Plan]]:
    plan = Plan()
    with running_proxy(int(live_server.url.rsplit(":", 1)[1]), plan) as port:
        yield f"http://localhost:{port}", plan


@pytest.fixture
def phone(flaky: tuple[str, Plan], open_phone: OpenPhone, visitor: User, tmp_path: Path) -> BrowserContext:
    return open_phone(tmp_path / "profile", user=visitor, url=flaky[0])


def record(page: Page, words: str, n: int) -> None:
    """The first is started from the visit; the others are its next versions."""
    if n == 0:
        page.get_by_role("button", name="Start: Team visit").first.click()
    else:
        page.get_by_role("link", name="Change it").first.click()
    page.get_by_label(PROUD).fill(words)
    saved(page)
    page.get_by_role("button", name="Send", exact=True).click()


@pytest.mark.slow
def test_fifty_cuts(phone: BrowserContext, flaky: tuple[str, Plan]) -> None:
    _, plan = flaky
    page = phone.pages[0]
    in_the_office(page)

    for n in range(RUNS):
        fate = FATES[n % len(FATES)]
        plan.fates = {ASKING if n % 5 == 4 else SENDING: fate}
        record(page, f"Words {n}", n)
        expect(page.get_by_role("heading", name="Your visits")).to_be_visible()
        if n % 7 == 3:
            page.reload()
        if fate != "twice":
            says(page, re.compile("not sent yet|Everything is sent"))
        send_now = page.get_by_role("button", name="Send now")
        sent = page.get_by_role("heading", name="Everything is sent")
        expect(send_now.or_(sent)).to_be_visible()
        if send_now.is_visible():
            with suppress(PlaywrightTimeout):  # it may send itself under the finger
                send_now.click(timeout=2_000)
        expect(sent).to_be_visible(timeout=15_000)  # a reload can leave the cut to "Send now": then it sends itself some seconds later

    assert sorted(plan.cut, key=str) == sorted((FATES[n % len(FATES)] for n in range(RUNS)), key=str)
    assert sorted(version.answers["proud"] for version in RecordVersion.objects.all()) == sorted(f"Words {n}" for n in range(RUNS))
    assert Record.objects.count() == 1
    based_on = {version.based_on_id for version in RecordVersion.objects.all()}
    assert len(based_on) == RUNS, "each version stands on the one before"
