"""What each type of question takes. `lacking` says what is still to be said, `wrong` what is never accepted; None when all is well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from alongside.engines.forms import sentences as say
from alongside.engines.forms.conditions import is_blank
from alongside.engines.forms.definition import EVIDENCE_KINDS, Question, QuestionType

MOST_YEARS_AHEAD = 5
PARTS = {QuestionType.EVIDENCE: ("kind", "words"), QuestionType.PRAISE: ("to", "words"), QuestionType.PROMISE: ("words", "by")}


def lacking(question: Question, answer: Any) -> str | None:
    """For answers of the right shape, blank ones too."""
    if is_blank(answer):
        return say.MISSING.get(question.type.value) if question.required else None
    if question.type is QuestionType.GRADE:
        if is_blank(answer.get("grade")):
            return say.NO_GRADE
        return say.NO_RATIONALE if is_blank(answer.get("rationale")) else None
    if question.type in PARTS:
        return _first(_row_lacks(question.type, row) for row in answer)
    return None


def wrong(question: Question, answer: Any, *, on: dt.date | None = None) -> str | None:
    """For answers that are not blank. `on` is the day it was said: no promise is for a day before it."""
    if question.type is QuestionType.NOTE:
        return say.A_NOTE
    if not _fits(question, answer):
        return say.WRONG_SHAPE[question.type.value]
    return _first([_list(question, answer), *map(_text, _texts(answer)), *_dates(question, answer, on)])


def _fits(question: Question, answer: Any) -> bool:
    return _FITS[question.type](question, answer)


def _row_lacks(kind: QuestionType, row: Mapping[str, Any]) -> str | None:
    if is_blank(row):
        return None
    blank = {part: is_blank(row.get(part)) for part in PARTS[kind]}
    for part in ("words", "kind", "to", "by"):
        if blank.get(part):
            return _ROW_LACKS[kind, part]
    return None


def _list(question: Question, answer: Any) -> str | None:
    if not isinstance(answer, list):
        return None
    if question.type in PARTS:
        return say.TOO_MANY if len(answer) > say.MOST_ROWS else None
    return say.CHOSEN_TWICE if len(set(answer)) < len(answer) else None


def _texts(answer: Any) -> Iterable[str]:
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, Mapping):
        yield from (part for part in answer.values() if isinstance(part, str))
    elif isinstance(answer, list):
        for row in answer:
            yield from _texts(row)


def _text(words: str) -> str | None:
    if len(words) > say.MOST_CHARACTERS:
        return say.TOO_LONG
    return say.NOT_TEXT if "\x00" in words or any("\ud800" <= character <= "\udfff" for character in words) else None


def _dates(question: Question, answer: Any, on: dt.date | None) -> Iterable[str | None]:
    if question.type is not QuestionType.PROMISE:
        return []
    return [_date(row["by"], on) for row in answer if not is_blank(row.get("by"))]


def _date(text: str, on: dt.date | None) -> str | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return say.A_REAL_DATE
    if len(text) != len("2026-03-27"):  # Python reads other ISO shapes too; the rest of the world does not
        return say.A_REAL_DATE
    if on and day < on:
        return say.DATE_PASSED
    return say.DATE_TOO_FAR if on and day.year > on.year + MOST_YEARS_AHEAD else None


def _is_text(_question: Question, answer: Any) -> bool:
    return isinstance(answer, str)


def _is_option(question: Question, answer: Any) -> bool:
    return isinstance(answer, str) and any(option.key == answer for option in question.options)


def _are_options(question: Question, answer: Any) -> bool:
    return isinstance(answer, list) and all(_is_option(question, each) for each in answer)


def _is_point(question: Question, answer: Any) -> bool:
    return isinstance(answer, int) and not isinstance(answer, bool) and question.low <= answer <= question.high


def _is_grade(question: Question, answer: Any) -> bool:
    if not isinstance(answer, Mapping) or set(answer) - {"grade", "rationale"}:
        return False
    grade, rationale = answer.get("grade"), answer.get("rationale")
    return (is_blank(grade) or _is_option(question, grade)) and (rationale is None or isinstance(rationale, str))


def _are_rows(question: Question, answer: Any) -> bool:
    return isinstance(answer, list) and all(_is_row(question.type, row) for row in answer)


def _is_row(kind: QuestionType, row: Any) -> bool:
    if not isinstance(row, Mapping) or set(row) - set(PARTS[kind]):
        return False
    if any(part is not None and not isinstance(part, str) for part in row.values()):
        return False
    return kind is not QuestionType.EVIDENCE or is_blank(row.get("kind")) or row["kind"] in EVIDENCE_KINDS


def _first(findings: Iterable[str | None]) -> str | None:
    return next((finding for finding in findings if finding), None)


_FITS: dict[QuestionType, Callable[[Question, Any], bool]] = {
    QuestionType.TEXT: _is_text,
    QuestionType.CHOICE: _is_option,
    QuestionType.CHOICES: _are_options,
    QuestionType.SCALE: _is_point,
    QuestionType.GRADE: _is_grade,
    QuestionType.THEMES: _are_options,
    QuestionType.EVIDENCE: _are_rows,
    QuestionType.PRAISE: _are_rows,
    QuestionType.PROMISE: _are_rows,
}
_ROW_LACKS = {
    (QuestionType.EVIDENCE, "words"): say.EVIDENCE_WORDS,
    (QuestionType.EVIDENCE, "kind"): say.EVIDENCE_KIND,
    (QuestionType.PRAISE, "words"): say.PRAISE_WORDS,
    (QuestionType.PRAISE, "to"): say.PRAISE_TO,
    (QuestionType.PROMISE, "words"): say.PROMISE_WORDS,
    (QuestionType.PROMISE, "by"): say.PROMISE_BY,
}
