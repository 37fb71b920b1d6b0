"""What kind of answer a row of the survey asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from alongside.engines.forms.definition import Option, QuestionType, Wording
from alongside.engines.forms.limits import MOST_POINTS
from alongside.engines.forms.xlsform import kinds
from alongside.engines.forms.xlsform.choices import Choices
from alongside.engines.forms.xlsform.losses import Losses
from alongside.engines.forms.xlsform.workbook import Row

# What an `alongside_type` may refine.
REFINED: Final = {
    QuestionType.TEXT: (QuestionType.EVIDENCE, QuestionType.PRAISE, QuestionType.PROMISE),
    QuestionType.CHOICE: (QuestionType.GRADE, QuestionType.SCALE),
    QuestionType.CHOICES: (QuestionType.THEMES,),
}
READ_IT: Final = Option("OK", Wording({"en": "I have read this"}))
OTHER: Final = Option("other", Wording({"en": "Other"}))


@dataclass(frozen=True, slots=True)
class Answer:
    type: QuestionType
    options: tuple[Option, ...] = ()
    low: int = 1
    high: int = 5
    renamed: Mapping[str, str] = field(default_factory=dict)
    other: bool = False


def with_parts() -> tuple[QuestionType, ...]:
    """Those that other programs need a second row for."""
    return (QuestionType.GRADE, *REFINED[QuestionType.TEXT])


def answer_of(row: Row, kind: str, own: str, choices: Mapping[str, Choices], losses: Losses) -> Answer | None:
    """None when it is not carried at all; `own` is Alongside's own name for the type, where it wrote the form."""
    base = _base(row, kind, choices, losses)
    if base is None or own in ("", base.type):
        return base
    if own in REFINED.get(base.type, ()):
        return _scale(base, choices[_list_name(kind)]) if own == QuestionType.SCALE else _as(base, QuestionType(own))
    losses.add(row.at("alongside_type"), f"“{own}” does not go with {kind}", f"{base.type}, or an empty cell")
    return base


def _base(row: Row, kind: str, choices: Mapping[str, Choices], losses: Losses) -> Answer | None:
    lowered = kind.lower()
    if match := kinds.SELECT.fullmatch(kind):
        return _chosen(row, match, choices, losses)
    if lowered in kinds.NUMBERS:
        return _number(row, lowered, losses)
    if lowered in kinds.AS_TEXT:
        losses.add(row.at("type"), f"{kinds.AS_TEXT[lowered]} are asked for as text", "text")
        return Answer(QuestionType.TEXT)
    if lowered not in kinds.SAME:
        return None
    own = kinds.SAME[lowered]
    if own is QuestionType.TEXT and row.peek("appearance") == "multiline":
        row.take("appearance")  # so are all texts here
    return Answer(own, (READ_IT,) if own is QuestionType.CHOICES else ())


def _chosen(row: Row, match: re.Match[str], choices: Mapping[str, Choices], losses: Losses) -> Answer | None:
    found = choices.get(match["list"])
    if found is None:
        return None
    several = any(word in match["select"] for word in kinds.SEVERAL)
    other = bool(match["other"]) and not found.has(OTHER.key)
    options = (*found.options, *([OTHER] if other else []))
    if len(options) == 1 and not several:
        losses.add(row.at("type"), "there is one choice only, so it is asked as something to tick", "at least two choices")
    kind = QuestionType.CHOICE if not several and len(options) > 1 else QuestionType.CHOICES
    return Answer(kind, options, renamed=found.renamed, other=other)


def _number(row: Row, kind: str, losses: Losses) -> Answer:
    column, read = ("parameters", kinds.ends_of_range) if kind == "range" else ("constraint", kinds.ends_of_constraint)
    ends = read(row.peek(column))
    if ends and -100 <= ends[0] < ends[1] <= 100 and ends[1] - ends[0] < MOST_POINTS:
        row.take(column)
        return Answer(QuestionType.SCALE, low=ends[0], high=ends[1])
    losses.add(row.at("type"), "numbers are asked for as text", f"whole numbers from one to another, at most {MOST_POINTS} of them")
    return Answer(QuestionType.TEXT)


def _as(base: Answer, own: QuestionType) -> Answer:
    return Answer(own, base.options, renamed=base.renamed)


def _scale(base: Answer, found: Choices) -> Answer:
    """A scale with named points is written as choices, all points among them."""
    points = [int(option.key) for option in base.options if re.fullmatch(r"-?\d{1,3}", option.key)]
    if len(points) != len(base.options) or sorted(points) != list(range(min(points), max(points) + 1)):
        return base
    named = tuple(sorted((option for option in base.options if option.key not in found.added), key=lambda option: int(option.key)))
    return Answer(QuestionType.SCALE, named, min(points), max(points), base.renamed)


def _list_name(kind: str) -> str:
    match = kinds.SELECT.fullmatch(kind)
    return match["list"] if match else ""
