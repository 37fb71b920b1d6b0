"""Changing a definition a step at a time. Each function takes a form and gives back another; `Refused` says what stands in the way."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.utils.text import slugify

from alongside.engines.forms.definition import Definition, Question, Wording
from alongside.engines.forms.limits import RESERVED_KEYS
from alongside.web.weeks.refusals import Refused

EMPTY = Definition(Wording({"en": ""}), Wording({"en": ""}), ())


def with_question(form: Definition, question: Question) -> Definition:
    """In the place of the one with its key, else at the end of its section."""
    keys = [each.key for each in form.questions]
    if question.key in keys:
        return replace(form, questions=tuple(question if each.key == question.key else each for each in form.questions))
    last = max((n + 1 for n, each in enumerate(form.questions) if each.core >= question.core), default=0)
    return replace(form, questions=(*form.questions[:last], question, *form.questions[last:]))


def without_question(form: Definition, key: str) -> Definition:
    if needed := [each for each in form.questions if each.key != key and key in keys_in(each.show_if)]:
        raise Refused(f"“{needed[0].words.said()}” is asked only after some answers to this question. Change when it is asked first")
    return replace(form, questions=tuple(each for each in form.questions if each.key != key))


def moved(form: Definition, key: str, up: bool) -> Definition:
    """Past its neighbour in the same section. Moving beyond the end changes nothing."""
    places = [n for n, each in enumerate(form.questions) if each.core == form.question(key).core]
    here = next(n for n, place in enumerate(places) if form.questions[place].key == key)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(places):
        return form
    questions = list(form.questions)
    first, second = sorted((places[here], places[there]))
    questions[first], questions[second] = questions[second], questions[first]
    _refuse_asked_too_early(questions)
    return replace(form, questions=tuple(questions))


def keys_in(condition: Mapping[str, Any] | None) -> set[str]:
    """Keys of the questions that a condition asks about."""
    return set(_keys(condition or {}))


def earlier(form: Definition, key: str) -> tuple[Question, ...]:
    """Questions before this one; all of them when it is not in the form yet."""
    keys = [each.key for each in form.questions]
    return form.questions[: keys.index(key)] if key in keys else form.questions


def new_key(words: str, taken: set[str]) -> str:
    """A short name for a new question or option, made of its words and never met on screen."""
    base = re.sub(r"[^a-z0-9]+", "_", slugify(words))[:30].strip("_")
    if not base or not base[0].isalpha() or base in RESERVED_KEYS:
        base = f"q_{base}".rstrip("_") if base and base not in RESERVED_KEYS else f"q_{secrets.token_hex(3)}"
    return next(key for n in range(1, len(taken) + 2) if (key := base if n == 1 else f"{base}_{n}") not in taken)


def _keys(condition: Mapping[str, Any]) -> Iterator[str]:
    if "question" in condition:
        yield str(condition["question"])
    for name in ("all", "any"):
        for each in condition.get(name, ()):
            yield from _keys(each)
    if "not" in condition:
        yield from _keys(condition["not"])


def _refuse_asked_too_early(questions: list[Question]) -> None:
    asked: set[str] = set()
    names = {each.key: each.words.said() for each in questions}
    for question in questions:
        if late := [key for key in keys_in(question.show_if) if key in names and key not in asked]:
            raise Refused(f"“{question.words.said()}” is asked only after some answers to “{names[late[0]]}”, so it must come after it")
        asked.add(question.key)
