"""What stays proven of a plan after it is changed by hand.

A stage's bound holds for the values of the stages before it. When a change moves one of those, the bound says nothing and is set
aside, not thrown away: moving back (undo) brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alongside.engines.timetable.judging import blended
from alongside.engines.timetable.plan import LEVELS


def restated(stages: Sequence[Mapping[str, Any]], levels: Sequence[int], weights: Mapping[str, int]) -> list[dict[str, Any]]:
    """The stages with the values that the plan has now."""
    given = [stage.get("given", [s["value"] for s in stages[:n]]) for n, stage in enumerate(stages)]
    values = [_value(str(stage["name"]), levels, weights) for stage in stages]
    found = []
    for n, (stage, value) in enumerate(zip(stages, values, strict=True)):
        bound = stage.get("proven_bound", stage["bound"])
        holds = list(given[n]) == values[:n]
        found.append(
            {
                **stage,
                "value": value,
                "bound": bound if holds else 0,
                "proven": holds and value == bound,
                "proven_bound": bound,
                "given": list(given[n]),
            }
        )
    return found


def _value(name: str, levels: Sequence[int], weights: Mapping[str, int]) -> int:
    return int(levels[LEVELS.index(name)]) if name in LEVELS else blended(levels, weights)
