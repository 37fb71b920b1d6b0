"""What families open: no sign-in, the same for everybody."""

from __future__ import annotations

from typing import Any

from alongside.web.voices.actions.ways import token_of
from tests.web.access.matrix import EVERYONE, Row
from tests.web.voices.scene import Scene

FOR_EVERYBODY: dict[str, Any] = {"allowed": EVERYONE, "anonymous": 200, "ok": 200, "stranger": 200, "public": True}


def a_link() -> dict[str, str]:
    return {"token": token_of(Scene().way())}


def no_link() -> dict[str, str]:
    return {"token": "0" * 26}


ROWS = [
    Row("say:start", make=a_link, **FOR_EVERYBODY, note="the link itself is the key"),
    Row("say:start", make=a_link, method="POST", **FOR_EVERYBODY, note="without what the page carries: the first page"),
    Row("say:start", make=no_link, query="?unknown", anonymous=404, public=True, note="a kind page with numbers, and 404"),
    Row("say:receipt", **FOR_EVERYBODY),
    Row("say:receipt", method="POST", **FOR_EVERYBODY, data=lambda: {"go": "show"}),
]
