"""The pages for families in a real browser: with and without scripts, in four languages, and leaving without a trace."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from alongside.web.safeguarding.models import Reading
from alongside.web.voices.models import Response, SavedPlace
from tests.system.accessibility import assert_accessible, tab_to
from tests.system.saying import ELSEWHERE, Person, shipped
from tests.web.voices.scene import Scene

MOST_BYTES = 100_000
WEATHER = "/healthz"  # stands for the page that people leave to


@pytest.fixture
def scene(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, live_server: Any) -> Scene:
    monkeypatch.setattr("alongside.web.voices.public.views.sending.TOO_FAST", 0)
    settings.EXIT_ADDRESS = live_server.url.replace("localhost", "127.0.0.1") + WEATHER  # another origin, as in life
    return Scene()


def said() -> Any:
    return Reading.objects.get().words["answers"]


def test_a_parent_without_scripts(scene: Scene, without_scripts: Page) -> None:
    me = Person(without_scripts, scene)
    me.opens_the_link()
    expect(without_scripts.get_by_text("Your browser may remember that you opened this page")).to_be_visible()
    me.comes_to_the_questions()

    me.presses("next")
    expect(without_scripts.get_by_role("alert")).to_contain_text("Write your answer")
    without_scripts.get_by_label("What is going well?").fill("They came when they said")
    me.presses("next")
    without_scripts.get_by_label("4", exact=True).check()
    me.presses("back")
    expect(without_scripts.get_by_label("What is going well?")).to_have_value("They came when they said")
    me.presses("next")
    expect(without_scripts.get_by_label("4", exact=True)).to_be_checked()
    me.presses("save")
    code = without_scripts.locator("[data-code]").inner_text()

    without_scripts.goto("/say/receipt/")
    without_scripts.get_by_label("What is your code?").fill(code)
    me.presses("look")
    me.presses("next")
    me.sends()

    assert said() == {"good": "They came when they said", "felt": 4}
    assert without_scripts.context.cookies() == []
    assert not SavedPlace.objects.exists()


def test_a_nine_year_old_with_easy_read(scene: Scene, small: Page) -> None:
    """Every page at 320 px, those that differ most at three widths."""
    me = Person(small, scene, shipped(scene, "child-9-12"))
    me.opens_the_link()
    assert_accessible(small, "say-start")
    for name in ("reads", "link", "use"):
        me.presses("next")
        assert_accessible(small, f"say-{name}", widths=(320,))
    while me.button("yes").count():
        me.presses("yes")
    small.get_by_label("Happy").check()
    expect(small.locator("svg use").first).to_have_attribute("href", "/static/built/symbols.svg#happy")
    assert_accessible(small, "say-easy-question")
    me.presses("next")
    while not small.locator("textarea").count():
        me.presses("skip")
    small.locator("textarea").fill("She plays games with me")
    me.presses("next")
    me.goes_to_the_check()
    assert_accessible(small, "say-check")
    me.sends()
    assert_accessible(small, "say-sent")

    assert said()["good"] == "She plays games with me"
    assert Response.objects.get().reader == "easy"


@pytest.mark.parametrize("language", ["ur", "pl"])
def test_in_another_language(scene: Scene, phone: Page, language: str) -> None:
    me = Person(phone, scene, shipped(scene, "parent"), language)
    me.opens_the_link()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl" if language == "ur" else "ltr")
    assert_accessible(phone, f"say-start-{language}", widths=(320,))
    me.comes_to_the_questions()
    assert_accessible(phone, f"say-question-{language}")
    while not phone.locator("textarea").count():
        me.presses("skip")
    phone.locator("textarea").fill("وہ ہماری بات سنتی ہے")
    me.presses("next")
    me.goes_to_the_check()
    assert_accessible(phone, f"say-check-{language}", widths=(390,))
    me.sends()

    assert said() == {"good": "وہ ہماری بات سنتی ہے"}
    assert Response.objects.get().language == language


def test_what_goes_wrong_can_be_read_by_everybody(scene: Scene, page: Page) -> None:
    me = Person(page, scene)
    me.opens_the_link()
    me.comes_to_the_questions()
    me.presses("next")
    expect(page.locator("[data-errors]")).to_be_focused()
    assert_accessible(page, "say-error")

    page.goto("/say/00000000000000000000000000/")
    assert_accessible(page, "say-closed", widths=(320,))
    page.goto("/say/receipt/")
    me.presses("look")
    assert_accessible(page, "say-code-error", widths=(320,))


def test_by_keyboard_alone(scene: Scene, page: Page) -> None:
    me = Person(page, scene)
    me.opens_the_link()
    while not page.locator("[data-question]").count():
        before = page.locator("main").inner_html()
        go = "yes" if me.button("yes").count() else "next"
        tab_to(page, me.button(go))
        page.keyboard.press("Enter")
        page.wait_for_function("before => document.querySelector('main')?.innerHTML !== before", arg=before)
        expect(page.locator("#main-content")).to_be_focused()
    tab_to(page, page.locator("textarea"))
    page.keyboard.type("I typed this")
    tab_to(page, me.button("next"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("1", exact=True))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")  # in a field: goes on, and changes no language
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what you said")
    tab_to(page, me.button("send"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have what you said")

    assert said() == {"good": "I typed this", "felt": 2}


@pytest.mark.parametrize("way_out", ["button", "escape"])
def test_leaving_quickly_leaves_no_page_of_ours_in_the_history(scene: Scene, page: Page, way_out: str) -> None:
    page.goto(ELSEWHERE)
    me = Person(page, scene)
    me.opens_the_link()
    length = page.evaluate("history.length")
    me.comes_to_the_questions()
    page.get_by_label("What is going well?").fill("Something private")
    me.presses("next")
    page.get_by_role("link", name="I am not safe").click()
    expect(page).to_have_url(re.compile("/help/"))
    assert page.evaluate("history.length") == length

    if way_out == "button":
        page.get_by_role("link", name="Leave this page now").click()
    else:
        for _press in range(3):
            page.keyboard.press("Escape")

    page.wait_for_url(re.compile(f"127.0.0.1.*{WEATHER}"))
    assert page.evaluate("history.length") == length
    page.go_back()
    assert page.url.endswith(ELSEWHERE)
    page.go_forward()
    assert page.url.endswith(WEATHER)


def test_the_page_comes_back_as_it_was(scene: Scene, page: Page) -> None:
    """Loaded anew, left and come back to, or after looking for help."""
    page.goto(ELSEWHERE)
    me = Person(page, scene)
    me.opens_the_link()
    me.comes_to_the_questions()
    page.get_by_label("What is going well?").fill("They listened")
    me.presses("next")
    me.presses("back")

    page.reload()
    expect(page.get_by_label("What is going well?")).to_have_value("They listened")
    page.go_back()
    page.go_forward()
    expect(page.get_by_label("What is going well?")).to_have_value("They listened")

    page.get_by_label("What is going well?").fill("They listened to me")
    page.get_by_role("link", name="I am not safe").click()
    page.get_by_role("button", name="Go back to where I was").click()
    expect(page.get_by_label("What is going well?")).to_have_value("They listened to me")


def test_no_signal_loses_nothing(scene: Scene, page: Page) -> None:
    me = Person(page, scene)
    me.opens_the_link()
    me.comes_to_the_questions()
    page.get_by_label("What is going well?").fill("Written on a train")

    page.context.set_offline(True)
    me.button("next").click()
    expect(page.get_by_text("We could not reach the council just now")).to_be_visible()
    expect(page.get_by_label("What is going well?")).to_have_value("Written on a train")

    page.context.set_offline(False)
    me.presses("next")
    expect(page.get_by_role("heading", level=1)).to_contain_text("How did it feel?")


def test_nothing_of_it_stays_in_the_browser(scene: Scene, page: Page) -> None:
    me = Person(page, scene)
    me.opens_the_link()
    me.comes_to_the_questions()
    page.get_by_label("What is going well?").fill("Zebedee")
    me.presses("next")
    me.presses("skip")
    me.sends()

    kept = page.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, "
        "(await caches.keys()).length, document.cookie, history.state]"
    )
    assert kept == [0, 0, 0, 0, "", None]
    assert page.context.cookies() == []


def test_the_page_is_read_aloud_in_its_language(scene: Scene, open_context: Any) -> None:
    """Where the device has a voice of its own for it; a voice elsewhere would send the words away."""
    page = open_context().new_page()
    page.add_init_script("""
        window.spoken = [];
        const voices = [{lang: 'pl-PL', localService: true, name: 'Ewa'}, {lang: 'en-GB', localService: false, name: 'Cloud'}];
        Object.defineProperty(window, 'speechSynthesis', {value: {
            getVoices: () => voices, speak: (each) => window.spoken.push([each.text, each.lang]), cancel: () => {},
            speaking: false, pending: false}});
        window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    """)
    me = Person(page, scene, shipped(scene, "parent"), "pl")
    me.opens_the_link()

    page.locator("[data-aloud]").click()
    spoken = page.evaluate("window.spoken")
    heading = me.heading()
    assert spoken[0] == [heading, "pl"]
    assert len({text for text, _language in spoken}) == len(spoken)

    page.goto(me.link + "?language=en")
    expect(page.locator("[data-aloud]")).to_be_hidden()


@pytest.mark.parametrize(("code", "language"), [("child-9-12", "en"), ("parent", "ur")])
def test_each_page_with_all_it_loads_is_under_100_kb(
    scene: Scene, open_context: Any, code: str, language: str, request: pytest.FixtureRequest
) -> None:
    """Uncompressed, in an empty browser; each later page is counted as if it loaded everything anew."""
    page = open_context(width=390).new_page()
    loaded: dict[str, int] = {}
    page.on("response", lambda response: loaded.update({response.url.split("/", 3)[3]: len(response.body())}))
    me = Person(page, scene, shipped(scene, code), language)
    sizes = {}

    def measure(name: str) -> None:
        page.wait_for_load_state("networkidle")
        assets = sum(size for address, size in loaded.items() if address.startswith("static/"))
        own = len(page.content().encode())
        sizes[name] = assets + own

    me.opens_the_link()
    measure("start")
    for name in ("reads", "link", "use"):
        me.presses("next")
        measure(name)
    while me.button("yes").count():
        me.presses("yes")
    number = 0
    while not me.button("send").count():
        if page.locator("textarea").count():
            page.locator("textarea").fill("They listened to what we said, and came back to tell us. " * 20)
        number += 1
        me.presses("next" if page.locator("textarea").count() or not me.button("skip").count() else "skip")
        measure(f"question {number}")
    me.presses("send")
    measure("sent")
    for name, address in (("code", "/say/receipt/"), ("help", "/help/dales/")):
        page.goto(f"{address}?language={language}")
        measure(name)

    request.node.user_properties.append(("bytes", json.dumps(sizes)))
    assert max(sizes.values()) < MOST_BYTES


@pytest.fixture(autouse=True)
def no_limits_from_before(transactional_db: None) -> Iterator[None]:
    from django.core.cache import cache

    cache.clear()
    yield
