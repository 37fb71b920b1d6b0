"""In languages that run from right to left, numbers are still read from left to right: a telephone number shown backwards helps nobody."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from alongside.engines.forms.definition import RIGHT_TO_LEFT
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.kinds import Kind
from alongside.web.forms.queries import form_of_kind, version_for
from alongside.web.organisation.models import Directorate
from alongside.web.voices.actions.ways import token_of
from tests import factories as make
from tests.system.accessibility import assert_accessible
from tests.web.voices.scene import Scene

# Every run of digits in groups that can be seen, with the place of each group on screen (a line, then how far from its left).
GROUPS_OF_DIGITS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const number of node.data.matchAll(/\\d+(?:[ \\u00a0]\\d+)+/g)) {
      const places = [...number[0].matchAll(/\\d+/g)].map((group) => {
        const range = document.createRange();
        range.setStart(node, number.index + group.index);
        range.setEnd(node, number.index + group.index + group[0].length);
        const { top, left } = range.getBoundingClientRect();
        return [Math.round(top), left];
      });
      if (node.parentElement.checkVisibility()) found.push({ number: number[0], places });
    }
  }
  return found;
}"""


NAMES = {"Childline", "Our", "council", "Help", "and", "protection", "Children", "adults", "front", "door"}  # English in any language


def numbers_backwards(page: Page) -> list[str]:
    numbers = page.evaluate(GROUPS_OF_DIGITS)
    assert numbers, "there is no telephone number on this page"
    return [each["number"] for each in numbers if each["places"] != sorted(each["places"])]


@pytest.fixture
def directorate(transactional_db: None) -> Directorate:
    return make.arrangements(out_of_hours_phone="01632 960 999").directorate


@pytest.mark.parametrize("language", sorted(RIGHT_TO_LEFT))
def test_telephone_numbers_on_the_page_for_help(small: Page, directorate: Directorate, language: str) -> None:
    small.goto(f"/help/{directorate.code}/?language={language}")

    expect(small.locator("html")).to_have_attribute("dir", "rtl")
    assert numbers_backwards(small) == []
    assert_accessible(small, f"help-{language}")


@pytest.fixture
def link(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> str:
    """To the shipped form for parents; a test goes through it faster than any person."""
    monkeypatch.setattr("alongside.web.voices.public.views.sending.TOO_FAST", 0)
    scene = Scene(team=make.team(name="Help and protection"), parent=None, partner=None)  # type: ignore[arg-type]
    install_shipped_forms(directorate=scene.week.directorate, by=scene.lead)
    form = form_of_kind(scene.week.directorate, Kind.PARENT)
    assert form is not None
    return f"/say/{token_of(scene.way(version_for(form)))}/"


@pytest.mark.parametrize(("language", "reader"), [("ar", "plain"), ("ur", "easy")])
def test_a_whole_form_from_right_to_left(small: Page, link: str, language: str, reader: str) -> None:
    """From the first page to the code: in the language, no number backwards, and every page as wide as the phone."""
    small.goto(f"{link}?language={language}&reader={reader}")
    pages = 0
    while not small.locator("[data-code]").count():
        expect(small.locator("html")).to_have_attribute("lang", language)
        assert numbers_backwards(small) == []
        assert set(re.findall("[A-Za-z]{3,}", small.inner_text("main"))) <= NAMES
        buttons = small.locator(".public-buttons button[name=go]")
        if (words := small.locator("textarea")).count():
            words.fill("الحمد لله")
        elif (skip := small.locator("button[value=skip]")).count():
            buttons = skip
        small.evaluate("() => { window.before = document.querySelector('main h1'); }")
        buttons.first.click()
        small.wait_for_function("() => !window.before?.isConnected && document.querySelector('main h1')")
        pages += 1
        assert pages < 40
    assert_accessible(small, f"sent-{language}-{reader}")
    assert numbers_backwards(small) == []
