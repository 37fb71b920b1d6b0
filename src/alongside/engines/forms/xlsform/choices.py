"""The choices sheet: lists of options by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from alongside.engines.forms.definition import Option
from alongside.engines.forms.limits import OPTION_KEY, OPTION_KEY_IS
from alongside.engines.forms.symbols import SYMBOLS
from alongside.engines.forms.xlsform.losses import Losses
from alongside.engines.forms.xlsform.words import wording
from alongside.engines.forms.xlsform.workbook import Row, Sheet


@dataclass(slots=True)
class Choices:
    """A list of choices. `renamed` says what their names became; `added` are points of a scale that say no more than their number."""

    options: list[Option] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)

    def has(self, key: str) -> bool:
        return any(option.key == key for option in self.options)


def read_choices(sheet: Sheet | None, losses: Losses) -> dict[str, Choices]:
    lists: dict[str, Choices] = {}
    for row in sheet.rows if sheet else ():
        name, key = row.take("list_name"), row.take("name")
        if name and key:
            _add(lists.setdefault(name, Choices()), key, row, losses)
        elif name or key:
            losses.add(row.at(), "the choice has no name or no list", "list_name and name")
            row.take_all()
        losses.rest_of(row)
    return lists


def symbol(row: Row, losses: Losses) -> str:
    name = row.take("symbol")
    if name and name not in SYMBOLS:
        losses.add(row.at("symbol"), f"there is no symbol “{name}”", f"one of {', '.join(list(SYMBOLS)[:5])}, …")
        return ""
    return name


def _add(choices: Choices, name: str, row: Row, losses: Losses) -> None:
    if name in choices.renamed or choices.has(name):
        losses.add(row.at("name"), f"“{name}” is in its list twice", "a name of its own")
        row.take_all()
        return
    key = _key(name, choices)
    if key != name:
        choices.renamed[name] = key
        losses.add(row.at("name"), f"“{name}” is now called “{key}”", OPTION_KEY_IS)
    words = wording(row, "label", "easy_read", losses, otherwise=name)
    if words:
        choices.options.append(Option(key, words, symbol(row, losses)))
    if row.take("alongside_added"):
        choices.added.add(key)


def _key(name: str, choices: Choices) -> str:
    if OPTION_KEY.fullmatch(name):
        return name
    base = re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_")[:56] or "choice"
    return next(key for n in range(1, 10_000) if not choices.has(key := base if n == 1 else f"{base}_{n}"))
