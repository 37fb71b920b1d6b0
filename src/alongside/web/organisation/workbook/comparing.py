"""What an import would do: rows added, rows changed field by field, rows already the same, and rows left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from alongside.web.organisation.workbook.columns import Sheet
from alongside.web.organisation.workbook.problems import Problems, shown
from alongside.web.organisation.workbook.sources import Key, Present
from alongside.web.organisation.workbook.tables import Row, Table

LINES_KEPT = 300


@dataclass(frozen=True)
class Change:
    """A row as it will be; `before` is None for a new one."""

    row: int
    key: Key
    values: dict[str, Any]
    before: dict[str, Any] | None

    def fields(self) -> list[str]:
        return [name for name, value in self.values.items() if self.before is not None and self.before[name] != value]


@dataclass
class SheetChanges:
    """One sheet's changes. `left` are rows here that the file does not mention: they stay as they are."""

    sheet: Sheet
    added: list[Change] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    same: int = 0
    left: int = 0

    def all(self) -> list[Change]:
        return [*self.added, *self.changed]

    def as_json(self) -> dict[str, Any]:
        """For the page that shows the dry run."""
        return {
            "sheet": self.sheet.name,
            "counts": {"added": len(self.added), "changed": len(self.changed), "same": self.same, "left": self.left},
            "added": [name_of(self.sheet, change) for change in self.added[:LINES_KEPT]],
            "changed": [self._lines(change) for change in self.changed[:LINES_KEPT]],
        }

    def _lines(self, change: Change) -> dict[str, Any]:
        before = change.before or {}
        columns = [self.sheet.column(name) for name in change.fields()]
        return {
            "name": name_of(self.sheet, change),
            "fields": [
                {"column": c.name, "before": shown(c.kind.write(before[c.field])), "after": shown(c.kind.write(change.values[c.field]))}
                for c in columns
            ],
        }


def name_of(sheet: Sheet, change: Change) -> str:
    """A row in words: its code, and its name where it has one."""
    key = ", ".join(shown(sheet.column(name).kind.write(part)) for name, part in zip(sheet.key, change.key, strict=True))
    return f"{key}: {change.values['name']}" if change.values.get("name") else key


def compare(table: Table, present: Present, problems: Problems) -> SheetChanges:
    """Lay a table over what is here. A column the sheet does not have leaves that field alone."""
    changes = SheetChanges(table.sheet)
    for row in table.rows:
        key = table.sheet.key_of(row.values)
        before = present.get(key)
        values = _whole(table.sheet, row, before)
        for name, expected in table.sheet.check(values):
            problems.add(table.sheet.name, row.number, table.sheet.column(name).name, values.get(name), expected)
        if before is None:
            changes.added.append(Change(row.number, key, values, None))
        elif values != before:
            changes.changed.append(Change(row.number, key, values, before))
        else:
            changes.same += 1
    changes.left = len(present) - changes.same - len(changes.changed)
    return changes


def _whole(sheet: Sheet, row: Row, before: Mapping[str, Any] | None) -> dict[str, Any]:
    otherwise = before or {column.field: column.when_empty for column in sheet.columns}
    return {column.field: row.values.get(column.field, otherwise[column.field]) for column in sheet.columns}
