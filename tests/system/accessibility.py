"""Looks at a page as WCAG 2.2 AA asks, at the three widths people have, and walks it by keyboard."""

import os
import re
from functools import cache, partial
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Frame, Locator, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
# SCREENSHOTS=1 keeps pictures in the usual folder; SCREENSHOTS=folder keeps them there.
PICTURES = ROOT / "test-results/screenshots" if os.environ.get("SCREENSHOTS", "1") == "1" else Path(os.environ["SCREENSHOTS"])
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 390, 1280)


@cache
def axe() -> Axe:
    return Axe.from_file(AXE) if AXE.exists() else Axe()


def assert_accessible(page: Page, name: str = "", widths: tuple[int, ...] = WIDTHS) -> None:
    """No axe violation and no sideways scrolling at any width. With SCREENSHOTS set, a picture of each is kept under `name`."""
    before = page.viewport_size
    found = _looked_at(page, name, widths)
    if before:
        page.set_viewport_size(before)
    assert not found, f"{page.url}\n" + "\n".join(found)


def _looked_at(page: Page, name: str, widths: tuple[int, ...]) -> list[str]:
    """A tap answers before its page has come: what was seen while one page gave way to the next is looked at again."""
    for _ in range(3):
        page.wait_for_load_state("load")
        came: list[Frame] = []
        note = partial(_note, came)
        page.on("framenavigated", note)
        try:
            found = _problems(page, name, widths)
        except PlaywrightError:
            if not came:
                raise
        finally:
            page.remove_listener("framenavigated", note)
        if not came:
            return found
    raise AssertionError(f"{page.url} never stood still.")


def _note(came: list[Frame], frame: Frame) -> None:
    came.append(frame)


def _problems(page: Page, name: str, widths: tuple[int, ...]) -> list[str]:
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if os.environ.get("SCREENSHOTS"):
            picture(page, name or _name_of(page))
        found += [f"{width} px: {problem}" for problem in [*_violations(page), *_sideways(page)]]
    return found


def _violations(page: Page) -> list[str]:
    response: dict[str, Any] = axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
    return [
        f"{violation['id']}: {violation['help']}\n    " + "\n    ".join(str(node["html"])[:200] for node in violation["nodes"][:4])
        for violation in response["violations"]
    ]


def _sideways(page: Page) -> list[str]:
    """Reflow (1.4.10): only a box that says it scrolls may be wider than the window."""
    wide: int = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"the page scrolls sideways by {wide} px"] if wide > 0 else []


def picture(page: Page, name: str) -> Path:
    """Keep a picture of the whole page in test-results/, to be looked at."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    file = PICTURES / f"{name}-{width}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file, full_page=True)
    return file


def _name_of(page: Page) -> str:
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", page.url.split("/", 3)[-1].split("?")[0])
    return re.sub(r"[^a-z0-9]+", "-", path.lower()).strip("-") or "home"


def tab_to(page: Page, target: Locator, limit: int = 80) -> None:
    """Reach `target` with the Tab key alone, seeing the focus on the way (2.1.1, 2.4.7)."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate(_FOCUS_SHOWS), "The focus cannot be seen there."
            return
    raise AssertionError(f"Tab was pressed {limit} times and never reached it.")


_FOCUS_SHOWS = """element => {
  const style = getComputedStyle(element);
  const label = element.labels?.[0];
  const beside = label ? getComputedStyle(label, "::before") : null;
  return [style, beside].some((s) => s && (
    (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== "none"));
}"""
