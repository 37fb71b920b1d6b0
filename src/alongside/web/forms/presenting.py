"""Answers as people read them, beside their questions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.engines.forms.answers import shown
from alongside.engines.forms.definition import Definition, Question, QuestionType
from alongside.web.design.words import day
from alongside.web.forms.wording import point_names, said

T = QuestionType
KINDS = {"strength": "Strength", "worry": "Worry", "barrier": "In the way", "disconfirming": "Does not fit the picture"}


@dataclass(frozen=True)
class Answered:
    """A question and what was said to it: lines of (label, words); no lines when nothing was said."""

    question: Question
    asked: str
    lines: list[tuple[str, str]]


def answered(
    definition: Definition, answers: Mapping[str, Any], *, people: Mapping[str, str] | None = None, language: str = "en"
) -> list[Answered]:
    """Every question that was asked, in order. `people` names those whom praise is for, by identifier."""
    found = []
    for question in shown(definition, answers):
        if question.type is not T.NOTE:
            lines = _lines(question, answers.get(question.key), people or {}, language)
            found.append(Answered(question, said(question.words, language=language).words, lines))
    return found


def _lines(question: Question, answer: Any, people: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    if answer in (None, "", [], {}):
        return []
    options = {option.key: said(option.words, language=language).words for option in question.options}
    if question.type is T.SCALE:
        name = point_names(question).get(answer) if isinstance(answer, int) else None
        return [("", f"{answer}: {said(name.words, language=language)}" if name else f"{answer} ({question.low} to {question.high})")]
    if question.type is T.GRADE:
        return [("", options.get(answer.get("grade", ""), answer.get("grade", ""))), (_("Why"), answer.get("rationale", ""))]
    if question.type is T.EVIDENCE:
        return [(KINDS.get(row.get("kind", ""), ""), row.get("words", "")) for row in answer]
    if question.type is T.PRAISE:
        return [
            (_("The whole team") if row.get("to") == "team" else people.get(str(row.get("to")), ""), row.get("words", "")) for row in answer
        ]
    if question.type is T.PROMISE:
        return [(_by(row.get("by", "")), row.get("words", "")) for row in answer]
    if isinstance(answer, list):
        return [("", options.get(each, str(each))) for each in answer]
    return [("", options.get(answer, str(answer)))]


def _by(date: str) -> str:
    try:
        return f"By {day(dt.date.fromisoformat(date))}"
    except ValueError:
        return date
