"""The pictures of the README: runs the demonstration in a folder of its own, walks it in Chromium, writes docs/pictures/*.png."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from alongside.service.demo import free_port
from scripts.find_programs import chromium

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LEAD, VISITOR, READER = "Grace Ambermitten", "Beth Cinderthimble", "Imran Umberthimble"
LONGEST_PLAN = 180_000  # milliseconds
LARGEST = 200_000  # bytes


@contextmanager
def demonstration() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as data:
        port = free_port()
        command = [sys.executable, "-m", "alongside.cli", "demo", "--data", data, "--port", str(port)]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            address = f"http://localhost:{port}"
            wait_for(f"{address}/healthz")
            yield address
        finally:
            running.send_signal(signal.SIGINT)
            running.wait(timeout=30)


def wait_for(address: str, seconds: int = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address):  # noqa: S310 - an address of our own, on this machine
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"Nothing answered at {address} within {seconds} seconds.")


def somebody(browser: Browser, address: str, *, name: str, size: dict[str, int]) -> Page:
    """A page signed in as an invented person."""
    context = browser.new_context(base_url=address, viewport=size, locale="en-GB", timezone_id="Europe/London", reduced_motion="reduce")
    page = context.new_page()
    page.goto("/access/demonstration/")
    page.locator("button", has_text=name).first.click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    return page


def keep(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    file = PICTURES / f"{name}.png"
    page.screenshot(path=file)
    size = file.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{file.name} has {size:,} bytes; a picture may have {LARGEST:,}.")
    print(f"{file.name}: {size:,} bytes")


def hearing(browser: Browser, address: str, lead: Page) -> None:
    """The last week, which is written up: the board, a phone that records, what waits for a reader, and help for whoever needs it."""
    lead.goto("/today/")
    keep(lead, "this-week")
    visitor = somebody(browser, address, name=VISITOR, size=PHONE)
    visitor.goto("/records/device/")
    expect(visitor.get_by_role("heading", name="Your visits")).to_be_visible()
    expect(visitor.get_by_text("Nothing waits to be sent").or_(visitor.get_by_text("Everything is sent"))).to_be_visible()
    keep(visitor, "record-phone")
    reader = somebody(browser, address, name=READER, size=PHONE)
    reader.goto("/safeguarding/")
    keep(reader, "read-first-phone")
    family = browser.new_context(base_url=address, viewport=PHONE, locale="pl-PL").new_page()
    family.goto("/help/sample/?language=pl")
    keep(family, "help-phone")


def planning(page: Page) -> None:
    """Plan the week on screen: the run as it goes, the plan, the board."""
    until = time.monotonic() + LONGEST_PLAN / 1000
    while not page.get_by_role("button", name="Look at the newest plan").is_visible():
        if time.monotonic() > until:
            raise SystemExit("The sample week was not planned in time.")
        page.wait_for_timeout(1000)
        page.goto("/")
    keep(page, "week")
    page.get_by_role("link", name="Check and plan", exact=True).click()
    page.get_by_role("button", name="Plan the week").click()
    page.wait_for_url("**/planning/**")
    expect(page.get_by_role("button", name="See the plan")).to_be_visible(timeout=LONGEST_PLAN)
    keep(page, "planning")
    page.get_by_role("button", name="See the plan").click()
    expect(page.get_by_role("heading", name="What it is worth")).to_be_visible()
    keep(page, "plan")
    page.get_by_role("button", name="Change it on the board").click()
    page.wait_for_load_state("networkidle")
    page.locator(".board-wide .board-chip[data-visit]").first.focus()
    page.keyboard.press("Enter")
    bar = page.get_by_role("region", name="The visit in hand")
    expect(bar).to_contain_text("places it could go")
    page.keyboard.press("ArrowRight")
    expect(bar).to_contain_text("Fine")
    keep(page, "board")
    page.keyboard.press("Escape")


def publishing(page: Page) -> None:
    page.get_by_role("button", name="Publish").click()
    told = page.get_by_role("button", name="Publish and tell")
    expect(told).to_be_visible()
    page.locator(".app-told__person summary", has_text=VISITOR).first.click()
    page.evaluate("window.scrollTo(0, 0)")
    keep(page, "publish")
    told.click()
    expect(page.get_by_text("is published")).to_be_visible()


def visiting(page: Page) -> None:
    """A visitor's phone: the programme, and what to tap when one cannot come."""
    page.goto("/")
    page.get_by_role("button", name="See your visits").click()
    expect(page.get_by_role("heading", name="Your week")).to_be_visible()
    keep(page, "visitor-phone")
    page.get_by_role("button", name="I cannot come").or_(page.get_by_role("link", name="I cannot come")).first.click()
    expect(page.get_by_role("button", name="Tell the practice lead")).to_be_visible()
    keep(page, "cancel-phone")


def main() -> int:
    PICTURES.mkdir(parents=True, exist_ok=True)
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    program = chromium()
    if program is None:
        print("Chromium is not on this machine. Run: scripts/system-packages", file=sys.stderr)
        return 1
    with demonstration() as address, sync_playwright() as playwright:
        options = ["--disable-gpu", "--disable-background-networking", "--disable-quic", *(["--no-sandbox"] if is_root else [])]
        browser = playwright.chromium.launch(executable_path=str(program), args=options)
        lead = somebody(browser, address, name=LEAD, size=DESKTOP)
        hearing(browser, address, lead)
        planning(lead)
        publishing(lead)
        visiting(somebody(browser, address, name=VISITOR, size=PHONE))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
