"""Two versions stand side by side: the choice, question by question, of what the one that settles both will say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alongside.engines.forms.conditions import is_blank
from alongside.engines.forms.definition import Definition, Question, QuestionType
from alongside.web.records.models import RecordVersion
from alongside.web.records.said import Said, lines_of

T = QuestionType
JOINED = frozenset({T.TEXT, T.CHOICES, T.THEMES, T.EVIDENCE, T.PRAISE, T.PROMISE})
BOTH = "both"
FIELD = "keep-"


@dataclass(frozen=True)
class Choice:
    """A question that the versions answer differently. `options` are (value, who, in words); `both` where answers can be joined."""

    question: Question
    options: Sequence[tuple[str, RecordVersion, Said | None]]
    both: bool

    @property
    def name(self) -> str:
        return FIELD + self.question.key


def definition_for(heads: Sequence[RecordVersion]) -> Definition:
    """The newest form among them: its words are the ones kept."""
    return _newest_form(heads).form_version.as_definition


def _newest_form(heads: Sequence[RecordVersion]) -> RecordVersion:
    return max(heads, key=lambda head: (head.form_version.number, head.received_at, head.pk))


def form_for(heads: Sequence[RecordVersion]) -> Any:
    return _newest_form(heads).form_version


def choices_between(heads: Sequence[RecordVersion], names: Mapping[str, str]) -> list[Choice]:
    """What differs, in the form's order."""
    lines = [{line.key: line for line in lines_of(head, names)} for head in heads]
    return [
        Choice(
            question,
            [(str(head.pk), head, line.get(question.key)) for head, line in zip(heads, lines, strict=True)],
            _joins(question, heads),
        )
        for question in definition_for(heads).questions
        if _differ(question, heads)
    ]


def settled_answers(heads: Sequence[RecordVersion], chosen: Mapping[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The answers of the version that settles them, and the keys of questions that nobody has chosen for yet."""
    by_id = {str(head.pk): head for head in heads}
    answers, open_ = dict[str, Any](), []
    for question in definition_for(heads).questions:
        pick = chosen.get(FIELD + question.key, "")
        if not _differ(question, heads):
            answers[question.key] = heads[0].answers.get(question.key)
        elif pick == BOTH and _joins(question, heads):
            answers[question.key] = _joined(question, heads)
        elif pick in by_id:
            answers[question.key] = by_id[pick].answers.get(question.key)
        else:
            open_.append(question.key)
    return {key: answer for key, answer in answers.items() if not is_blank(answer)}, open_


def _differ(question: Question, heads: Sequence[RecordVersion]) -> bool:
    first, *others = [head.answers.get(question.key) for head in heads]
    return any(other != first and not (is_blank(other) and is_blank(first)) for other in others)


def _joins(question: Question, heads: Sequence[RecordVersion]) -> bool:
    return question.type in JOINED and sum(not is_blank(head.answers.get(question.key)) for head in heads) > 1


def _joined(question: Question, heads: Sequence[RecordVersion]) -> Any:
    given = [answer for head in heads if not is_blank(answer := head.answers.get(question.key))]
    if question.type is T.TEXT:
        return "\n\n".join(dict.fromkeys(given))
    rows: list[Any] = []
    for answer in given:
        rows += [row for row in answer if row not in rows]
    return rows
