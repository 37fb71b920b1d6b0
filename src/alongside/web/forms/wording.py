"""Words of a form as one reader meets them, and a condition as a sentence for where no script can hide a question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.engines.forms.definition import RIGHT_TO_LEFT, Question, QuestionType, Reader, Wording


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the language they are truly in: where a translation is missing, English stands in."""

    words: str
    language: str

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def __str__(self) -> str:
        return self.words


def said(wording: Wording | None, reader: str = "plain", language: str = "en") -> Said:
    if wording is None:
        return Said("", language)
    translated = wording.plain.get(language) or (reader == Reader.EASY and wording.easy.get(language))
    return Said(wording.said(Reader(reader), language), language if translated else "en")


def direction(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"


def point_names(question: Question) -> dict[int, Any]:
    """Options of a scale by the point they name."""
    return {int(option.key): option for option in question.options if option.key.lstrip("-").isdecimal()}


def only_if(condition: Mapping[str, Any] | None, questions: Iterable[Question], reader: str = "plain", language: str = "en") -> str:
    """ "Only if you answered “Yes” to “Did anything surprise you?”"; empty when the question is always shown."""
    if not condition:
        return ""
    by_key = {question.key: question for question in questions}
    return _("Only if %(condition)s.") % {"condition": _clause(condition, by_key, reader, language)}


def _clause(condition: Mapping[str, Any], by_key: Mapping[str, Question], reader: str, language: str) -> str:
    if "all" in condition:
        return _(" and ").join(_clause(each, by_key, reader, language) for each in condition["all"])
    if "any" in condition:
        return _(" or ").join(_clause(each, by_key, reader, language) for each in condition["any"])
    if "not" in condition:
        return _("it is not so that %(condition)s") % {"condition": _clause(condition["not"], by_key, reader, language)}
    question = by_key.get(str(condition.get("question")))
    asked = said(question.words, reader, language).words if question else str(condition.get("question"))
    test = next((name for name in condition if name != "question"), "answered")
    value = condition.get(test)
    if test == "answered":
        return (_("you answered “%(question)s”") if value else _("you did not answer “%(question)s”")) % {"question": asked}
    sentences = {
        "is": _("you answered “%(answer)s” to “%(question)s”"),
        "is_not": _("you did not answer “%(answer)s” to “%(question)s”"),
        "has": _("you chose “%(answer)s” for “%(question)s”"),
        "at_least": _("you answered %(answer)s or more to “%(question)s”"),
        "at_most": _("you answered %(answer)s or less to “%(question)s”"),
    }
    answer = _answer(question, value, reader, language)
    return sentences.get(test, sentences["is"]) % {"answer": answer, "question": asked}


def _answer(question: Question | None, value: object, reader: str, language: str) -> str:
    """The words of the option that a condition names; a number of a scale as it is."""
    if question is not None and question.type is not QuestionType.SCALE:
        for option in question.options:
            if option.key == value:
                return said(option.words, reader, language).words
    return str(value)
