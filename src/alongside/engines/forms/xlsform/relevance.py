"""Conditions as "relevant" expressions and back."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from alongside.engines.forms.conditions import TESTS
from alongside.engines.forms.definition import Option, Question, QuestionType
from alongside.engines.forms.xlsform.expressions import Compared, Joined, Node, Refused, Selected, parse

Condition = dict[str, Any]
SIGNS: Final = {"is": "=", "is_not": "!=", "at_least": ">=", "at_most": "<="}
SIZES: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "!=": operator.ne,
}  # fmt: skip
LISTS: Final = (QuestionType.CHOICES, QuestionType.THEMES)
CHOSEN: Final = (QuestionType.CHOICE, QuestionType.GRADE)
NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")


def expression(condition: Mapping[str, Any]) -> str:
    """The condition in XPath, for the "relevant" column."""
    for word, joint in (("all", " and "), ("any", " or ")):
        if word in condition:
            return joint.join(_inner(part) for part in condition[word])
    if "not" in condition:
        return f"not({expression(condition['not'])})"
    test = next(name for name in TESTS if name in condition)
    name, value = f"${{{condition['question']}}}", condition[test]
    if test == "answered":
        return f"{name} {'!=' if value else '='} ''"
    return f"selected({name}, {_literal(value)})" if test == "has" else f"{name} {SIGNS[test]} {_literal(value)}"


def condition(text: str, asked: Mapping[str, Asked]) -> Condition:
    """`asked` are the questions before this one by their name in the form, None for one that was left out. Raises `Refused`."""
    return _condition(parse(text), asked)


class Asked:
    """A question that conditions may ask about, and what its choices were called in the form."""

    def __init__(self, question: Question | None, renamed: Mapping[str, str] | None = None) -> None:
        self.question, self.renamed = question, renamed or {}


def _inner(part: Mapping[str, Any]) -> str:
    written = expression(part)
    several = len(part.get("all", part.get("any", []))) > 1
    return f"({written})" if several else written


def _literal(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    if "'" not in value:
        return f"'{value}'"
    if '"' not in value:
        return f'"{value}"'
    parts = [_literal(part) for part in re.split("(')", value) if part]
    return f"concat({', '.join(parts)})"


def _condition(node: Node, asked: Mapping[str, Asked]) -> Condition:
    if isinstance(node, Joined):
        parts = [_condition(part, asked) for part in node.parts]
        return {"not": parts[0]} if node.word == "not" else {node.word: parts}
    found = asked.get(node.name)
    if found is None:
        raise Refused(f"it asks about {node.name}, which comes later or is not a question", "an earlier question")
    if found.question is None or found.question.type is QuestionType.NOTE:
        raise Refused(f"it asks about {node.name}, which takes no answer here", "a question that is carried")
    value = found.renamed.get(node.value, node.value)
    return _selected(found.question, value) if isinstance(node, Selected) else _compared(found.question, node, value)


def _selected(question: Question, value: str) -> Condition:
    if question.type in LISTS:
        return {"question": question.key, "has": _option(question, value)}
    if question.type in CHOSEN or question.type is QuestionType.SCALE:
        return _compared(question, Compared(question.key, "=", value), value)
    raise Refused(f"selected() asks about {question.key}, which has no choices", "a question with choices")


def _compared(question: Question, node: Compared, value: str) -> Condition:
    if value == "" and node.sign in ("=", "!="):
        return {"question": question.key, "answered": node.sign == "!="}
    if question.type is QuestionType.SCALE:
        return _on_scale(question, node.sign, value)
    if question.type in CHOSEN and node.sign not in ("=", "!="):
        return _sized(question, node.sign, value)
    if question.type in LISTS and len(question.options) == 1 and node.sign in ("=", "!="):
        ticked = {"question": question.key, "has": _option(question, value)}
        return ticked if node.sign == "=" else {"not": ticked}
    if question.type not in (*CHOSEN, QuestionType.TEXT):
        raise Refused(f"{question.key} is compared as a whole", f"selected(${{{question.key}}}, 'choice'), or != '' for any answer")
    if node.sign not in ("=", "!="):
        raise Refused(f"{question.key} is asked for as text and compared by size", "= or !=")
    value = _option(question, value) if question.type in CHOSEN else value
    return {"question": question.key, "is" if node.sign == "=" else "is_not": value}


def _option(question: Question, value: str) -> str:
    if not any(option.key == value for option in question.options):
        raise Refused(f"“{value}” is not among the choices of {question.key}", "one of its choices")
    return value


def _on_scale(question: Question, sign: str, value: str) -> Condition:
    number = _number(value)
    whole = math.ceil(number) if sign in (">=", "<") else math.floor(number)
    whole += {">": 1, "<": -1}.get(sign, 0)
    if not question.low <= whole <= question.high or (sign in ("=", "!=") and whole != number):
        raise Refused(f"“{sign} {value}” is never or always so", f"a number from {question.low} to {question.high}")
    test = {"=": "is", "!=": "is_not", ">": "at_least", ">=": "at_least"}.get(sign, "at_most")
    return {"question": question.key, test: whole}


def _sized(question: Question, sign: str, value: str) -> Condition:
    """Choices named by numbers can be compared by size: each that fits is named."""
    fitting = [option for option in question.options if SIZES[sign](_number_of(option), _number(value))]
    if not fitting:
        raise Refused(f"no choice of {question.key} is {sign} {value}", "a number that some choices reach")
    tests = [{"question": question.key, "is": option.key} for option in fitting]
    return tests[0] if len(tests) == 1 else {"any": tests}


def _number_of(option: Option) -> float:
    if not NUMBER.fullmatch(option.key):
        raise Refused(f"the choice “{option.key}” is compared by size", "= or !=")
    return float(option.key)


def _number(value: str) -> float:
    if not NUMBER.fullmatch(value) or len(value) > 15:
        raise Refused(f"“{value}” is no number", "a number")
    return float(value)
