"""What a form is: questions with wordings for each kind of reader, and what answer each takes.

Answers travel as JSON, one value a question key:

    text      str
    choice    an option's key
    choices   list of option keys
    scale     int from `low` to `high`
    grade     {"grade": option key, "rationale": str}; the rationale is compulsory
    themes    list of option keys
    evidence  list of {"kind": "strength" | "worry" | "barrier" | "disconfirming", "words": str}
    praise    list of {"to": "team" | a staff member's id, "words": str}
    promise   list of {"words": str, "by": ISO date}
    note      takes no answer: words to read
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LANGUAGES = ("en", "cy", "pl", "ur", "ar")
RIGHT_TO_LEFT = frozenset({"ur", "ar"})
EVIDENCE_KINDS = ("strength", "worry", "barrier", "disconfirming")


class QuestionType(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    SCALE = "scale"
    GRADE = "grade"
    THEMES = "themes"
    EVIDENCE = "evidence"
    PRAISE = "praise"
    PROMISE = "promise"
    NOTE = "note"


class Reader(StrEnum):
    """Whom the words are for: `easy` is easy-read (short words, one idea, a symbol, read aloud)."""

    PLAIN = "plain"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words for each reader, by language code (ISO 639-1). English plain words are always there; others fall back to them."""

    plain: Mapping[str, str]
    easy: Mapping[str, str] = field(default_factory=dict)

    def said(self, reader: Reader = Reader.PLAIN, language: str = "en") -> str:
        """The nearest words there are: easy in the language, plain in the language, easy English for easy readers, plain English."""
        choices = [self.plain.get(language), self.plain.get("en")]
        if reader is Reader.EASY:
            choices = [self.easy.get(language), self.plain.get(language), self.easy.get("en"), self.plain.get("en")]
        return next((words for words in choices if words), "")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen. `symbol` names a picture of the product's own set (easy-read)."""

    key: str
    words: Wording
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `core` is locked from version to version so that rounds can be compared; the rest is the theme of the week.

    `show_if` is a condition on earlier answers (see `conditions.py`), None for always. `low` and `high` are the ends of a scale, and
    `options` then may name its ends and points ("1", "5").
    """

    key: str
    type: QuestionType
    words: Wording
    hint: Wording | None = None
    core: bool = True
    required: bool = False
    options: tuple[Option, ...] = ()
    low: int = 1
    high: int = 5
    show_if: Mapping[str, Any] | None = None
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole form. `minutes` is how long it should take; `closing` is said once it is sent."""

    title: Wording
    introduction: Wording
    questions: tuple[Question, ...]
    closing: Wording | None = None
    minutes: int = 10

    def question(self, key: str) -> Question:
        """Raises KeyError when there is no such question."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)
