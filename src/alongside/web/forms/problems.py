"""What stands between a draft and publishing, in the words of the person who can put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from alongside.engines.forms.problems import Problem

QUESTION = re.compile(r"questions\[(\d+)\]")
USUAL = {
    r"title\.plain\.en": "Give the form a title",
    r"introduction\.plain\.en": "Write an introduction: what the form is for and who reads it",
    r"questions": "Add at least one question",
    r"questions\[\d+\]\.words\.plain\.en": "write the question",
    r"questions\[\d+\]\.options": "give the answers that people can choose from",
    r"questions\[\d+\]\.show_if.*": "when it is asked no longer fits the questions before it. Choose again when it is asked",
    r"questions\[\d+\]\.(low|high)": "the highest point of the scale must be above the lowest, with at most 11 points",
}


def problems_in_words(problems: Iterable[Problem], data: Mapping[str, Any]) -> list[str]:
    """Each said once. What people seldom do wrong is said as the engine says it, with the place as people see it."""
    return list(dict.fromkeys(_sentence(each, data) for each in problems))


def key_of_place(where: str, data: Mapping[str, Any]) -> str:
    """The key of the question a problem is about, for a link to it; empty when it is about the form."""
    return str(_question(where, data).get("key", ""))


def _sentence(problem: Problem, data: Mapping[str, Any]) -> str:
    usual = next((words for pattern, words in USUAL.items() if re.fullmatch(pattern, problem.where)), None)
    words = usual or f"{problem.what}. Expected: {problem.expected}"
    if not (named := QUESTION.match(problem.where)):
        return words if usual else f"{problem.where}: {words}"
    title = _title(_question(problem.where, data))
    return f"“{title}”: {words}" if title else f"Question {int(named[1]) + 1}: {words}"


def _question(where: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    named = QUESTION.match(where)
    questions = data.get("questions", [])
    found = questions[int(named[1])] if named and isinstance(questions, list) and int(named[1]) < len(questions) else {}
    return found if isinstance(found, Mapping) else {}


def _title(question: Mapping[str, Any]) -> str:
    try:
        return str(question["words"]["plain"]["en"])[:60]
    except (LookupError, TypeError):
        return ""
