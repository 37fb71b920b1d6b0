"""What a browser would do with the HTML of a form: see its fields as filled in, type, and send."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict


class Fields(HTMLParser):
    """Successful controls by name, in order, as the HTML standard has it; and every name and choice that is there."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.names: set[str] = set()
        self.choices: dict[str, list[str]] = {}
        self.words: list[str] = []
        self._select = ""
        self._textarea = ""
        self._selected: str | None = None
        self._typed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attrs}
        name = a.get("name", "")
        if tag == "input" and name:
            self.names.add(name)
            if a.get("type") in ("radio", "checkbox"):
                self.choices.setdefault(name, []).append(a.get("value", "on"))
                if "checked" in a:
                    self.values.append((name, a.get("value", "on")))
            else:
                self.values.append((name, a.get("value", "")))
        elif tag == "select":
            self._select, self._selected = name, None
            self.names.add(name)
        elif tag == "option" and self._select:
            self.choices.setdefault(self._select, []).append(a.get("value", ""))
            if "selected" in a or self._selected is None:
                self._selected = a.get("value", "")
        elif tag == "textarea":
            self._textarea, self._typed = name, []
            self.names.add(name)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._select:
            self.values.append((self._select, self._selected or ""))
            self._select = ""
        elif tag == "textarea" and self._textarea:
            text = "".join(self._typed).removeprefix("\n")  # a line break right after the tag is not part of the words
            self.values.append((self._textarea, text.replace("\n", "\r\n")))
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._typed.append(data)
        elif data.strip():
            self.words.append(data.strip())

    @property
    def text(self) -> str:
        return " ".join(self.words)

    def filled(self, **typed: Any) -> QueryDict:
        """What is sent after typing `typed` (name -> text, or list for several); a name that is not on the page is a mistake."""
        unknown = set(typed) - self.names
        assert not unknown, f"Not on the page: {unknown}"
        for name, value in typed.items():
            for each in value if isinstance(value, list) else [value]:
                assert name not in self.choices or each in self.choices[name], f"{each} cannot be chosen for {name}"
        pairs = [(name, value) for name, value in self.values if name not in typed]
        pairs += [(name, each) for name, value in typed.items() for each in (value if isinstance(value, list) else [value])]
        return QueryDict(urlencode(pairs))
