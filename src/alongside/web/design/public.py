"""How a public page is shown: in which language, how large, and in which words. Carried from page to page by the page itself.

Links carry it in the address (`?language=ur&size=large`), forms as hidden fields; a button called `show` changes one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from alongside.web.design.languages import LANGUAGES, Language, in_language, language

SIZES = ("normal", "large", "larger")
READERS = ("plain", "easy")
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Shown:
    """`reader` is "easy" for easy read."""

    language: Language
    size: str = "normal"
    reader: str = "plain"

    @property
    def fields(self) -> dict[str, str]:
        return {"language": self.language.code, "size": self.size, "reader": self.reader}

    @property
    def query(self) -> str:
        return "?" + urlencode(self.fields)

    def but(self, **changes: str) -> Shown:
        """Another language, size or reader; what we do not have changes nothing."""
        code, size, reader = changes.get("language"), changes.get("size"), changes.get("reader")
        return replace(
            self,
            language=language(code) if code in LANGUAGES else self.language,
            size=size if size in SIZES else self.size,
            reader=reader if reader in READERS else self.reader,
        )

    def link(self, **changes: str) -> str:
        return self.but(**changes).query


def shown(request: HttpRequest, *, language_code: str = "en", reader: str = "plain") -> Shown:
    """As the person asked; until they ask, as the link they came by says."""
    asked = request.POST if request.method == "POST" else request.GET
    found = Shown(language(language_code)).but(reader=reader).but(**{name: asked.get(name, "") for name in ("language", "size", "reader")})
    name, _, value = asked.get("show", "").partition("=")
    return found.but(**{name: value}) if name in found.fields else found


def render_public(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, how: Shown | None = None, status: int = 200
) -> HttpResponse:
    """A page on `public.html`, in its language. The template is rendered inside, so `_()` and `{% trans %}` follow."""
    how = how or shown(request)
    with in_language(how.language.code):
        chrome = {"shown": how, "languages": LANGUAGES.values(), "sizes": SIZES, "exit_address": settings.EXIT_ADDRESS}
        return render(request, template, {**chrome, **(context or {})}, status=status)


def public(view: View) -> View:
    """For everybody, without signing in. There is no cookie, so there is nothing for a forged request to borrow (ADR 0018)."""
    return login_not_required(csrf_exempt(view))
