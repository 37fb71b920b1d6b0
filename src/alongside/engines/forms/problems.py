"""What is wrong with something a person sent: where, what, and what was expected there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`where` is a place in JSON ("questions[3].options[1].key") or in a workbook ("survey, row 7, column relevant")."""

    where: str
    what: str
    expected: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; expected {self.expected}"


class Unreadable(ValueError):
    """Nothing was made of it. `problems` says all that stands in the way, never empty."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
