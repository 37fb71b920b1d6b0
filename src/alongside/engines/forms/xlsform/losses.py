"""What of a foreign form was not carried: collected as it is met, each with its place and what would have been."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.engines.forms.problems import Problem
from alongside.engines.forms.xlsform.headings import Heading
from alongside.engines.forms.xlsform.workbook import Row, place

# Bookkeeping of the tools that wrote the file, which means nothing elsewhere: KoboToolbox heads its own columns with $.
OWN_AFFAIRS = ("$", "_", "alongside_")
COLUMNS = {
    "appearance": ("how a question looks is not carried", "no appearance: Alongside lays questions out itself"),
    "constraint": ("what an answer must be is not carried", "no constraint, or whole numbers from one to another"),
    "constraint_message": ("the message of a constraint is not carried", "no message: Alongside has its own"),
    "required_message": ("the message of a required question is not carried", "no message: Alongside has its own"),
    "default": ("an answer given beforehand is not carried", "no default: people say it themselves"),
    "calculation": ("a calculated answer is not carried", "no calculation"),
    "choice_filter": ("choices that depend on other answers are not carried", "all choices offered to everybody"),
    "read_only": ("a question that cannot be answered is not carried", "a note"),
    "parameters": ("settings of the question are not carried", "no parameters, but start, end and step of a range"),
    "guidance_hint": ("guidance for interviewers is not carried", "a hint"),
    "image": ("pictures are not carried", "words, with a symbol of Alongside's own"),
    "big-image": ("pictures are not carried", "words, with a symbol of Alongside's own"),
    "audio": ("sound is not carried", "words, which Alongside can read aloud"),
    "video": ("films are not carried", "words"),
    "trigger": ("what happens when another answer changes is not carried", "no trigger"),
}


class Losses:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._columns: dict[tuple[str, Heading], list[int]] = {}

    def add(self, where: str, what: str, expected: str) -> None:
        self.problems.append(Problem(where, what, expected))

    def rest_of(self, row: Row) -> None:
        """Whatever nobody took from a row is named with its column."""
        for heading in row.left():
            if heading.text and not heading.field.startswith(OWN_AFFAIRS):
                self._columns.setdefault((row.sheet, heading), []).append(row.number)

    def all(self) -> list[Problem]:
        """In the order they were met; then the columns, each once with its rows."""
        return [*self.problems, *(self._column(sheet, heading, rows) for (sheet, heading), rows in self._columns.items())]

    def _column(self, sheet: str, heading: Heading, rows: Iterable[int]) -> Problem:
        where = place(sheet, tuple(rows), heading.text)
        if heading.language == "?":
            return Problem(
                where, "the language is not one of Alongside's", "English (en), Welsh (cy), Polish (pl), Urdu (ur) or Arabic (ar)"
            )
        what, expected = COLUMNS.get(heading.field, ("the column is not carried", "a column described in the reference of forms"))
        return Problem(where, what, expected)
