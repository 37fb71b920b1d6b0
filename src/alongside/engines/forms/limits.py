"""How much a form may hold, and what its keys look like."""

from __future__ import annotations

import re
from typing import Final

KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
KEY_IS: Final = "a letter, then letters, digits and underscores, at most 64 in all"
RESERVED_KEYS: Final = frozenset({"meta", "data", "instanceID", "instanceName"})  # XLSForm keeps these for itself
OPTION_KEY: Final = re.compile(r"[A-Za-z0-9_.-]{1,64}")
OPTION_KEY_IS: Final = "letters, digits, underscores, hyphens and full stops, at most 64 in all"

MOST_QUESTIONS: Final = 200
MOST_OPTIONS: Final = 100
MOST_WORDS: Final = 4_000  # characters in one wording
LONGEST_TITLE: Final = 200
MOST_MINUTES: Final = 240
MOST_POINTS: Final = 11  # on a scale: 0 to 10
DEEPEST_CONDITION: Final = 8
MOST_CONDITIONS: Final = 50  # in one show_if
LONGEST_VALUE: Final = 200  # that an answer in words is compared with

# What a cell of a workbook, XML or a database cannot hold.
UNREADABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
