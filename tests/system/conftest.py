"""A real Chromium on a real server. `page` is a desktop; `phone` and `small` are 390 and 320 px; `without_scripts` runs no JavaScript."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from alongside.service.assets import ASSETS_MISSING, assets_are_built
from scripts.find_programs import chromium
from tests.system.watching import Watch

HERE = Path(__file__).parent
# Background work, two people at once, long transactions: what a database could make differ. All other walks run on SQLite only.
ON_BOTH_DATABASES = {"test_cancel", "test_planning"}
SIGN_IN_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("system")
            if item.path.stem in ON_BOTH_DATABASES:
                item.add_marker("both_databases")


@pytest.fixture(scope="session", autouse=True)
def built_assets() -> None:
    assert assets_are_built(), ASSETS_MISSING


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    program = chromium()
    assert program is not None, "Chromium is not on this machine. Run: scripts/system-packages"
    return {
        "executable_path": str(program),
        "args": [
            *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


OpenContext = Callable[..., BrowserContext]


@pytest.fixture
def open_context(browser: Browser, live_server: Any) -> Iterator[OpenContext]:
    """Open a browser of its own for one person: `open_context(width=390, user=visitor)`. Scripts and policies are watched."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_(*, width: int = 1280, height: int = 900, user: Any = None, **options: Any) -> BrowserContext:
        # `localhost`, because a passkey is never given to a bare address.
        base_url = live_server.url.replace("127.0.0.1", "localhost")
        context = browser.new_context(
            base_url=base_url,
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(15_000)
        opened.append((context, Watch(context)))
        if user is not None:
            context.add_cookies([session_cookie(user, base_url)])
        return context

    yield open_
    for context, _ in opened:
        context.close()
    problems = [problem for _, watch in opened for problem in watch.problems]
    assert not problems, "The browser complained:\n" + "\n".join(problems)


def session_cookie(user: Any, url: str) -> Any:
    """Signed in without the sign-in page, which has walks of its own."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend=SIGN_IN_BACKEND)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url, "httpOnly": True, "sameSite": "Lax"}


@pytest.fixture
def sign_in(live_server: Any) -> Callable[[Page, Any], None]:
    """`sign_in(page, user)`: from now on this browser is theirs."""

    def as_(page: Page, user: Any) -> None:
        page.context.add_cookies([session_cookie(user, live_server.url.replace("127.0.0.1", "localhost"))])

    return as_


@pytest.fixture
def page(open_context: OpenContext) -> Page:
    return open_context(width=1280).new_page()


@pytest.fixture
def phone(open_context: OpenContext) -> Page:
    return open_context(width=390, height=844, is_mobile=True, has_touch=True).new_page()


@pytest.fixture
def small(open_context: OpenContext) -> Page:
    """320 px, which is also 1280 px at 400% zoom (WCAG 2.2, 1.4.10)."""
    return open_context(width=320, height=640).new_page()


@pytest.fixture
def without_scripts(open_context: OpenContext) -> Page:
    return open_context(java_script_enabled=False).new_page()
