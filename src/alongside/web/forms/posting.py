"""From what a browser sent to answers: the inverse of `forms/_question.html`. Shapes are in `engines.forms.definition`.

Nothing is judged here: what cannot be understood (a date that is none) is kept as it was typed, for `check_answers` to say so
and for the page to show it again. Answers to questions that are hidden fall away.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.http import QueryDict

from alongside.engines.forms.answers import kept
from alongside.engines.forms.definition import Definition, Question, QuestionType

PREFIX = "q-"
ADD_ANOTHER = "add-another"  # name of the button that asks for more rows where there is no script
MOST_ROWS = 200  # more than may be kept, so that `check_answers` says so
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%d/%m/%y")
T = QuestionType


def answers_from(definition: Definition, post: QueryDict) -> dict[str, Any]:
    """Answers by question key. Questions left empty are not in it."""
    found = {question.key: READERS[question.type](question, post) for question in definition.questions if question.type in READERS}
    return kept(definition, {key: answer for key, answer in found.items() if answer not in ("", [], {}, None)})


def wants_another_row(post: QueryDict) -> bool:
    """The person asked for more rows, not to be done: show the page again with what it holds."""
    return ADD_ANOTHER in post


def tidy(text: str) -> str:
    """Lines end in one way, nothing the database cannot hold, no spaces around."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _text(question: Question, post: QueryDict) -> str:
    return tidy(post.get(PREFIX + question.key, ""))


def _several(question: Question, post: QueryDict) -> list[str]:
    return list(dict.fromkeys(tidy(each) for each in post.getlist(PREFIX + question.key) if each.strip()))


def _scale(question: Question, post: QueryDict) -> int | str:
    given = _text(question, post)
    return int(given) if re.fullmatch(r"-?[0-9]{1,6}", given) else given


def _grade(question: Question, post: QueryDict) -> dict[str, str]:
    grade, rationale = _text(question, post), tidy(post.get(f"{PREFIX}{question.key}-rationale", ""))
    return {"grade": grade, "rationale": rationale} if grade or rationale else {}


def _rows(question: Question, post: QueryDict, first: str, second: str) -> list[dict[str, str]]:
    """Rows in the order they stood; one is there when something was typed into it."""
    pattern = re.compile(re.escape(f"{PREFIX}{question.key}-") + rf"(\d{{1,4}})-(?:{first}|{second})")
    numbers = sorted({int(match[1]) for name in post if (match := pattern.fullmatch(name))})
    rows = [{part: tidy(post.get(f"{PREFIX}{question.key}-{n}-{part}", "")) for part in (first, second)} for n in numbers[:MOST_ROWS]]
    return [row for row in rows if row["words"]]


def _evidence(question: Question, post: QueryDict) -> list[dict[str, str]]:
    return _rows(question, post, "kind", "words")


def _praise(question: Question, post: QueryDict) -> list[dict[str, str]]:
    return _rows(question, post, "to", "words")


def _promise(question: Question, post: QueryDict) -> list[dict[str, str]]:
    return [{**row, "by": iso_date(row["by"])} for row in _rows(question, post, "words", "by")]


def iso_date(text: str) -> str:
    """05/03/2018 as 2018-03-05; what is no date stays as it is."""
    for form in DATES:
        try:
            return dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 - a date has no time zone
        except ValueError:
            continue
    return text


READERS: dict[QuestionType, Callable[[Question, QueryDict], Any]] = {
    T.TEXT: _text,
    T.CHOICE: _text,
    T.CHOICES: _several,
    T.SCALE: _scale,
    T.GRADE: _grade,
    T.THEMES: _several,
    T.EVIDENCE: _evidence,
    T.PRAISE: _praise,
    T.PROMISE: _promise,
}
