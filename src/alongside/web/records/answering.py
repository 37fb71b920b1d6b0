"""Answers as they are kept: blanks left out, every part of a row there, whichever way they came."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.engines.forms.answers import kept
from alongside.engines.forms.definition import Definition, QuestionType

PARTS = {
    QuestionType.EVIDENCE: ("kind", "words"),
    QuestionType.PRAISE: ("to", "words"),
    QuestionType.PROMISE: ("words", "by"),
}
GRADE = ("grade", "rationale")


def as_kept(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What is of the wrong shape stays as it is, for `wrong` to name."""
    types = {question.key: question.type for question in definition.questions}
    filled = {key: _filled(types.get(key), answer) for key, answer in kept(definition, answers).items()}
    return {key: answer for key, answer in filled.items() if answer not in ([], {})}


def _filled(kind: QuestionType | None, answer: Any) -> Any:
    if kind is QuestionType.GRADE and isinstance(answer, dict):
        return _row(answer, GRADE)
    if kind in PARTS and isinstance(answer, list):
        rows = [_row(row, PARTS[kind]) if isinstance(row, dict) else row for row in answer]
        return [row for row in rows if row]
    return answer


def _row(row: dict[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    whole = {**dict.fromkeys(parts, ""), **{name: "" if part is None else part for name, part in row.items()}}
    blank = all(isinstance(part, str) and not part.strip() for part in whole.values())
    return {} if blank else whole
