"""The forms that come with Alongside, each a JSON file beside this one, good enough to use unchanged."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from alongside.engines.forms.as_json import from_json
from alongside.engines.forms.definition import Definition

KINDS: Final = MappingProxyType(
    {
        "team-visit": "team_visit",
        "practice-observation": "practice_observation",
        "case-audit": "case_audit",
        "parent": "parent",
        "carer": "carer",
        "child-5-8": "child_5_8",
        "child-9-12": "child_9_12",
        "young-13-17": "young_13_17",
        "young-18-25": "young_18_25",
        "pulse": "pulse",
        "shadowing-practitioner": "shadowing_practitioner",
        "shadowing-manager": "shadowing_manager",
        "partner": "partner",
        "host-view": "host_view",
    }
)
"""Which kind of form each is, by its code (the name of its file)."""


def shipped_json(code: str) -> dict[str, Any]:
    """As it lies in its file. Raises KeyError for a code that is not in `KINDS`."""
    if code not in KINDS:
        raise KeyError(code)
    data: dict[str, Any] = json.loads(files(__package__).joinpath(f"{code}.json").read_text(encoding="utf-8"))
    return data


@cache
def _shipped(code: str) -> Definition:
    return from_json(shipped_json(code))


def shipped_forms() -> dict[str, tuple[str, Definition]]:
    """Code -> (kind, definition), in the order in which people meet them."""
    return {code: (kind, _shipped(code)) for code, kind in KINDS.items()}
