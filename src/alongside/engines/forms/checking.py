"""Whether JSON is a form, with everything that stands in the way named at once: where, what, and what was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from alongside.engines.forms import limits
from alongside.engines.forms.as_json import SCHEMA
from alongside.engines.forms.checking_conditions import Asked, check_condition
from alongside.engines.forms.checking_words import check_words, name_short, shown_short
from alongside.engines.forms.definition import QuestionType
from alongside.engines.forms.problems import Problem
from alongside.engines.forms.symbols import SYMBOLS

FORM = ("schema", "title", "introduction", "closing", "minutes", "questions")
QUESTION = ("key", "type", "words", "hint", "core", "required", "options", "low", "high", "show_if", "symbol")
OPTION = ("key", "words", "symbol")
WITH_OPTIONS = {QuestionType.CHOICE: 2, QuestionType.GRADE: 2, QuestionType.CHOICES: 1, QuestionType.THEMES: 1}
TYPES = tuple(kind.value for kind in QuestionType)


def check(data: object) -> list[Problem]:
    """Empty when `as_json.from_json` may read it. Never raises, whatever it is given."""
    return list(_form(data))


def _form(data: object) -> Iterator[Problem]:
    if not isinstance(data, Mapping):
        yield Problem("the form", f"found {shown_short(data)}", "an object with title, introduction and questions")
        return
    yield from _unknown("", data, FORM)
    if not _is_whole(data.get("schema")) or data["schema"] != SCHEMA:
        yield Problem("schema", f"found {shown_short(data.get('schema'))}", str(SCHEMA))
    yield from check_words("title", data.get("title"), longest=limits.LONGEST_TITLE)
    yield from check_words("introduction", data.get("introduction"))
    if "closing" in data:
        yield from check_words("closing", data["closing"])
    yield from _whole("minutes", data.get("minutes", 10), 1, limits.MOST_MINUTES)
    yield from _questions(data.get("questions"))


def _questions(questions: object) -> Iterator[Problem]:
    if not isinstance(questions, list) or not questions:
        yield Problem("questions", f"found {shown_short(questions)}", "a list of at least one question")
        return
    if len(questions) > limits.MOST_QUESTIONS:
        yield Problem("questions", f"found {len(questions)} questions", f"at most {limits.MOST_QUESTIONS}")
        return
    asked: Asked = {}
    keys = [each.get("key") if isinstance(each, Mapping) else None for each in questions]
    for place, question in enumerate(questions):
        where = f"questions[{place}]"
        if not isinstance(question, Mapping):
            yield Problem(where, f"found {shown_short(question)}", "an object with key, type and words")
            continue
        yield from _question(where, question, asked, keys[place + 1 :])
        if isinstance(question.get("key"), str):
            asked.setdefault(question["key"], question)


def _question(where: str, question: Mapping[Any, Any], asked: Asked, later: list[Any]) -> Iterator[Problem]:
    yield from _unknown(where, question, QUESTION)
    yield from _key(f"{where}.key", question.get("key"), asked)
    kind = question.get("type")
    if kind not in TYPES:
        yield Problem(f"{where}.type", f"found {shown_short(kind)}", f"one of {', '.join(TYPES)}")
        kind = None
    yield from check_words(f"{where}.words", question.get("words"))
    if "hint" in question:
        yield from check_words(f"{where}.hint", question["hint"])
    for name in ("core", "required"):
        if name in question and not isinstance(question[name], bool):
            yield Problem(f"{where}.{name}", f"found {shown_short(question[name])}", "true or false")
    yield from _symbol(where, question)
    if kind is not None:
        yield from _by_type(where, question, QuestionType(kind))
    if question.get("show_if") is not None:
        yield from check_condition(f"{where}.show_if", question["show_if"], asked, [question.get("key"), *later])


def _key(where: str, key: object, taken: Asked) -> Iterator[Problem]:
    if not isinstance(key, str) or not limits.KEY.fullmatch(key):
        yield Problem(where, f"found {shown_short(key)}", limits.KEY_IS)
    elif key in limits.RESERVED_KEYS:
        yield Problem(where, f"{key!r} is kept for other uses", "another key")
    elif key in taken:
        yield Problem(where, f"{key!r} is the key of an earlier question", "a key of its own")


def _by_type(where: str, question: Mapping[Any, Any], kind: QuestionType) -> Iterator[Problem]:
    if kind is QuestionType.NOTE and question.get("required") is True:
        yield Problem(f"{where}.required", "a note takes no answer", "false, or another type")
    if kind is QuestionType.SCALE:
        yield from _scale(where, question)
    else:
        for name in ("low", "high"):
            if name in question:
                yield Problem(f"{where}.{name}", f"a question of type {kind} has no ends", "no such field, or type scale")
    options = question.get("options", [])
    if kind in WITH_OPTIONS or kind is QuestionType.SCALE:
        yield from _options(f"{where}.options", options, question, kind)
    elif options:
        yield Problem(f"{where}.options", f"a question of type {kind} has no options", f"no such field, or type {QuestionType.CHOICE}")


def _scale(where: str, question: Mapping[Any, Any]) -> Iterator[Problem]:
    low, high = question.get("low", 1), question.get("high", 5)
    ends = [*_whole(f"{where}.low", low, -100, 100), *_whole(f"{where}.high", high, -100, 100)]
    yield from ends
    if ends:
        return
    if low >= high:
        yield Problem(f"{where}.high", f"the scale goes from {low} to {high}", "an upper end above the lower one")
    elif high - low >= limits.MOST_POINTS:
        yield Problem(f"{where}.high", f"the scale has {high - low + 1} points", f"at most {limits.MOST_POINTS}")


def _options(where: str, options: object, question: Mapping[Any, Any], kind: QuestionType) -> Iterator[Problem]:
    fewest = WITH_OPTIONS.get(kind, 0)
    if not isinstance(options, list) or len(options) < fewest:
        found = f"found {len(options)}" if isinstance(options, list) else f"found {shown_short(options)}"
        yield Problem(where, found, f"a list of at least {fewest} option{'' if fewest == 1 else 's'} for type {kind}")
        return
    if len(options) > limits.MOST_OPTIONS:
        yield Problem(where, f"found {len(options)} options", f"at most {limits.MOST_OPTIONS}")
        return
    if kind is QuestionType.SCALE:
        yield from _ascending(where, options)
    taken: set[str] = set()
    for place, option in enumerate(options):
        yield from _option(f"{where}[{place}]", option, taken)
        if kind is QuestionType.SCALE and isinstance(option, Mapping):
            yield from _point(f"{where}[{place}].key", option.get("key"), question)


def _option(where: str, option: object, taken: set[str]) -> Iterator[Problem]:
    if not isinstance(option, Mapping):
        yield Problem(where, f"found {shown_short(option)}", "an object with key and words")
        return
    yield from _unknown(where, option, OPTION)
    key = option.get("key")
    if not isinstance(key, str) or not limits.OPTION_KEY.fullmatch(key):
        yield Problem(f"{where}.key", f"found {shown_short(key)}", limits.OPTION_KEY_IS)
    elif key in taken:
        yield Problem(f"{where}.key", f"{key!r} is the key of an earlier option", "a key of its own")
    else:
        taken.add(key)
    yield from check_words(f"{where}.words", option.get("words"))
    yield from _symbol(where, option)


def _point(where: str, key: object, question: Mapping[Any, Any]) -> Iterator[Problem]:
    low, high = question.get("low", 1), question.get("high", 5)
    if not (_is_whole(low) and _is_whole(high) and -100 <= low <= high <= 100):
        return
    if key not in [str(point) for point in range(low, high + 1)]:
        yield Problem(where, f"found {shown_short(key)}", f"the number of a point of the scale, from “{low}” to “{high}”")


def _ascending(where: str, options: list[Any]) -> Iterator[Problem]:
    keys = [option.get("key") for option in options if isinstance(option, Mapping)]
    points = [int(key) for key in keys if isinstance(key, str) and re.fullmatch(r"-?[0-9]{1,3}", key)]
    if points != sorted(points):
        yield Problem(where, "the points are not in order", "the lowest point first")


def _symbol(where: str, data: Mapping[Any, Any]) -> Iterator[Problem]:
    symbol = data.get("symbol", "")
    if not isinstance(symbol, str) or (symbol and symbol not in SYMBOLS):
        near = get_close_matches(symbol[:40], SYMBOLS, 3) if isinstance(symbol, str) else []
        expected = f"a symbol such as {', '.join(near or list(SYMBOLS)[:3])}"
        yield Problem(f"{where}.symbol", f"found {shown_short(symbol)}", expected)


def _whole(where: str, value: Any, least: int, most: int) -> Iterator[Problem]:
    if not _is_whole(value) or not least <= value <= most:
        yield Problem(where, f"found {shown_short(value)}", f"a whole number from {least} to {most}")


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _unknown(where: str, data: Mapping[Any, Any], known: tuple[str, ...]) -> Iterator[Problem]:
    for name in data:
        if name not in known:
            near = get_close_matches(name_short(name), known, 1)
            place = f"{where}.{name_short(name)}" if where else name_short(name)
            yield Problem(place, "there is no such field", near[0] if near else f"one of {', '.join(known)}")
