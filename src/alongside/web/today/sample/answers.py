"""Answers as somebody might give them: each question by its type, with words from a pool for its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from alongside.engines.forms.answers import kept
from alongside.engines.forms.definition import Definition, Question, QuestionType

Pools = Mapping[str, Sequence[str]]


def answered(definition: Definition, pools: Pools, rng: Random, given: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every question that can be answered by chance, and `given` over it. Questions that such answers hide are left out."""
    answers: dict[str, Any] = {}
    for question in definition.questions:
        if (answer := _by_chance(question, pools, rng)) not in (None, "", []):
            answers[question.key] = answer
    return kept(definition, {**answers, **(given or {})})


def _by_chance(question: Question, pools: Pools, rng: Random) -> Any:
    keys = [option.key for option in question.options]
    match question.type:
        case QuestionType.TEXT:
            return rng.choice(pools[question.key]) if question.key in pools else None
        case QuestionType.CHOICE:
            return rng.choice(keys)
        case QuestionType.CHOICES | QuestionType.THEMES:
            return sorted(rng.sample(keys[:-1], rng.randint(1, 2)), key=keys.index)
        case QuestionType.SCALE:
            return min(question.high, max(question.low, round(rng.gauss((question.low + question.high) / 2 + 0.6, 1))))
        case _:
            return None
