"""What is different between two versions of a form, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from alongside.engines.forms.definition import Definition
from alongside.engines.forms.differences import core_changes
from alongside.web.design.words import plural
from alongside.web.forms.places import LANGUAGE_NAMES, places

UNEQUAL_PARTS = {"title": "The title", "introduction": "The introduction", "closing": "What is said at the end"}


def changes_between(old: Definition, new: Definition) -> list[str]:
    """None when both say the same to everybody."""
    return [
        *_about(old, new),
        *core_changes(old, new),
        *_theme(old, new),
        *_added_words(old, new),
        *_corrected_words(old, new),
        *_symbols(old, new),
    ]


def _about(old: Definition, new: Definition) -> Iterator[str]:
    for name, words in UNEQUAL_PARTS.items():
        before, after = getattr(old, name), getattr(new, name)
        if (before.said() if before else "") != (after.said() if after else ""):
            yield f"{words} is different"
    if old.minutes != new.minutes:
        yield f"It should take {plural(new.minutes, 'minute')} instead of {old.minutes}"


def _theme(old: Definition, new: Definition) -> Iterator[str]:
    """The engine compares core questions; theme questions are compared as if they were core."""
    before, after = ({q.key: q for q in form.questions if not q.core} for form in (old, new))
    yield from (f"“{q.words.said()}” is no longer asked" for key, q in before.items() if key not in after)
    yield from (f"“{q.words.said()}” is new in the theme of the week" for key, q in after.items() if key not in before)
    both = [key for key in before if key in after]
    old_theme, new_theme = (
        replace(form, questions=tuple(replace(q, core=True) for q in form.questions if q.key in both)) for form in (old, new)
    )
    yield from core_changes(old_theme, new_theme)


def _added_words(old: Definition, new: Definition) -> Iterator[str]:
    before = {(place.path, key) for place in places(old) for key in _keys(place.wording)}
    added: dict[tuple[str, str], int] = {}
    for place in places(new):
        for key in _keys(place.wording):
            if (place.path, key) not in before and key != ("plain", "en"):
                added[key] = added.get(key, 0) + 1
    for (reader, language), count in added.items():
        kind = "easy-read wording" if reader == "easy" else "wording"
        yield f"{plural(count, kind)} in {LANGUAGE_NAMES[language]} {'is' if count == 1 else 'are'} new"


def _corrected_words(old: Definition, new: Definition) -> Iterator[str]:
    """Of the same questions: the English is compared by the engine."""
    before = {place.path: place.wording for place in places(old)}
    corrected: dict[tuple[str, str], int] = {}
    for place in places(new):
        for reader, language in _keys(place.wording):
            was = getattr(before[place.path], reader).get(language) if place.path in before else None
            if language != "en" and was and was != getattr(place.wording, reader)[language]:
                corrected[reader, language] = corrected.get((reader, language), 0) + 1
    for (reader, language), count in corrected.items():
        kind = "easy-read wording" if reader == "easy" else "wording"
        yield f"{plural(count, kind)} in {LANGUAGE_NAMES[language]} {'is' if count == 1 else 'are'} corrected"


def _symbols(old: Definition, new: Definition) -> Iterator[str]:
    before, after = ({place.path: place.symbol for place in places(form)} for form in (old, new))
    if count := sum(before.get(path, "") != symbol for path, symbol in after.items()):
        yield f"{plural(count, 'picture')} {'is' if count == 1 else 'are'} different"


def _keys(wording: object) -> list[tuple[str, str]]:
    return [(reader, language) for reader in ("plain", "easy") for language in getattr(wording, reader)]
