"""What the page carries from step to step, so that nothing is on the server until "Send" or "Save": sealed, and bound to one way in.

The browser gives it back in a hidden field. It cannot be read or changed there, and it never stands in an address.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import time
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from django.utils import timezone

from alongside.web.platform.sealing import Unopenable, seal, unseal

MOST_BYTES = 24_000  # of the sealed field: some 5,000 words. With it the page, its style and its scripts stay under 100 kB
KEPT_DAYS = 15
PURPOSE = "say"


class TooLong(Exception):
    """More than a page can carry."""


@dataclass(frozen=True)
class Carried:
    """`answers` so far; `seen` are the questions already shown; `began` tells a machine from a person and leaves the page with nobody.

    `receipt` is the code of what is being corrected; `place` the saved place they came back to; `token` travels in a saved place only.
    """

    version: str
    way: str = ""
    client_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    day: str = field(default_factory=lambda: timezone.localdate().isoformat())
    began: int = field(default_factory=lambda: int(time.time()))
    answers: dict[str, Any] = field(default_factory=dict)
    consent: dict[str, bool] = field(default_factory=dict)
    seen: tuple[str, ...] = ()
    twice: bool = False
    receipt: str = ""
    place: str = ""
    token: str = ""
    at: str = ""

    def but(self, **changes: Any) -> Carried:
        return replace(self, **changes)

    def saying(self, key: str, answer: Any) -> Carried:
        """With this answer; an empty one takes it away."""
        rest = {name: value for name, value in self.answers.items() if name != key}
        return self.but(answers=rest if answer in ("", [], {}, None) else {**rest, key: answer})

    def agreeing(self, use: str, agreed: bool) -> Carried:
        return self.but(consent={**self.consent, use: agreed})

    def having_seen(self, key: str) -> Carried:
        return self if key in self.seen else self.but(seen=(*self.seen, key))

    @property
    def sealed(self) -> str:
        """Raises TooLong."""
        packed = zlib.compress(json.dumps(self.plain, ensure_ascii=False).encode(), 9)
        text = seal({"for": PURPOSE, "carried": base64.b85encode(packed).decode()})
        if len(text) > MOST_BYTES:
            raise TooLong
        return text

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


def opened(text: str) -> Carried | None:
    """None for what we did not seal, and for what was begun too long ago."""
    try:
        found = unseal(text) if len(text) <= MOST_BYTES else None
    except (Unopenable, ValueError):
        return None
    if not isinstance(found, dict) or found.get("for") != PURPOSE:
        return None
    return from_plain(json.loads(zlib.decompress(base64.b85decode(found["carried"]))))


def from_plain(plain: Mapping[str, Any]) -> Carried | None:
    known = {each.name for each in fields(Carried)}  # a place saved before a new release may hold less, or more
    parts: dict[str, Any] = {name: value for name, value in plain.items() if name in known}
    carried = Carried(**{**parts, "seen": tuple(plain.get("seen", ()))})
    oldest = timezone.localdate() - dt.timedelta(days=KEPT_DAYS)
    return carried if dt.date.fromisoformat(carried.day) >= oldest else None
