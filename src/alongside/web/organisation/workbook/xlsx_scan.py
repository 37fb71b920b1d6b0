"""A look through the XML of a workbook before it is opened: how far its cells reach, which are merged, and no document types.

A cell in row 1,048,576 or a thousand entities in one another cost a reader gigabytes; here they cost nothing.
"""

from __future__ import annotations

import re
from xml.parsers import expat

from alongside.web.organisation.workbook.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT
from alongside.web.organisation.workbook.problems import NotReadable
from alongside.web.organisation.workbook.safety import DAMAGED

REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
TOO_FAR = (
    f"A sheet reaches beyond {MOST_ROWS:,} rows or {MOST_COLUMNS} columns. Delete the empty rows and columns after your data, "
    "then save it again."
)


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


class Scan:
    """Reads one part. `merged` are the ranges found in it."""

    def __init__(self) -> None:
        self.cells = 0
        self.merged: list[str] = []
        self._row = self._column = self._text = 0

    def part(self, content: bytes) -> list[str]:
        """Scan a part; return its merged ranges. Raises `NotReadable` for what should not be opened."""
        self.merged, self._row, self._column, self._text = [], 0, 0, 0
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, UnicodeError):
            raise NotReadable(DAMAGED) from None
        return self.merged

    def _doctype(self, *_: object) -> None:
        raise NotReadable(DAMAGED)

    def _characters(self, text: str) -> None:
        self._text += len(text)
        if self._text > 2 * MOST_TEXT:
            raise NotReadable(f"A cell holds more than {MOST_TEXT:,} characters. Shorten it.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name in ("si", "c"):
            self._text = 0
        if name == "row":
            self._row, self._column = _whole(attributes.get("r"), self._row + 1), 0
        elif name == "c":
            self._cell(attributes.get("r"))
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))

    def _cell(self, reference: str | None) -> None:
        self.cells += 1
        self._column += 1
        if reference and (found := REFERENCE.fullmatch(reference)):
            self._column, self._row = column_number(found[1]), int(found[2])
        if self._row > MOST_ROWS + 1 or self._column > MOST_COLUMNS or self.cells > MOST_CELLS:
            raise NotReadable(TOO_FAR)


def _whole(text: str | None, otherwise: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
    if number > MOST_ROWS + 1:
        raise NotReadable(TOO_FAR)
    return number
