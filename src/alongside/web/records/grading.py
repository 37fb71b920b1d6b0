"""Grades in a record: which questions hold them, and which answers a blind second grader may see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.engines.forms.definition import Question, QuestionType
from alongside.web.records.models import RecordVersion

SHARE = 5
"""One graded record in five is graded again, blind."""
HOLDS_A_GRADE = frozenset({QuestionType.GRADE, QuestionType.PRAISE, QuestionType.PROMISE})
"""Left out of what a blind grader sees: grades themselves, and what gives the author's judgement away."""


def graded(version: RecordVersion) -> list[Question]:
    return [question for question in version.form_version.as_definition.questions if question.type is QuestionType.GRADE]


def grade_given(answers: dict[str, Any], question: Question) -> tuple[str, str]:
    """The grade's key and its rationale; empty where none was given."""
    answer = answers.get(question.key)
    return (str(answer.get("grade", "")), str(answer.get("rationale", ""))) if isinstance(answer, dict) else ("", "")


def grade_in_words(question: Question, key: str) -> str:
    return next((option.words.said() for option in question.options if option.key == key), "")


def seen_blind(version: RecordVersion) -> dict[str, Any]:
    """What was seen and heard, without the judgement on it."""
    questions = version.form_version.as_definition.questions
    return {q.key: version.answers[q.key] for q in questions if q.type not in HOLDS_A_GRADE and q.key in version.answers}


def falls_in_the_share(record_id: UUID) -> bool:
    """By the identifier that the device made at random: nobody chooses, and the answer never changes."""
    return record_id.int % SHARE == 0
