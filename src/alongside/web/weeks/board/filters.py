"""What the board shows: rows by team or by visitor, and which of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

BY = ("team", "visitor")
SHOWS = ("board", "table")


@dataclass(frozen=True)
class BoardFilter:
    """Read from an address, so that a view of the board can be sent to somebody. What is not understood is left out."""

    by: str = "team"
    show: str = ""
    service: str = ""
    site: str = ""
    text: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> BoardFilter:
        by, show = asked.get("by", ""), asked.get("show", "")
        return cls(
            by=by if by in BY else "team",
            show=show if show in SHOWS else "",
            service=asked.get("service", "")[:40],
            site=asked.get("site", "")[:40],
            text=asked.get("q", "").strip()[:80],
        )

    @property
    def narrows(self) -> bool:
        return bool(self.service or self.site or self.text)

    def address(self, **changed: str) -> str:
        """The query that shows this, with something changed."""
        now = {"by": self.by, "show": self.show, "service": self.service, "site": self.site, "q": self.text, **changed}
        return "?" + urlencode({key: value for key, value in now.items() if value and (key, value) != ("by", "team")})

    def lets_through(self, *, services: frozenset[str], sites: frozenset[str], words: str) -> bool:
        return (
            (not self.service or self.service in services)
            and (not self.site or self.site in sites)
            and all(word in words for word in self.text.casefold().split())
        )
