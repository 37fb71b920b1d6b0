"""Which of an XLSForm's types becomes which of ours, and what is said of the others."""

from __future__ import annotations

import re
from typing import Final

from alongside.engines.forms.definition import QuestionType

SAME: Final = {
    "text": QuestionType.TEXT, "string": QuestionType.TEXT, "q string": QuestionType.TEXT, "add text prompt": QuestionType.TEXT,
    "note": QuestionType.NOTE, "q note": QuestionType.NOTE, "add note prompt": QuestionType.NOTE,
    "acknowledge": QuestionType.CHOICES, "trigger": QuestionType.CHOICES, "q acknowledge": QuestionType.CHOICES,
    "add acknowledge prompt": QuestionType.CHOICES,
}  # fmt: skip
NUMBERS: Final = ("integer", "int", "q int", "add integer prompt", "range")
AS_TEXT: Final = {
    "decimal": "numbers", "q decimal": "numbers", "add decimal prompt": "numbers", "percentage": "percentages",
    "date": "dates", "q date": "dates", "add date prompt": "dates", "time": "times", "datetime": "dates and times",
    "date time": "dates and times", "q date time": "dates and times", "q datetime": "dates and times",
    "add date time prompt": "dates and times", "add datetime prompt": "dates and times",
}  # fmt: skip
# Alongside notes by itself when something was said.
NOTED_ANYWAY: Final = ("start", "start time", "get start time", "end", "end time", "get end time", "today", "get today")
_NOT_CARRIED: Final = {
    "photographs": ("image", "photo"),
    "sound recordings": ("audio", "background-audio"),
    "films": ("video",),
    "files": ("file",),
    "places": ("geopoint", "geotrace", "geoshape", "gps", "location", "start-geopoint", "background-geopoint"),
    "barcodes": ("barcode",),
    "rankings": ("rank",),
    "calculated answers": ("calculate",),
    "hidden answers": ("hidden",),
    "logs of what people did on the screen": ("audit",),
    "names of devices and users": ("deviceid", "imei", "username", "email", "phonenumber", "subscriberid", "simserial"),
    "choices from another file": (
        "select_one_from_file", "select_multiple_from_file", "select_one_external", "csv-external", "xml-external",
    ),
}  # fmt: skip
NOT_CARRIED: Final = {kind: what for what, found in _NOT_CARRIED.items() for kind in found}
BEGIN: Final = re.compile(r"begin[ _](group|lgroup|repeat|loop|looped group)( .*)?")
END: Final = re.compile(r"end[ _](group|lgroup|repeat|loop|looped group)")
SELECT: Final = re.compile(
    r"(?P<select>select[ _]one(?: from)?|select1|select[ _]multiple|select all that apply(?: from)?|"
    r"add select one prompt using|add select multiple prompt using)\s+(?P<list>\S+)(?P<other>\s+(?:or specify other|or_other|or other))?",
)
SEVERAL: Final = ("multiple", "all that apply")
ENDS: Final = {">=": 0, ">": 1, "<=": 0, "<": -1}
CONSTRAINT: Final = re.compile(r"\s*\.\s*(>=|<=|>|<)\s*(-?\d{1,9})\s+and\s+\.\s*(>=|<=|>|<)\s*(-?\d{1,9})\s*")
PARAMETER: Final = re.compile(r"(\w+)\s*=\s*([^\s;,]+)")


def not_carried(kind: str) -> str:
    """In words: what people are asked for."""
    return NOT_CARRIED.get(kind.split()[0].lower(), f"questions of type “{kind[:40]}”")


def ends_of_constraint(constraint: str) -> tuple[int, int] | None:
    """The least and the most whole number in ". >= 0 and . <= 10", either way round."""
    match = CONSTRAINT.fullmatch(constraint)
    if not match:
        return None
    limits = {sign[0]: int(number) + ENDS[sign] for sign, number in ((match[1], match[2]), (match[3], match[4]))}
    return (limits[">"], limits["<"]) if len(limits) == 2 else None


def ends_of_range(parameters: str) -> tuple[int, int] | None:
    """Of "start=1 end=5 step=1", when they are whole numbers one apart."""
    found = {"start": "1", "end": "10", "step": "1"} | dict(PARAMETER.findall(parameters))
    if not all(re.fullmatch(r"-?\d{1,9}(\.0+)?", found[name]) for name in ("start", "end", "step")):
        return None
    start, end, step = (int(float(found[name])) for name in ("start", "end", "step"))
    return (start, end) if step == 1 else None
