"""Kinds of cell: how each is read whatever Excel made of it, and how it is written so that it reads back the same."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from alongside.web.organisation.workbook.problems import Unreadable

EXCEL_EPOCH = dt.date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # 1954 to 2119
DATE_FORMATS = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y", "%a %d/%m/%Y")
TURNED_INTO_A_DATE = "Excel has turned this into a date. Format the column as text and type it again"
LONGEST_TEXT = 4_000
FIRST_YEAR, LAST_YEAR = 1900, 2199  # what every spreadsheet can hold
YES = {"yes", "y", "true", "1", "x"}
NO = {"no", "n", "false", "0"}
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without the spaces nobody sees: at the ends, no-break ones, and Windows line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\N{NO-BREAK SPACE}", " ").strip()


def as_text(cell: Any) -> str:
    """A cell as its text. A whole number loses the `.0` that a spreadsheet gives it."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, dt.date | dt.time):
        raise Unreadable(TURNED_INTO_A_DATE)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
        raise Unreadable(f"Less text: at most {LONGEST_TEXT:,} characters")
    text = clean(str(cell))
    if UNPRINTABLE.search(text):
        raise Unreadable("Text without control characters. Type it again instead of pasting it")
    return text


@dataclass(frozen=True)
class Kind:
    """Reading may raise `Unreadable`; `blank` is what an empty cell means."""

    blank: Any = field(default=None, kw_only=True)
    number_format = "General"

    def read(self, cell: Any) -> Any:
        raise NotImplementedError

    def write(self, value: Any) -> Any:
        return value

    def canonical(self, value: Any) -> Any:
        """What the database holds, as reading it back from a workbook would give it."""
        return value

    def words(self) -> str:
        """What may stand in the column, for the first sheet of the workbook."""
        raise NotImplementedError


@dataclass(frozen=True)
class Text(Kind):
    longest: int = 120
    blank: Any = field(default="", kw_only=True)
    number_format = "@"

    def read(self, cell: Any) -> str:
        text = as_text(cell)
        if len(text) > self.longest:
            raise Unreadable(f"At most {self.longest} characters; this has {len(text)}")
        return text

    def canonical(self, value: Any) -> str:
        return UNPRINTABLE.sub("", clean(str(value or "")))

    def words(self) -> str:
        return f"Text, at most {self.longest} characters"


@dataclass(frozen=True)
class Code(Text):
    """An identifier. Text always, so that 007 keeps its zeros."""

    longest: int = 40

    def words(self) -> str:
        return "A code of your own, which nothing else on this sheet has. Text, so that 007 keeps its zeros"


@dataclass(frozen=True)
class Email(Text):
    longest: int = 254

    def read(self, cell: Any) -> str:
        text = super().read(cell)
        try:
            validate_email(text)
        except ValidationError:
            raise Unreadable("An e-mail address, such as name@council.example") from None
        return text

    def words(self) -> str:
        return "An e-mail address"


@dataclass(frozen=True)
class Reference(Text):
    """The code of something on another sheet, or already in Alongside."""

    longest: int = 40
    sheet: str = ""

    def words(self) -> str:
        return f"A code from the {self.sheet} sheet"


def number(cell: Any, expected: str) -> float:
    if isinstance(cell, bool | dt.date | dt.time):
        raise Unreadable(expected)
    try:
        value = float(clean(str(cell)).replace(",", ""))
    except ValueError:
        raise Unreadable(expected) from None
    if not math.isfinite(value):
        raise Unreadable(expected)
    return value


@dataclass(frozen=True)
class Whole(Kind):
    low: int = 0
    high: int = 32_767

    def read(self, cell: Any) -> int:
        value = number(cell, expected := f"A whole number from {self.low} to {self.high:,}")
        if not value.is_integer() or not self.low <= value <= self.high:
            raise Unreadable(expected)
        return int(value)

    def words(self) -> str:
        return f"A whole number from {self.low} to {self.high:,}"


@dataclass(frozen=True)
class Decimal(Kind):
    low: float = -180
    high: float = 180

    def read(self, cell: Any) -> float:
        value = number(cell, expected := f"A number from {self.low:g} to {self.high:g}")
        if not self.low <= value <= self.high:
            raise Unreadable(expected)
        rounded: float = self.canonical(value)
        return rounded

    def canonical(self, value: Any) -> Any:
        """To a hand's breadth: a spreadsheet keeps 15 digits. Adding 0 leaves no minus zero."""
        return None if value is None else round(value, 6) + 0.0

    def words(self) -> str:
        return f"A number from {self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class YesNo(Kind):
    blank: Any = field(default=False, kw_only=True)

    def read(self, cell: Any) -> bool:
        text = as_text(cell).casefold() if not isinstance(cell, dt.date) else ""
        if text not in YES | NO:
            raise Unreadable("Yes or No")
        return text in YES

    def write(self, value: Any) -> str:
        return "Yes" if value else "No"

    def words(self) -> str:
        return "Yes or No; empty means No"


@dataclass(frozen=True)
class Date(Kind):
    number_format = "dd/mm/yyyy"

    def read(self, cell: Any) -> dt.date:
        date = self._date(cell)
        if not FIRST_YEAR <= date.year <= LAST_YEAR:
            raise Unreadable(f"A date between {FIRST_YEAR} and {LAST_YEAR}")
        return date

    def _date(self, cell: Any) -> dt.date:
        if isinstance(cell, dt.datetime):
            return cell.date()
        if isinstance(cell, dt.date):
            return cell
        text = clean(str(cell)) if not isinstance(cell, bool) else ""
        if re.fullmatch(r"\d{5}(\.\d+)?", text) and int(float(text)) in SERIALS:  # a date whose format was lost
            return EXCEL_EPOCH + dt.timedelta(days=int(float(text)))
        for layout in DATE_FORMATS:
            try:
                return dt.datetime.strptime(text, layout).date()  # noqa: DTZ007 - a date, not a time
            except ValueError:
                continue
        raise Unreadable("A date as day/month/year, such as 05/03/2018")

    def words(self) -> str:
        return "A date as day/month/year, such as 05/03/2018"


@dataclass(frozen=True)
class Choice(Kind):
    """One of a few. The workbook holds the words, the database the value behind them."""

    options: Mapping[Any, str] = field(default_factory=dict)

    def read(self, cell: Any) -> Any:
        text = as_text(cell).casefold() if not isinstance(cell, dt.date | dt.time) else ""
        for value, words in self.options.items():
            if text in (str(words).casefold(), str(value).casefold()):
                return value
        raise Unreadable("One of: " + ", ".join(map(str, self.options.values())))

    def write(self, value: Any) -> str:
        return str(self.options.get(value, ""))

    def words(self) -> str:
        return "One of: " + ", ".join(map(str, self.options.values()))
