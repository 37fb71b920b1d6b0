"""What is minimised, one thing after another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .plan import LEVELS, OBJECTIVES, WEIGHTS
from .problem import Problem

PROMISES = ("coverage", "independence")
QUALITY = ("preference", "fairness", "travel", "compactness")

Weights = tuple[tuple[str, int], ...]
Limit = tuple[Weights, int]
"""A weighing of levels that must stay at or under a value: ((level, weight), ...), value."""


@dataclass(frozen=True)
class Goal:
    """A weighed sum of levels, to be as small as the goals before allow."""

    name: str
    weights: Weights

    def value(self, levels: Sequence[int]) -> int:
        return sum(weight * levels[LEVELS.index(name)] for name, weight in self.weights)


def goals(objective: str, weights: Mapping[str, int]) -> tuple[Goal, ...]:
    """Promises first, then quality as one number ("blend") or level by level ("strict")."""
    if objective not in OBJECTIVES:
        raise ValueError(f"objective: expected one of {', '.join(OBJECTIVES)}, found {objective!r}")
    if objective == "strict":
        return tuple(Goal(name, ((name, 1),)) for name in LEVELS)
    quality = Goal("quality", tuple((name, weights[name]) for name in QUALITY))
    return (*(Goal(name, ((name, 1),)) for name in PROMISES), quality)


def full_weights(weights: Mapping[str, int] | None) -> dict[str, int]:
    """The user's exchange rates over the usual ones; raises ValueError for a name or value that is none."""
    given = dict(weights or {})
    for name, value in given.items():
        if name not in WEIGHTS:
            raise ValueError(f"weights: expected {', '.join(WEIGHTS)}, found {name!r}")
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000:
            raise ValueError(f"weights.{name}: expected a whole number from 0 to 10000, found {value!r}")
    return {**WEIGHTS, **given}


def draft_goal(problem: Problem, weights: Mapping[str, int]) -> Goal:
    """Everything at once: a broken promise costs more than any one visit's quality could win."""
    most = max((v.max + v.target for v in problem.leaders), default=1)
    visit = (
        10 * weights["preference"]
        + (2 * most + 1) * weights["fairness"]
        + 2 * min(problem.rules.max_from_base, 240) * weights["travel"]
        + 2 * weights["compactness"]
    )
    promises = (("coverage", 3 * visit + 3), ("independence", visit + 1))
    return Goal("draft", promises + tuple((name, weights[name]) for name in QUALITY))
