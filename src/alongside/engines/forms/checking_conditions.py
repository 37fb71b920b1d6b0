"""Whether JSON is a condition that could ever hold: on earlier questions, with values they can take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from alongside.engines.forms import limits
from alongside.engines.forms.checking_words import name_short, shown_short
from alongside.engines.forms.conditions import TESTS
from alongside.engines.forms.problems import Problem

Asked = dict[str, Mapping[Any, Any]]  # the questions before this one, by key, as JSON

SHAPES = 'such as {"question": "a_key", "is": "an option"}, {"all": [...]}, {"any": [...]} or {"not": {...}}'
TESTED = {
    "is": ("text", "choice", "scale", "grade"),
    "is_not": ("text", "choice", "scale", "grade"),
    "has": ("choices", "themes"),
    "at_least": ("scale",),
    "at_most": ("scale",),
}


def check_condition(where: str, data: object, asked: Asked, later: Sequence[Any]) -> Iterator[Problem]:
    """`later` are the keys of this question and those after it."""
    if count_parts(data) > limits.MOST_CONDITIONS:
        yield Problem(where, "the condition is too long or nested too deeply", f"at most {limits.MOST_CONDITIONS} parts")
        return
    yield from _condition(where, data, asked, later)


def count_parts(data: object, depth: int = 0) -> int:
    """How many conditions it is made of; more than are allowed when it is nested too deeply."""
    if depth > limits.DEEPEST_CONDITION:
        return limits.MOST_CONDITIONS + 1
    parts = _parts(data)
    return 1 + sum(count_parts(part, depth + 1) for part in parts[: limits.MOST_CONDITIONS + 1])


def _parts(data: object) -> list[Any]:
    if not isinstance(data, Mapping):
        return []
    lists = [data[name] for name in ("all", "any") if isinstance(data.get(name), list)]
    return [*(part for each in lists for part in each), *([data["not"]] if "not" in data else [])]


def _condition(where: str, data: object, asked: Asked, later: Sequence[Any]) -> Iterator[Problem]:
    if not isinstance(data, Mapping):
        yield Problem(where, f"found {shown_short(data)}", f"a condition, {SHAPES}")
        return
    names = set(data)
    if names in ({"all"}, {"any"}):
        yield from _several(where, *next(iter(data.items())), asked, later)
    elif names == {"not"}:
        yield from _condition(f"{where}.not", data["not"], asked, later)
    elif len(names) == 2 and "question" in names and names <= {"question", *TESTS}:
        yield from _test(where, data, asked, later)
    else:
        found = ", ".join(sorted(map(name_short, names))) or "no fields"
        yield Problem(where, f"found {found}", f"a condition, {SHAPES}, with one of {', '.join(TESTS)}")


def _several(where: str, name: str, parts: object, asked: Asked, later: Sequence[Any]) -> Iterator[Problem]:
    if not isinstance(parts, list) or not parts:
        yield Problem(f"{where}.{name}", f"found {shown_short(parts)}", "a list of at least one condition")
        return
    for place, part in enumerate(parts):
        yield from _condition(f"{where}.{name}[{place}]", part, asked, later)


def _test(where: str, data: Mapping[Any, Any], asked: Asked, later: Sequence[Any]) -> Iterator[Problem]:
    key = data["question"]
    if not isinstance(key, str) or key not in asked:
        what = "comes later, or is this question" if isinstance(key, str) and key in later else "is not in this form"
        yield Problem(f"{where}.question", f"{shown_short(key)} {what}", "the key of an earlier question")
        return
    test = next(name for name in TESTS if name in data)
    kind = asked[key].get("type")
    if kind == "note":
        yield Problem(f"{where}.question", f"{key!r} is a note, which takes no answer", "the key of an earlier question")
    elif test == "answered":
        if not isinstance(data[test], bool):
            yield Problem(f"{where}.{test}", f"found {shown_short(data[test])}", "true or false")
    elif kind not in TESTED[test]:
        fitting = [name for name in TESTS if name == "answered" or kind in TESTED[name]]
        yield Problem(f"{where}.{test}", f"{key!r} is of type {kind}, which {test} does not fit", f"one of {', '.join(fitting)}")
    else:
        yield from _value(f"{where}.{test}", data[test], test, asked[key])


def _value(where: str, value: Any, test: str, question: Mapping[Any, Any]) -> Iterator[Problem]:
    kind = question["type"]
    if kind == "text":
        if not isinstance(value, str) or not value or "${" in value or limits.UNREADABLE.search(value):
            yield Problem(where, f"found {shown_short(value)}", "the words of the answer")
        elif len(value) > limits.LONGEST_VALUE:
            yield Problem(where, f"found {len(value):,} characters", f"at most {limits.LONGEST_VALUE}")
    elif kind == "scale":
        low, high = question.get("low", 1), question.get("high", 5)
        if isinstance(value, bool) or not isinstance(value, int) or not _reaches(low, value, high):
            yield Problem(where, f"found {shown_short(value)}", f"a number from {low} to {high}")
    else:
        options = question.get("options")
        keys = [option.get("key") for option in options if isinstance(option, Mapping)] if isinstance(options, list) else []
        if not isinstance(value, str) or value not in keys:
            yield Problem(where, f"found {shown_short(value)}", f"an option of that question: {_listed(keys)}")


def _reaches(low: object, value: int, high: object) -> bool:
    """Ends that are no numbers are named where they stand, not here again."""
    return not isinstance(low, int) or not isinstance(high, int) or low <= value <= high


def _listed(keys: Sequence[Any]) -> str:
    names = [name_short(key) for key in keys]
    return ", ".join(names[:10]) + (", …" if len(names) > 10 else "") or "it has none"
