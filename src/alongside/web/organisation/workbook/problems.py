"""What is wrong with a workbook, told so that somebody can put it right: sheet, row, column, the value and what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

SHOWN = 200
LONGEST_VALUE = 60


@dataclass(frozen=True)
class Problem:
    """One thing to put right. `row` is the row's number in the spreadsheet, 0 when the whole sheet is meant."""

    sheet: str
    row: int
    column: str
    value: str
    expected: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.sheet, f"row {self.row}" if self.row else "", self.column) if part)
        return f"{where}: {self.value!r}. {self.expected}" if self.value else f"{where}: {self.expected}"


class NotReadable(Exception):
    """The file as a whole cannot be read. The message says why and what to do; nothing was changed."""


class Unreadable(ValueError):
    """One cell cannot be read. The message says what was expected."""


class Problems:
    """Collects them all, so that everything can be put right in one go; keeps the first 200 and counts the rest."""

    def __init__(self) -> None:
        self.kept: list[Problem] = []
        self.count = 0

    def add(self, sheet: str, row: int, column: str, value: Any, expected: str) -> None:
        self.count += 1
        if len(self.kept) < SHOWN:
            self.kept.append(Problem(sheet, row, column, shown(value), expected))

    def __iter__(self) -> Iterator[Problem]:
        """Sheet by sheet from top to bottom, as somebody would go through the file."""
        sheets = list(dict.fromkeys(problem.sheet for problem in self.kept))
        return iter(sorted(self.kept, key=lambda problem: (sheets.index(problem.sheet), problem.row)))

    def __bool__(self) -> bool:
        return self.count > 0

    def as_json(self) -> list[dict[str, Any]]:
        return [asdict(problem) for problem in self]


def shown(value: Any) -> str:
    """The value as a person would recognise it, cut short and without characters that do not print."""
    if value is None:
        return ""
    words = f"{value:%d/%m/%Y}" if hasattr(value, "strftime") and hasattr(value, "year") and value.year > 999 else str(value)
    words = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words[: LONGEST_VALUE * 2])
    return words if len(words) <= LONGEST_VALUE else words[: LONGEST_VALUE - 1] + "\N{HORIZONTAL ELLIPSIS}"
