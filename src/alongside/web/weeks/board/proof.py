"""What stays proven of a plan after it is changed by hand.

A stage's bound holds for the values of the stages before it. When a change moves one of those, the bound says nothing and is set
aside, not thrown away: moving back (undo) brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from alongside.engines.timetable.judging import blended
from alongside.engines.timetable.plan import LEVELS


def restated(
    stages: Sequence[Mapping[str, Any]], before: Sequence[int], after: Sequence[int], weights: Mapping[str, int]
) -> list[dict[str, Any]]:
    """The stages with the values that the plan has now, from the levels before and after a change of its visits."""
    given = [stage.get("given", [s["value"] for s in stages[:n]]) for n, stage in enumerate(stages)]
    values = [stage["value"] + _measure(stage["name"], after, weights) - _measure(stage["name"], before, weights) for stage in stages]
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


def _measure(name: str, levels: Sequence[int], weights: Mapping[str, int]) -> int:
    """The part of a stage's value that visits decide. Meetings count too, in coverage and by themselves; the board leaves them alone."""
    if name == "quality":
        return blended(levels, weights)
    return int(levels[LEVELS.index(name)]) if name in LEVELS else 0
