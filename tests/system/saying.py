"""Going through the pages for families, as a person would."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, expect

from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.models import FormVersion
from alongside.web.voices.actions.ways import token_of
from tests.web.voices.scene import Scene

ELSEWHERE = "/static/built/icon.svg"  # where the person came from


def shipped(scene: Scene, code: str) -> FormVersion:
    install_shipped_forms(directorate=scene.week.directorate, by=None)
    return FormVersion.objects.get(form__code=code, form__directorate=scene.week.directorate)


@dataclass
class Person:
    """Somebody with a link. `names` are the words on the buttons, in the language that the page is in."""

    page: Page
    scene: Scene
    version: FormVersion | None = None
    language: str = "en"
    what: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.link = f"/say/{token_of(self.scene.way(self.version, language=self.language, **self.what))}/"

    def opens_the_link(self) -> None:
        self.page.goto(self.link)

    def presses(self, value: str) -> None:
        """The button that asks for this: next, yes, no, back, skip, save, send, to:…"""
        before = self.page.locator("main").inner_html()
        self.button(value).click()
        self.page.wait_for_function("before => document.querySelector('main')?.innerHTML !== before", arg=before)

    def button(self, value: str) -> Locator:
        return self.page.locator(f'button[name=go][value="{value}"]:not([hidden])').first

    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    def comes_to_the_questions(self, *, agreeing: bool = True) -> None:
        """Past what it is, who reads it, what the link tells, and each use."""
        for _page in ("start", "reads", "link"):
            self.presses("next")
        while self.button("yes").count():
            self.presses("yes" if agreeing else "no")
        expect(self.page.locator("[data-question]")).to_have_count(1)

    def goes_to_the_check(self) -> None:
        while self.button("skip").count() or self.button("next").count():
            self.presses("skip" if self.button("skip").count() else "next")

    def sends(self) -> str:
        """And is told the code."""
        self.presses("send")
        return self.page.locator("[data-code]").inner_text()
