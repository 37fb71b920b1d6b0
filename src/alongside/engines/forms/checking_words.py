"""Whether JSON is a wording: plain words in English at least, and any of the other languages, and easy-read words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from alongside.engines.forms import limits
from alongside.engines.forms.conditions import is_blank
from alongside.engines.forms.definition import LANGUAGES
from alongside.engines.forms.problems import Problem


def check_words(where: str, data: object, *, longest: int = limits.MOST_WORDS) -> Iterator[Problem]:
    if not isinstance(data, Mapping):
        yield Problem(where, f"found {shown_short(data)}", 'an object such as {"plain": {"en": "Words in English"}}')
        return
    for reader in data:
        if reader not in ("plain", "easy"):
            yield Problem(f"{where}.{name_short(reader)}", "there is no such reader", "plain or easy")
    yield from _languages(f"{where}.plain", data.get("plain"), longest)
    if isinstance(data.get("plain"), Mapping) and "en" not in data["plain"]:
        yield Problem(f"{where}.plain.en", "there are no words in English", "plain words in English; other readers fall back to them")
    if "easy" in data:
        yield from _languages(f"{where}.easy", data["easy"], longest)


def _languages(where: str, data: object, longest: int) -> Iterator[Problem]:
    if not isinstance(data, Mapping):
        yield Problem(where, f"found {shown_short(data)}", f"words by language ({', '.join(LANGUAGES)})")
        return
    for language, words in data.items():
        if language not in LANGUAGES:
            yield Problem(f"{where}.{name_short(language)}", "this language is not known", f"one of {', '.join(LANGUAGES)}")
        else:
            yield from check_text(f"{where}.{language}", words, longest)


def check_text(where: str, words: Any, longest: int = limits.MOST_WORDS) -> Iterator[Problem]:
    if not isinstance(words, str) or is_blank(words):
        yield Problem(where, f"found {shown_short(words)}", "words")
    elif len(words) > longest:
        yield Problem(where, f"found {len(words):,} characters", f"at most {longest:,}")
    elif found := limits.UNREADABLE.search(words):
        yield Problem(where, f"found a character that is not text (U+{ord(found[0]):04X})", "text without control characters")
    elif "${" in words:
        yield Problem(where, "found ${…}, as if an answer stood there", "words without answers in them")


def shown_short(value: object) -> str:
    """A value as a person can recognise it in a message, however odd or long."""
    if value is None:
        return "nothing"
    if isinstance(value, Mapping | list):
        return "an object" if isinstance(value, Mapping) else f"a list of {len(value)}"
    if isinstance(value, int) and abs(value) > 10**18:
        return "a very large number"
    text = repr(value[:60] if isinstance(value, str) else value)
    return text if len(text) <= 60 else text[:57] + "..."


def name_short(name: object) -> str:
    """The name of a field that is not known, fit to be shown."""
    return limits.UNREADABLE.sub("?", str(name)[:40]) if isinstance(name, str) else shown_short(name)
