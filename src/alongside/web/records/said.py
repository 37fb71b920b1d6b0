"""Answers as people read them: each question in the words of the form it was asked with, and what was said to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alongside.engines.forms.answers import missing, shown
from alongside.engines.forms.conditions import is_blank
from alongside.engines.forms.definition import Definition, Question, QuestionType
from alongside.web.design.words import date
from alongside.web.organisation.models import StaffMember
from alongside.web.records.models import RecordVersion

T = QuestionType
WHOLE_TEAM = "team"
EVIDENCE = {
    "strength": "Strength",
    "worry": "Worry",
    "barrier": "Gets in the way",
    "disconfirming": "Does not fit the picture",
}


@dataclass(frozen=True)
class Said:
    """One question and its answer. `parts` are (what it is, the words): one for most questions, several for lists, none if blank."""

    key: str
    kind: str
    title: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def is_grade(self) -> bool:
        return self.kind == T.GRADE


def lines_of(version: RecordVersion, names: Mapping[str, str]) -> list[Said]:
    """What was asked, and whatever else was answered, in the form's order. `names` are of the staff that praise is for."""
    definition = version.form_version.as_definition
    asked = {question.key for question in shown(definition, version.answers)}
    return [
        Said(question.key, question.type.value, question.words.said(), tuple(_parts(question, version.answers.get(question.key), names)))
        for question in definition.questions
        if question.type is not T.NOTE and (question.key in asked or question.key in version.answers)
    ]


def still_missing(version: RecordVersion, definition: Definition | None = None) -> dict[str, str]:
    """What the record says nothing of although its form asks for it."""
    return missing(definition or version.form_version.as_definition, version.answers)


def names_in(versions: Iterable[RecordVersion]) -> dict[str, str]:
    """Names of the staff that praise is for. One query, none where there is no praise."""
    wanted = {
        row["to"]
        for version in versions
        for question in version.form_version.as_definition.questions
        if question.type is T.PRAISE
        for row in version.answers.get(question.key) or []
        if len(row.get("to", "")) == 36
    }
    if not wanted:
        return {}
    people = StaffMember.objects.filter(pk__in=[pk for pk in wanted if _is_id(pk)])
    return {str(pk): name for pk, name in people.values_list("pk", "name")}


def _is_id(text: str) -> bool:
    return all(character in "0123456789abcdef-" for character in text) and [len(part) for part in text.split("-")] == [8, 4, 4, 4, 12]


def _parts(question: Question, answer: Any, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    if is_blank(answer):
        return []
    options = {option.key: option.words.said() for option in question.options}
    if question.type is T.GRADE:
        return [(options.get(answer.get("grade", ""), "No grade"), answer.get("rationale", ""))]
    if question.type is T.SCALE:
        return [("", _on_scale(question, answer, options))]
    if question.type in (T.CHOICES, T.THEMES):
        return [("", options.get(key, key)) for key in answer]
    if question.type is T.CHOICE:
        return [("", options.get(answer, answer))]
    if question.type is T.TEXT:
        return [("", answer)]
    return [_row(question.type, row, names) for row in answer]


def _row(kind: QuestionType, row: Mapping[str, str], names: Mapping[str, str]) -> tuple[str, str]:
    words = row.get("words", "")
    if kind is T.EVIDENCE:
        return EVIDENCE.get(row.get("kind", ""), ""), words
    if kind is T.PRAISE:
        to = row.get("to", "")
        return ("For the whole team" if to == WHOLE_TEAM else f"For {names[to]}" if to in names else ""), words
    return _by_when(row.get("by", "")), words


def _by_when(by: str) -> str:
    try:
        return f"By {date(dt.date.fromisoformat(by))}" if by else ""
    except ValueError:
        return f"By {by}"


def _on_scale(question: Question, answer: int, options: Mapping[str, str]) -> str:
    named = f", {options[str(answer)]}" if str(answer) in options else ""
    return f"{answer} out of {question.high}{named}"
