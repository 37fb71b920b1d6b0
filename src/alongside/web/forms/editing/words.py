"""The words of a whole form for another reader, beside the English: easy-read, or a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import QueryDict

from alongside.engines.forms.definition import Definition
from alongside.engines.forms.limits import MOST_WORDS, UNREADABLE
from alongside.engines.forms.symbols import SYMBOLS
from alongside.web.forms.places import OTHER_LANGUAGES, Key, Place, places, worded
from alongside.web.forms.posting import tidy
from alongside.web.forms.reading import reading_notes
from alongside.web.forms.wording import direction

EASY = "easy"
TABS = {EASY: "Easy-read", **OTHER_LANGUAGES}


@dataclass
class Box:
    """One field: the words for a place, for a reader in a language."""

    name: str
    label: str
    words: str
    language: str
    direction: str
    locked: bool
    notes: list[str]
    problem: str = ""


@dataclass
class Line:
    """A place with its English and the boxes beside it."""

    place: Place
    english: str
    boxes: list[Box] = field(default_factory=list)
    symbol_name: str = ""
    symbol: str = ""


class WordsPage:
    """`tab` is "easy" or a language. Rendered from the draft, or from what was sent when something is wrong with it."""

    def __init__(self, form: Definition, tab: str, locked: Definition | None, post: QueryDict | None = None) -> None:
        self.form, self.tab, self.post = form, tab, post
        self.lines = [self._line(place) for place in places(form, locked)]

    @property
    def error_summary(self) -> list[dict[str, str]]:
        boxes = (box for line in self.lines for box in line.boxes if box.problem)
        return [{"text": box.problem, "href": f"#{box.name}"} for box in boxes]

    def applied(self) -> Definition:
        words: dict[str, dict[Key, str]] = {}
        symbols: dict[str, str] = {}
        for line in self.lines:
            for box, key in zip(line.boxes, self._keys(line.place), strict=True):
                if not box.locked:
                    words.setdefault(line.place.path, {})[key] = box.words
            if line.symbol_name:
                symbols[line.place.path] = line.symbol
        return worded(self.form, words, symbols)

    def _line(self, place: Place) -> Line:
        boxes = [self._box(place, key) for key in self._keys(place)]
        line = Line(place, place.wording.said(), boxes)
        if self.tab == EASY and place.may_have_symbol:
            line.symbol_name = f"symbol-{place.path}"
            sent = self._sent(line.symbol_name, place.symbol)
            line.symbol = sent if sent in SYMBOLS or sent in ("", place.symbol) else place.symbol
        return line

    def _keys(self, place: Place) -> list[Key]:
        """A language gets easy-read words too where there are some in English."""
        if self.tab == EASY:
            return [("easy", "en")]
        easy = [("easy", self.tab)] if place.wording.easy.get("en") or place.wording.easy.get(self.tab) else []
        return [("plain", self.tab), *easy]

    def _box(self, place: Place, key: Key) -> Box:
        reader, language = key
        name = f"{reader}-{place.path}"
        standing = getattr(place.wording, reader).get(language, "")
        locked = key in place.locked
        words = standing if locked else self._sent(name, standing)
        notes = reading_notes(words) if key == ("easy", "en") else []
        label = f"{TABS[self.tab]}{', easy-read' if reader == 'easy' and self.tab != EASY else ''}"
        return Box(name, label, words, language, direction(language), locked, notes, _problem(words))

    def _sent(self, name: str, otherwise: str) -> str:
        return tidy(self.post.get(name, "")) if self.post is not None and name in self.post else otherwise


def _problem(words: str) -> str:
    if len(words) > MOST_WORDS:
        return f"Use at most {MOST_WORDS:,} characters"
    if UNREADABLE.search(words):
        return "Take out the characters that cannot be read"
    return "Take out ${…}: words cannot hold an answer" if "${" in words else ""


def pictures() -> Iterator[tuple[str, str]]:
    yield from SYMBOLS.items()
