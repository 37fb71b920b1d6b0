"""What is inside the seal: the questions as the person saw them, the raw answers, and what they said before they changed it.

A place in the answers is written with dots: "good", "look.rationale", "worries.0.words".
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from alongside.web.safeguarding.flags import flags


def flags_in(words: Mapping[str, Any], language: str) -> list[str]:
    """Each stem once, from every answer, in what was said before as well."""
    versions = [words, *words.get("earlier", [])]
    said = " \n ".join(str(each["said"]) for version in versions for each in version.get("questions", []))
    return flags(said, language)


def free_text(words: Mapping[str, Any]) -> dict[str, str]:
    """The places that hold somebody's own words, not a ticked option: what a reader may have to mask."""
    said = {str(each["key"]): str(each["said"]) for each in words.get("questions", [])}
    places = _places(words.get("answers", {}))
    return {place: text for place, text in places if text.strip() and text.strip() in said.get(place.split(".")[0], "")}


def with_masks(words: Mapping[str, Any], masked: Mapping[str, str], without: Sequence[str] = ()) -> dict[str, Any]:
    """The answers as they may go on: places masked, whole answers left out."""
    answers: dict[str, Any] = copy.deepcopy(dict(words.get("answers", {})))
    places = free_text(words)
    for place, text in masked.items():
        if place not in places:
            raise ValidationError("There is no such answer to mask.")
        _put(answers, place.split("."), text)
    return {key: value for key, value in answers.items() if key not in set(without)}


def parts(words: Mapping[str, Any], keys: Sequence[str]) -> list[dict[str, str]]:
    """The answers to these questions with what was asked; all of them when none is named."""
    asked = [{"key": str(q["key"]), "question": str(q["question"]), "said": str(q["said"])} for q in words.get("questions", [])]
    return [each for each in asked if not keys or each["key"] in keys]


def texts_in(answers: Any) -> list[str]:
    return [text for _, text in _places(answers)]


def _places(value: Any, before: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield before, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _places(inner, f"{before}.{key}" if before else str(key))
    elif isinstance(value, list | tuple):
        for n, inner in enumerate(value):
            yield from _places(inner, f"{before}.{n}")


def _put(value: Any, place: Sequence[str], text: str) -> None:
    for step in place[:-1]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    last: Any = int(place[-1]) if isinstance(value, list) else place[-1]
    value[last] = text
