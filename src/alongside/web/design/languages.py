"""The languages of the public pages. Staff pages are in English whatever the browser says: nothing here is asked by a middleware."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from alongside.engines.forms.definition import LANGUAGES as CODES
from alongside.engines.forms.definition import RIGHT_TO_LEFT


@dataclass(frozen=True, slots=True)
class Language:
    """`name` is what its own readers call it."""

    code: str
    name: str

    @property
    def direction(self) -> str:
        return "rtl" if self.code in RIGHT_TO_LEFT else "ltr"

    @property
    def locale(self) -> str:
        """What Django calls it: English is British."""
        return settings.LANGUAGE_CODE if self.code == "en" else self.code


OWN_NAMES = {"en" if code == settings.LANGUAGE_CODE else code: name for code, name in settings.LANGUAGES}
LANGUAGES = {code: Language(code, OWN_NAMES[code]) for code in CODES}


def language(code: str | None) -> Language:
    """English for a code we do not have."""
    return LANGUAGES.get(code or "en", LANGUAGES["en"])


@contextmanager
def in_language(code: str | None) -> Iterator[Language]:
    """Inside, pages and sentences are in this language; a page must be rendered inside too. Also a decorator."""
    chosen = language(code)
    with translation.override(chosen.locale):
        yield chosen
