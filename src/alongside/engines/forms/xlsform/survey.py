"""The survey sheet: questions in order, groups flattened with what they depend on, everything else named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alongside.engines.forms.checking_conditions import count_parts
from alongside.engines.forms.definition import Question, QuestionType, Wording
from alongside.engines.forms.limits import KEY, KEY_IS, MOST_CONDITIONS, RESERVED_KEYS
from alongside.engines.forms.xlsform import kinds
from alongside.engines.forms.xlsform.answers import Answer, answer_of, with_parts
from alongside.engines.forms.xlsform.choices import Choices, symbol
from alongside.engines.forms.xlsform.expressions import Refused
from alongside.engines.forms.xlsform.losses import Losses
from alongside.engines.forms.xlsform.relevance import Asked, Condition, condition
from alongside.engines.forms.xlsform.words import wording
from alongside.engines.forms.xlsform.workbook import Row, Sheet

YES = ("yes", "true", "true()", "1")
NO = ("", "no", "false", "false()", "0")
LEFT_OUT = Asked(None)


class Survey:
    """What was read so far. `rows` has the row of each question."""

    def __init__(self, choices: dict[str, Choices], losses: Losses) -> None:
        self.choices, self.losses = choices, losses
        self.questions: list[Question] = []
        self.rows: list[int] = []
        self.frame: dict[str, Wording] = {}  # introduction and closing
        self.asked: dict[str, Asked] = {}
        self.groups: list[tuple[Condition | None, bool]] = []  # each with whether its condition was lost
        self.repeats = 0

    def read(self, sheet: Sheet) -> None:
        for row in sheet.rows:
            self._row(row)
            self.losses.rest_of(row)

    def _row(self, row: Row) -> None:
        kind = " ".join(row.take("type").split())
        begun, ended = kinds.BEGIN.fullmatch(kind.lower()), kinds.END.fullmatch(kind.lower())
        if row.take("disabled").lower() in YES:
            self._leave_out(row, "the row is disabled", "no, or no such column")
        elif self.repeats:
            self.repeats += 1 if begun else -1 if ended else 0
            self._leave_out(row)
        elif begun:
            self._begin(row, begun[1])
        elif ended:
            self.groups.pop()
            row.take_all()
        else:
            self._question(row, kind)

    def _leave_out(self, row: Row, what: str = "", expected: str = "") -> None:
        if what:
            self.losses.add(row.at("type"), what, expected)
        self.asked.setdefault(row.take("name"), LEFT_OUT)
        row.take_all()

    def _begin(self, row: Row, kind: str) -> None:
        if kind != "group":
            self.repeats = 1
            self._leave_out(row, "questions that repeat are not carried, nor is any in them", "a group, or questions asked once")
            return
        name, depends = row.take("name"), self._relevant(row)
        if any(each.field == "label" for each in row.cells):
            self._add(row, name or "group", Answer(QuestionType.NOTE), depends)
        self.groups.append(depends)

    def _question(self, row: Row, kind: str) -> None:
        name, own = row.take("name"), row.take("alongside_type")
        if not kind:
            self._leave_out(row, "the row has no type", "a type such as text, select_one or note")
        elif kind.lower() in kinds.NOTED_ANYWAY or self._is_part(own):
            self._leave_out(row)
        elif own in ("introduction", "closing") and kind.lower() == "note":
            self._frame(row, name, own)
        elif answer := answer_of(row, kind, own, self.choices, self.losses):
            self._add(row, name, answer, self._relevant(row))
        else:
            self._leave_out(row, f"{kinds.not_carried(kind)} are not carried", "text, select_one, select_multiple, integer, range or note")

    def _is_part(self, own: str) -> bool:
        """A row that Alongside wrote beside a question, for what other programs ask separately."""
        whole = own.removeprefix("part of ")
        return own != whole and any(question.key == whole and question.type in with_parts() for question in self.questions)

    def _frame(self, row: Row, name: str, own: str) -> None:
        words = wording(row, "label", "easy_read", self.losses, otherwise=name)
        if words:
            self.frame[own] = words
        self._leave_out(row)

    def _add(self, row: Row, name: str, answer: Answer, depends: tuple[Condition | None, bool]) -> None:
        found, lost = depends
        words = wording(row, "label", "easy_read", self.losses, otherwise=name or "Question")
        if words is None:
            return
        question = Question(
            key=self._key(name, row), type=answer.type, words=words, hint=wording(row, "hint", "easy_hint", self.losses),
            core=row.take("alongside_core").lower() != "no", required=self._required(row, answer) and not lost,
            options=answer.options, low=answer.low, high=answer.high, show_if=found, symbol=symbol(row, self.losses),
        )  # fmt: skip
        self._ask(question, name, answer, row.number)
        if answer.other:
            self._specify(question, row.number)

    def _ask(self, question: Question, name: str, answer: Answer, row: int) -> None:
        self.questions.append(question)
        self.rows.append(row)
        self.asked[name] = Asked(question, answer.renamed)

    def _specify(self, question: Question, row: int) -> None:
        """ "or_other" asks which other one, as ODK does."""
        test = "has" if question.type is QuestionType.CHOICES else "is"
        key = next(key for key in _candidates(f"{question.key}_other") if not self._taken(key))
        which = Question(key, QuestionType.TEXT, Wording({"en": "Specify other."}), show_if={"question": question.key, test: "other"})
        self.questions.append(which)
        self.rows.append(row)

    def _relevant(self, row: Row) -> tuple[Condition | None, bool]:
        """What this row depends on, its groups included, and whether a part of that was lost."""
        parts = [found for found, _ in self.groups[-1:] if found is not None]
        lost = any(gone for _, gone in self.groups)
        text = row.take("relevant")
        if text and text.lower() not in YES:
            try:
                parts.append(_short(condition(text, self.asked), parts))
            except Refused as refused:
                lost = True
                self.losses.add(row.at("relevant"), f"{refused.what}, so this is asked whatever was answered", refused.expected)
        return _joined(parts), lost

    def _required(self, row: Row, answer: Answer) -> bool:
        text = row.take("required").lower()
        if text not in YES + NO:
            self.losses.add(row.at("required"), "whether it must be answered depends on other answers", "yes or no")
        return text in YES and answer.type is not QuestionType.NOTE

    def _key(self, name: str, row: Row) -> str:
        if KEY.fullmatch(name) and name not in RESERVED_KEYS and not self._taken(name):
            return name
        base = re.sub(r"[^A-Za-z0-9_]+", "_", name).strip("_")[:56]
        base = base if base[:1].isalpha() else f"q_{base}"
        key = next(key for key in _candidates(base) if not self._taken(key) and key not in RESERVED_KEYS)
        self.losses.add(row.at("name"), f"“{name}” is now called “{key}”", f"a name of its own: {KEY_IS}")
        return key

    def _taken(self, key: str) -> bool:
        return any(question.key == key for question in self.questions)


def _candidates(base: str) -> Iterator[str]:
    yield base
    yield from (f"{base}_{n}" for n in range(2, 10_000))


def _short(own: Condition, others: list[Condition]) -> Condition:
    if count_parts(_joined([*others, own])) > MOST_CONDITIONS:
        raise Refused("the condition is too long or nested too deeply", f"at most {MOST_CONDITIONS} parts, those of its groups among them")
    return own


def _joined(parts: list[Condition]) -> Condition | None:
    """Both of a group's condition and a question's own, in one list where they are lists already."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return {"all": [test for part in parts for test in part.get("all", [part])]}
