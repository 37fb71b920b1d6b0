"""Does this look like somebody's name? Used to warn before a family's name is written where only a reference belongs."""

from __future__ import annotations

import re

REFERENCE = re.compile(r"[A-Za-z]{0,12}[-/ ]?\d[\w/ -]*")
TWO_CAPITALISED = re.compile(r"\b[A-Z][a-z']+(?:-[A-Z][a-z]+)? [A-Z][a-z'-]+\b")
TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z]")
NOT_NAMES = {
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
    *("British", "Sign", "Language", "Family", "Centre", "Children", "Adults", "Early", "Help", "Social", "Worker", "Team"),
}


def is_reference(text: str) -> bool:
    """A local reference: some letters perhaps, and a number. FC-12, 2018/044, MASH 7."""
    return REFERENCE.fullmatch(text.strip()) is not None


def looks_like_a_name(text: str) -> bool:
    """Two capitalised words together, or a title before one. Days, months and the field's own words do not count."""
    plain = text.replace("\u2019", "'")
    if TITLE.search(plain):
        return True
    return any(not set(re.split(r"[ -]", found.group())) & NOT_NAMES for found in TWO_CAPITALISED.finditer(plain))
