"""One question in plain English: its words, whether it must be answered, and the answers or points it offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict

from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording
from alongside.engines.forms.limits import MOST_OPTIONS, MOST_POINTS, MOST_WORDS
from alongside.web.design.forms import Gov
from alongside.web.forms.drafting import new_key
from alongside.web.forms.editing.about import area, reworded, short
from alongside.web.forms.posting import tidy

T = QuestionType
TYPES = {
    T.TEXT: ("Words", "They write or dictate as much as they like"),
    T.CHOICE: ("One answer", "They choose one of several answers"),
    T.CHOICES: ("Several answers", "They tick every answer that fits"),
    T.SCALE: ("Scale", "They choose a number, such as 1 to 5"),
    T.GRADE: ("Grade with reasons", "They choose a grade and must say why"),
    T.THEMES: ("Themes", "They tick what it is about, from your list"),
    T.EVIDENCE: ("Evidence", "They note strengths, worries, barriers and what does not fit the picture, one by one"),
    T.PRAISE: ("Praise", "They thank a person or the whole team; it is delivered within the day"),
    T.PROMISE: ("Promises", "They say what they will do and by when; they are reminded"),
    T.NOTE: ("Words to read", "No answer: something to tell them between questions"),
}
FEWEST = {T.CHOICE: 2, T.GRADE: 2, T.CHOICES: 1, T.THEMES: 1}
CALLED = {T.THEMES: "themes", T.GRADE: "grades"}
BLANK_ROWS = 3


@dataclass(frozen=True)
class Row:
    """One answer on offer. `key` is empty until it is saved for the first time; on a scale it is the number of the point."""

    key: str
    words: str


class QuestionForm(Gov, forms.Form):
    saves = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(max_length=MOST_WORDS, label="Question", widget=area(2))
    hint = forms.CharField(
        max_length=MOST_WORDS, required=False, label="Hint (optional)", widget=area(2), help_text="Help to answer it, in a sentence"
    )
    required = forms.BooleanField(required=False, label="It must be answered")
    low = forms.IntegerField(label="Lowest point", min_value=-100, max_value=100, widget=short())
    high = forms.IntegerField(label="Highest point", min_value=-100, max_value=100, widget=short())

    def __init__(self, data: QueryDict | None, *, question: Question, saves: int) -> None:
        self.question = question
        super().__init__(
            data,
            initial={
                "saves": saves,
                "words": question.words.said(),
                "hint": question.hint.said() if question.hint else "",
                "required": question.required,
                "low": question.low,
                "high": question.high,
            },
        )
        self._leave_out()
        self.rows = _sent_rows(data) if data is not None else _rows(question)

    def _leave_out(self) -> None:
        if self.question.type is not T.SCALE:
            del self.fields["low"], self.fields["high"]
        if self.question.type is T.NOTE:
            del self.fields["required"]
            self.fields["words"].label = "Words to read"
            self.fields["words"].error_messages["required"] = "Enter the words to read"

    @property
    def has_options(self) -> bool:
        return self.question.type in FEWEST

    @property
    def called(self) -> str:
        return CALLED.get(self.question.type, "answers")

    @property
    def is_scale(self) -> bool:
        return self.question.type is T.SCALE

    def rearranged(self, post: QueryDict) -> bool:
        """A button that only changes the rows was pressed: move one up, show more. Nothing is saved."""
        if "up" in post:
            self._move_up(_number(post["up"]))
        elif "more" in post:
            self.rows += [Row("", "")] * BLANK_ROWS
        elif "points" in post:
            self.rows = _points(self.rows, _number(post.get("low"), 1), _number(post.get("high"), 5))
        else:
            return False
        return True

    def _move_up(self, place: int) -> None:
        if 0 < place < len(self.rows):
            self.rows[place - 1], self.rows[place] = self.rows[place], self.rows[place - 1]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        given = [row.words for row in self.rows if row.words]
        if self.has_options and len(given) < FEWEST[self.question.type]:
            self._refuse_rows(f"Enter at least {'two ' + self.called if FEWEST[self.question.type] == 2 else 'one of the ' + self.called}")
        elif len({words.casefold() for words in given}) < len(given):
            self._refuse_rows("Two answers are worded alike. Change one of them")
        elif len(given) > MOST_OPTIONS or any(len(words) > MOST_WORDS for words in given):
            self._refuse_rows(f"Enter at most {MOST_OPTIONS} {self.called}, each of at most {MOST_WORDS:,} characters")
        low, high = found.get("low"), found.get("high")
        if low is not None and high is not None and not low < high < low + MOST_POINTS:
            self.add_error("high", f"The highest point must be above the lowest, with at most {MOST_POINTS} points between them")
        return found

    def _refuse_rows(self, words: str) -> None:
        self.rows_error = words
        self.add_error(None, words)

    rows_error = ""

    @property
    def error_summary(self) -> list[dict[str, str]]:
        items = super().error_summary
        return [{**item, "href": "#option-0"} if item["text"] == self.rows_error else item for item in items]

    def asked(self, form: Definition) -> Question:
        """The question as it should be now. A new one gets a key of its own."""
        given = self.cleaned_data
        old = self.question
        key = old.key or new_key(given["words"], {each.key for each in form.questions})
        return replace(
            old,
            key=key,
            words=reworded(old.words, given["words"]) or old.words,
            hint=reworded(old.hint, given["hint"]),
            required=given.get("required", False),
            low=given.get("low", old.low),
            high=given.get("high", old.high),
            options=self._options(),
        )

    def _options(self) -> tuple[Option, ...]:
        old = {option.key: option for option in self.question.options}
        taken = set(old)
        made = []
        for row in self.rows:
            if not row.words:
                continue
            if self.is_scale and not self.cleaned_data["low"] <= _number(row.key, 10**6) <= self.cleaned_data["high"]:
                continue  # the scale no longer goes there
            key = row.key if row.key in old or self.is_scale else new_key(row.words, taken)
            taken.add(key)
            before = old.get(key, Option(key, Wording({})))
            made.append(replace(before, words=reworded(before.words, row.words) or before.words))
        return tuple(made)


def _rows(question: Question) -> list[Row]:
    rows = [Row(option.key, option.words.said()) for option in question.options]
    if question.type is T.SCALE:
        return _points(rows, question.low, question.high)
    return rows + [Row("", "")] * max(BLANK_ROWS - 1, FEWEST.get(question.type, 0) + 1 - len(rows))


def _points(rows: list[Row], low: int, high: int) -> list[Row]:
    words = {row.key: row.words for row in rows}
    return [Row(str(point), words.get(str(point), "")) for point in range(low, min(high, low + MOST_POINTS - 1) + 1)]


def _sent_rows(post: QueryDict) -> list[Row]:
    keys, words = post.getlist("option-key"), post.getlist("option-words")
    return [Row(key, tidy(text)) for key, text in zip(keys, words, strict=False)][: MOST_OPTIONS + 1]


def _number(text: object, otherwise: int = 0) -> int:
    try:
        return int(str(text or ""))
    except ValueError:
        return otherwise
