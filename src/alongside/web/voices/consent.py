"""What may be done with what somebody tells us. Asked of everybody, each use by itself, and changed with the receipt code.

Stored as `{"words": 1, "learning": true, "team": false, "quote": false, "come_back": false}`; `words` says which wording was agreed to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS = 1  # goes up whenever a sentence below changes its meaning


@dataclass(frozen=True)
class Use:
    key: str
    asked: Promise | str
    short: str
    known_only: bool = False


USES = (
    Use("learning", _("You can use what I said to learn from, in the report about this week"), "Learn from it"),
    Use("team", _("You can share what I said with the team that works with me"), "Share with the team"),
    Use("quote", _("You can use my words in a report, without my name"), "Quote without a name"),
    Use("come_back", _("You can come back to me about what I said"), "Come back to them", known_only=True),
)
BY_KEY = {use.key: use for use in USES}


def uses_asked(*, anonymous: bool) -> tuple[Use, ...]:
    """The questions to put: nobody can come back to somebody they do not know."""
    return tuple(use for use in USES if not (anonymous and use.known_only))


def agreed(given: Mapping[str, Any], *, anonymous: bool) -> dict[str, Any]:
    """What is stored: each use asked about, agreed only where it was plainly said so."""
    return {"words": WORDS} | {use.key: given.get(use.key) in (True, "yes", "true", "on", "1") for use in uses_asked(anonymous=anonymous)}
