"""Reading a problem's fields one at a time, with errors that name the place and what was expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any


class ProblemError(ValueError):
    """A problem or plan file that cannot be used: `where` is the field, `expected` what should stand there."""

    def __init__(self, where: str, expected: str, found: object) -> None:
        self.where, self.expected, self.found = where, expected, found
        super().__init__(f"{where}: expected {expected}, found {_short(found)}")


class _Missing:
    def __repr__(self) -> str:
        return "nothing"


MISSING = _Missing()


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


class Reader:
    """A mapping being read; remembers its place (`teams[3]`) and which keys were taken."""

    def __init__(self, raw: object, where: str) -> None:
        if not isinstance(raw, Mapping):
            raise ProblemError(where or "the file", "an object with named fields", raw)
        self.raw: Mapping[str, Any] = raw
        self.where = where
        self.taken: set[str] = set()

    def at(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def get(self, key: str) -> Any:
        self.taken.add(key)
        return self.raw.get(key, MISSING)

    def whole(self, key: str, *, low: int = 0, high: int | None = None) -> int:
        return whole(self.get(key), self.at(key), low=low, high=high)

    def optional_whole(self, key: str, *, high: int | None = None) -> int | None:
        value = self.get(key)
        return None if value is None or value is MISSING else whole(value, self.at(key), high=high)

    def text(self, key: str, default: str | None = None) -> str:
        value = self.get(key)
        if value is MISSING and default is not None:
            return default
        if not isinstance(value, str):
            raise ProblemError(self.at(key), "text", value)
        return value

    def flag(self, key: str) -> bool:
        value = self.get(key)
        if not isinstance(value, bool):
            raise ProblemError(self.at(key), "true or false", value)
        return value

    def items(self, key: str, *, default: Sequence[Any] | None = None) -> list[Any]:
        value = self.get(key)
        if value is MISSING and default is not None:
            return list(default)
        return listed(value, self.at(key))

    def wholes(self, key: str, *, high: int | None = None, default: Sequence[int] | None = None) -> tuple[int, ...]:
        items = self.items(key, default=default)
        return tuple(whole(v, f"{self.at(key)}[{i}]", high=high) for i, v in enumerate(items))

    def readers(self, key: str) -> Iterator[tuple[int, Reader]]:
        for i, raw in enumerate(self.items(key)):
            yield i, Reader(raw, f"{self.at(key)}[{i}]")

    def rest(self) -> dict[str, Any]:
        """Keys nobody asked for: carried through unchanged."""
        return {k: v for k, v in self.raw.items() if k not in self.taken}


def whole(value: object, where: str, *, low: int = 0, high: int | None = None) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and low <= value and (high is None or value <= high):
        return value
    expected = f"a whole number of at least {low}" if high is None else f"a whole number from {low} to {high}"
    raise ProblemError(where, expected, value)


def listed(value: object, where: str) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    raise ProblemError(where, "a list", value)
