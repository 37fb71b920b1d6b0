"""Every wording of a form in the order people meet them, so that all can be worded for another reader on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording

LANGUAGE_NAMES = {"en": "English", "cy": "Welsh", "pl": "Polish", "ur": "Urdu", "ar": "Arabic"}
OTHER_LANGUAGES = {code: name for code, name in LANGUAGE_NAMES.items() if code != "en"}
Key = tuple[str, str]  # reader, language


@dataclass(frozen=True)
class Place:
    """Where words stand. `path` names it in a page; `may_have_symbol` says that a picture can stand beside it."""

    path: str
    what: str
    wording: Wording
    symbol: str = ""
    may_have_symbol: bool = False
    locked: frozenset[Key] = frozenset()
    level: int = 1  # 2 for what belongs to the place before it


def places(form: Definition, locked: Definition | None = None) -> list[Place]:
    """`locked` is what was last published: the English of its core questions stays; translations may be added and corrected."""
    return list(_places(form, locked))


def worded(form: Definition, words: Mapping[str, Mapping[Key, str]], symbols: Mapping[str, str]) -> Definition:
    """With other words at some places; empty words fall away, so that the reader meets the nearest there are."""

    def at(path: str, wording: Wording) -> Wording:
        return _with(wording, words.get(path, {}))

    def option(question: Question, each: Option) -> Option:
        path = f"{question.key}.options.{each.key}"
        return replace(each, words=at(path, each.words), symbol=symbols.get(path, each.symbol))

    def asked(each: Question) -> Question:
        return replace(
            each,
            words=at(each.key, each.words),
            hint=at(f"{each.key}.hint", each.hint) if each.hint else None,
            options=tuple(option(each, one) for one in each.options),
            symbol=symbols.get(each.key, each.symbol),
        )

    return replace(
        form,
        title=at("-title", form.title),
        introduction=at("-introduction", form.introduction),
        closing=at("-closing", form.closing) if form.closing else None,
        questions=tuple(asked(each) for each in form.questions),
    )


def how_many(form: Definition, reader: str, language: str) -> tuple[int, int]:
    """Places that have words for this reader in this language, of all places."""
    found = places(form)
    return sum(bool(getattr(place.wording, reader).get(language)) for place in found), len(found)


def _places(form: Definition, locked: Definition | None) -> Iterator[Place]:
    yield Place("-title", "Title", form.title)
    yield Place("-introduction", "Introduction", form.introduction)
    standing = {question.key: question for question in locked.questions if question.core} if locked else {}
    for number, question in enumerate(form.questions, start=1):
        yield from _of_question(question, standing.get(question.key), number)
    if form.closing:
        yield Place("-closing", "When it is sent", form.closing)


def _of_question(question: Question, old: Question | None, number: int) -> Iterator[Place]:
    what = "To read" if question.type is QuestionType.NOTE else f"Question {number}"
    yield Place(question.key, what, question.words, question.symbol, True, _standing(old.words if old else None))
    if question.hint:
        yield Place(f"{question.key}.hint", "Hint", question.hint, locked=_standing(old.hint if old else None), level=2)
    before = {option.key: option for option in old.options} if old else {}
    for option in question.options:
        stands = before.get(option.key)
        path = f"{question.key}.options.{option.key}"
        yield Place(path, "Answer", option.words, option.symbol, True, _standing(stands.words if stands else None), level=2)


def _standing(wording: Wording | None) -> frozenset[Key]:
    """English words that were published. A translation of them may still be corrected."""
    return frozenset((reader, "en") for reader in ("plain", "easy") if wording is not None and "en" in getattr(wording, reader))


def _with(wording: Wording, words: Mapping[Key, str]) -> Wording:
    new = {reader: dict(getattr(wording, reader)) for reader in ("plain", "easy")}
    for (reader, language), text in words.items():
        if text:
            new[reader][language] = text
        else:
            new[reader].pop(language, None)
    return Wording(new["plain"], new["easy"])
