"""Which questions are asked, and whether what was said can be kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from alongside.engines.forms import sentences as say
from alongside.engines.forms import shapes
from alongside.engines.forms.conditions import holds, is_blank
from alongside.engines.forms.definition import Definition, Question

Answers = Mapping[str, Any]


def shown(definition: Definition, answers: Answers) -> tuple[Question, ...]:
    """The questions asked of somebody who answers so far. What was said to a question no longer asked counts for nothing."""
    asked: list[Question] = []
    counted: dict[str, Any] = {}
    for question in definition.questions:
        if question.show_if is None or holds(question.show_if, counted):
            asked.append(question)
            counted[question.key] = answers.get(question.key)
    return tuple(asked)


def kept(definition: Definition, answers: Answers) -> dict[str, Any]:
    """The answers without those to questions that are not asked, and without blank ones. Unknown keys stay, for `wrong` to name."""
    known = {question.key for question in definition.questions}
    asked = {question.key for question in shown(definition, answers)}
    return {key: answer for key, answer in answers.items() if (key in asked or key not in known) and not is_blank(answer)}


def check_answers(definition: Definition, answers: Answers, *, on: dt.date | None = None) -> dict[str, str]:
    """Question key -> one plain sentence saying what to do; nothing when all is well. `wrong` comes before `missing`."""
    faults = wrong(definition, answers, on=on)
    return faults if "" in faults else missing(definition, answers, besides=faults) | faults


def missing(definition: Definition, answers: Answers, *, besides: Mapping[str, str] | None = None) -> dict[str, str]:
    """What is still to be said before the form is complete. Questions in `besides`, whose answers are of the wrong shape, are left out."""
    known_faults = wrong(definition, answers) if besides is None else besides
    found = {}
    for question in shown(definition, answers):
        if question.key not in known_faults and (sentence := shapes.lacking(question, answers.get(question.key))):
            found[question.key] = sentence
    return found


def wrong(definition: Definition, answers: Answers, *, on: dt.date | None = None) -> dict[str, str]:
    """What can never be kept: unknown and unasked questions, wrong shapes, options that are not there, too much. "" is the whole."""
    if not isinstance(answers, Mapping):
        return {"": say.NOT_ANSWERS}
    asked = {question.key: question for question in shown(definition, answers)}
    known = {question.key for question in definition.questions}
    found = {}
    for key, answer in answers.items():
        if key not in known:
            found[key] = say.NO_SUCH_QUESTION
        elif is_blank(answer):
            continue
        elif key not in asked:
            found[key] = say.NOT_ASKED
        elif sentence := shapes.wrong(asked[key], answer, on=on):
            found[key] = sentence
    return found
