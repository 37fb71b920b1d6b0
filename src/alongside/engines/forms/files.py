"""A form's JSON file, read with the line and column of whatever is in the way."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Final

from alongside.engines.forms.as_json import from_json, to_json
from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Definition
from alongside.engines.forms.problems import Problem, Unreadable

MOST_BYTES: Final = 2 * 1024**2


def read_json(content: bytes) -> Definition:
    """Raises `Unreadable`."""
    data = _loaded(content)
    if problems := check(data):
        raise Unreadable(problems)
    return from_json(data)


def write_json(form: Definition) -> bytes:
    return (json.dumps(to_json(form), ensure_ascii=False, indent=2) + "\n").encode()


def _loaded(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise Unreadable([Problem("the file", "is larger than 2 MB", "a form of at most 2 MB")])
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_doubles)
    except UnicodeDecodeError as error:
        raise Unreadable([Problem(f"byte {error.start}", "is not UTF-8", "text in UTF-8")]) from error
    except json.JSONDecodeError as error:
        raise Unreadable([Problem(f"line {error.lineno}, column {error.colno}", error.msg[:1].lower() + error.msg[1:], "JSON")]) from error
    except (RecursionError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable([Problem("the file", "is nested too deeply or holds a number without end", "JSON")]) from error


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets a field come twice and silently keeps the last."""
    double = [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]
    if double:
        raise Unreadable([Problem("the file", f"the field {double[0][:40]!r} comes twice in one object", "each field once")])
    return dict(pairs)
