"""A definition to and from the JSON that the database keeps. `from_json` trusts its input; `checking.check` is for what people send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording

SCHEMA = 1


def to_json(form: Definition) -> dict[str, Any]:
    """Keys that hold nothing are left out."""
    return {
        "schema": SCHEMA,
        "title": _wording(form.title),
        "introduction": _wording(form.introduction),
        **({"closing": _wording(form.closing)} if form.closing else {}),
        "minutes": form.minutes,
        "questions": [_question(question) for question in form.questions],
    }


def from_json(data: Mapping[str, Any]) -> Definition:
    """Raises KeyError, TypeError or ValueError on what `to_json` could not have written."""
    return Definition(
        title=_read_wording(data["title"]),
        introduction=_read_wording(data["introduction"]),
        closing=_read_wording(data["closing"]) if data.get("closing") else None,
        minutes=data.get("minutes", 10),
        questions=tuple(_read_question(each) for each in data["questions"]),
    )


def _wording(words: Wording) -> dict[str, Any]:
    return {"plain": dict(words.plain), **({"easy": dict(words.easy)} if words.easy else {})}


def _question(question: Question) -> dict[str, Any]:
    data: dict[str, Any] = {"key": question.key, "type": question.type.value, "words": _wording(question.words)}
    if question.hint:
        data["hint"] = _wording(question.hint)
    if not question.core:
        data["core"] = False
    if question.required:
        data["required"] = True
    if question.options:
        data["options"] = [_option(option) for option in question.options]
    if question.type is QuestionType.SCALE:
        data |= {"low": question.low, "high": question.high}
    if question.show_if is not None:
        data["show_if"] = dict(question.show_if)
    if question.symbol:
        data["symbol"] = question.symbol
    return data


def _option(option: Option) -> dict[str, Any]:
    return {"key": option.key, "words": _wording(option.words), **({"symbol": option.symbol} if option.symbol else {})}


def _read_wording(data: Mapping[str, Any]) -> Wording:
    return Wording(plain=dict(data["plain"]), easy=dict(data.get("easy", {})))


def _read_question(data: Mapping[str, Any]) -> Question:
    return Question(
        key=data["key"],
        type=QuestionType(data["type"]),
        words=_read_wording(data["words"]),
        hint=_read_wording(data["hint"]) if data.get("hint") else None,
        core=data.get("core", True),
        required=data.get("required", False),
        options=tuple(Option(each["key"], _read_wording(each["words"]), each.get("symbol", "")) for each in data.get("options", ())),
        low=data.get("low", 1),
        high=data.get("high", 5),
        show_if=data.get("show_if"),
        symbol=data.get("symbol", ""),
    )
