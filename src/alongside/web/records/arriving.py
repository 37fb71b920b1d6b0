"""What a device sent, read with care: the types that the database needs, and nothing that it cannot hold.

Incomplete is fine, and so is a form that has a newer version. Only what could never be stored is a problem, said in plain words.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from uuid import UUID

from alongside.web.forms.kinds import FAMILY, RECORDS

MOST_BYTES = 200_000
MAYBE = ("entry", "team", "practitioner", "based_on", "person")
DEEPEST = 4
LARGEST = 2**53  # the largest whole number that a browser counts with
TAKEN = frozenset({*RECORDS, *FAMILY})


class Unstorable(Exception):
    """It could never be stored as it is. `problems` is what to put right, by the name of the part."""

    def __init__(self, **problems: str) -> None:
        self.problems = problems
        super().__init__(", ".join(problems))


@dataclass(frozen=True)
class Arrival:
    """One sending, as the device says it. Nothing here is trusted to exist or to be this person's."""

    id: UUID
    record: UUID
    kind: str
    form_version: UUID
    answers: dict[str, Any]
    entry: UUID | None = None
    team: UUID | None = None
    practitioner: UUID | None = None
    based_on: UUID | None = None
    recorded_at: str = ""
    consent: dict[str, Any] = field(default_factory=dict)
    person: UUID | None = None  # who typed it, by the device's knowledge


def read_arrival(body: bytes) -> Arrival:
    """Raises Unstorable."""
    data = _read_json(body)
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in TAKEN:
        raise Unstorable(kind="Say which kind of record this is")
    ids = {name: _id(data, name) for name in ("id", "record", "form_version")}
    maybe = {name: _id(data, name) if data.get(name) not in (None, "") else None for name in MAYBE}
    parts = {name: _object(data, name) for name in ("answers", "consent")}
    return Arrival(kind=kind, recorded_at=_time(data), **ids, **maybe, **parts)  # type: ignore[arg-type]


def when_recorded(said: str, now: dt.datetime) -> tuple[dt.datetime, bool]:
    """When the device says it was written down, and whether its clock can be believed: within ten years back and a day ahead."""
    try:
        told = dt.datetime.fromisoformat(said)
        believed = told.tzinfo is not None and now - dt.timedelta(days=3653) < told < now + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        return now, False
    return (told, True) if believed else (now, False)


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body.decode(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unstorable(body="Send one JSON object in UTF-8") from None
    if not isinstance(data, dict):
        raise Unstorable(body="Send one JSON object in UTF-8")
    return data


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _id(data: Mapping[str, Any], name: str) -> UUID:
    value = data.get(name)
    try:
        if isinstance(value, str) and len(value) == 36:
            return UUID(value)
    except ValueError:
        pass
    raise Unstorable(**{name: "Send an identifier (UUID)"})


def _time(data: Mapping[str, Any]) -> str:
    value = data.get("recorded_at") or ""
    if not isinstance(value, str) or len(value) > 40:
        raise Unstorable(recorded_at="Send the date and time as text, such as 2018-03-05T14:30:00Z")
    return clean(value)


def _object(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name) if data.get(name) is not None else {}
    if not isinstance(value, dict):
        raise Unstorable(**{name: "Send an object, a value for each question"})
    return {clean(key): storable(each, name) for key, each in value.items()}


def storable(value: Any, where: str, depth: int = 1) -> Any:
    """The same value without what a database cannot hold. Raises Unstorable on what is no answer at all."""
    if depth > DEEPEST:
        raise Unstorable(**{where: "This goes too deep"})
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [storable(each, where, depth + 1) for each in value]
    if isinstance(value, dict):
        return {clean(key): storable(each, where, depth + 1) for key, each in value.items()}
    if isinstance(value, float):
        if not math.isfinite(value) or not value.is_integer():
            raise Unstorable(**{where: "Send whole numbers"})
        value = int(value)
    if isinstance(value, int) and not -LARGEST < value < LARGEST:
        raise Unstorable(**{where: "This number is too large"})
    return value


def clean(text: str) -> str:
    """Without nulls and broken halves of characters, which PostgreSQL refuses."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
