"""Answers as sentences: for the named reader, for the page of released words, and for the person who comes back with their code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.engines.forms.answers import shown
from alongside.engines.forms.conditions import is_blank
from alongside.engines.forms.definition import Definition, Question, QuestionType, Reader


def said(
    definition: Definition, answers: Mapping[str, Any], *, reader: Reader = Reader.PLAIN, language: str = "en"
) -> list[dict[str, str]]:
    """`{"key", "question", "said"}` of each question that was answered, in the form's order."""
    return [
        {
            "key": question.key,
            "question": question.words.said(reader, language),
            "said": _said(question, answers[question.key], reader, language),
        }
        for question in shown(definition, answers)
        if not is_blank(answers.get(question.key))
    ]


def _said(question: Question, answer: Any, reader: Reader, language: str) -> str:
    names = {option.key: option.words.said(reader, language) for option in question.options}
    if question.type is QuestionType.SCALE:
        return _on_a_scale(question, answer, names)
    if isinstance(answer, Mapping):
        return f"{names.get(answer.get('grade', ''), answer.get('grade', ''))}: {answer.get('rationale', '')}"
    if isinstance(answer, list):
        return "\n".join(_part(part, names) for part in answer)
    return names.get(answer, answer) if isinstance(answer, str) else str(answer)


def _on_a_scale(question: Question, answer: Any, names: Mapping[str, str]) -> str:
    """4, from 1 (never) to 5 (always)"""
    low, high = (f"{end} ({names[str(end)]})" if str(end) in names else str(end) for end in (question.low, question.high))
    return f"{answer}, from {low} to {high}"


def _part(part: Any, names: Mapping[str, str]) -> str:
    if isinstance(part, Mapping):
        return " ".join(str(part[name]) for name in ("words", "by") if part.get(name))
    return names.get(str(part), str(part))
