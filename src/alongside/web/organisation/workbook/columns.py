"""What a sheet is: its columns, the key that tells its rows apart, and what must hold within one row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from alongside.web.organisation.workbook.kinds import Kind

Values = Mapping[str, Any]
RowCheck = Callable[[Values], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Column:
    """`field` names the value in a row. A required column must be there and filled in every row."""

    name: str
    field: str
    kind: Kind
    required: bool = False
    default: Any = None  # what an empty cell or a missing column gives a new row; None stands for the kind's blank
    note: str = ""
    width: int = 16

    @property
    def when_empty(self) -> Any:
        return self.kind.blank if self.default is None else self.default


def nothing_more(values: Values) -> Iterable[tuple[str, str]]:
    return ()


def any_heading(heading: str) -> str:
    return ""


@dataclass(frozen=True)
class Sheet:
    """`check` looks at one row and yields (field, what was expected) for what does not go together in it.

    `strange_heading` says what was expected instead of a heading that is none of ours, or nothing when it may be ignored.
    """

    name: str
    what: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    check: RowCheck = nothing_more
    strange_heading: Callable[[str], str] = any_heading

    def column(self, field: str) -> Column:
        return next(column for column in self.columns if column.field == field)

    def key_of(self, values: Values) -> tuple[Any, ...]:
        return tuple(values[field] for field in self.key)

    @property
    def key_name(self) -> str:
        return " and ".join(self.column(field).name for field in self.key)
