"""Going through the walk without a browser: what a page carries is sent back, as a form would."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from alongside.web.voices.actions.ways import token_of
from alongside.web.voices.models import Way

FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
CODE = re.compile(r"data-code>([\d ]+)<")
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


def fields(page: HttpResponse) -> dict[str, str]:
    """The hidden fields of the page's form."""
    return {name: html.unescape(value) for name, value in FIELD.findall(page.content.decode())}


def heading(page: HttpResponse) -> str:
    found = HEADING.search(page.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[1])).split()) if found else ""


def code_on(page: HttpResponse) -> str:
    found = CODE.search(page.content.decode())
    assert found, page.content.decode()
    return found[1]


@dataclass
class Walker:
    """Somebody with a link. `page` is what they see now."""

    way: Way
    client: Client = field(default_factory=Client)
    address: str = ""
    page: HttpResponse = field(init=False)

    def __post_init__(self) -> None:
        self.address = self.address or f"/say/{token_of(self.way)}/"
        self.page = self.client.get(self.address)

    def press(self, go: str = "next", **typed: Any) -> HttpResponse:
        self.page = self.client.post(self.address, {**fields(self.page), "go": go, **typed})
        return self.page

    def to_the_questions(self, agree: str = "yes") -> HttpResponse:
        for _page in ("start", "reads", "link"):
            self.press()
        while 'name="go" value="yes"' in self.page.content.decode():
            self.press(agree)
        return self.page

    def answer(self, **answers: Any) -> HttpResponse:
        return self.press(**{f"q-{key}": value for key, value in answers.items()})

    def to_the_check(self) -> HttpResponse:
        """Both questions of the usual form answered."""
        self.to_the_questions()
        self.answer(good="They listened to Zebedee")
        return self.answer(felt="4")

    @property
    def heading(self) -> str:
        return heading(self.page)
