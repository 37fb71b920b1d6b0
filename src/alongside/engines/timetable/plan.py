"""A plan: who visits which team when, its worth, and what was proven about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .reading import ProblemError, Reader, listed, whole

Visit = tuple[int, int, int]
"""(leader, team, slot)"""

LEVELS = ("coverage", "independence", "preference", "fairness", "travel", "compactness")
WEIGHTS: Mapping[str, int] = {"preference": 10, "fairness": 10, "travel": 1, "compactness": 5}
OBJECTIVES = ("blend", "strict")


@dataclass(frozen=True)
class Stage:
    """One thing minimised in turn: `bound` is a proven lower bound given the values of the stages before."""

    name: str
    value: int
    bound: int
    proven: bool

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "value": self.value, "bound": self.bound, "proven": self.proven}


@dataclass(frozen=True)
class Plan:
    visits: tuple[Visit, ...] = ()
    levels: tuple[int, ...] = ()
    objective: str = "blend"
    stages: tuple[Stage, ...] = ()
    status: str = "feasible"
    seconds: float = 0.0
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def to_dict(self) -> dict[str, Any]:
        return {
            "visits": [list(v) for v in self.visits],
            "levels": list(self.levels),
            "objective": self.objective,
            "stages": [s.to_dict() for s in self.stages],
            "status": self.status,
            "seconds": round(self.seconds, 3),
            **self.extra,
        }

    @classmethod
    def from_dict(cls, raw: object) -> Plan:
        """Read the file form.  Only `visits` is needed; raises ProblemError naming what is wrong."""
        r = Reader(raw, "")
        return cls(
            visits=tuple(_visit(i, v) for i, v in enumerate(r.items("visits"))),
            levels=r.wholes("levels", default=()),
            objective=r.text("objective", "blend"),
            stages=tuple(_stage(Reader(s, f"stages[{i}]")) for i, s in enumerate(r.items("stages", default=()))),
            status=r.text("status", "feasible"),
            seconds=_seconds(r),
            extra=r.rest(),
        )


def _visit(i: int, raw: object) -> Visit:
    parts = listed(raw, f"visits[{i}]")
    if len(parts) != 3:
        raise ProblemError(f"visits[{i}]", "[leader, team, slot]", raw)
    leader, team, slot = (whole(p, f"visits[{i}][{k}]") for k, p in enumerate(parts))
    return leader, team, slot


def _stage(r: Reader) -> Stage:
    return Stage(r.text("name"), r.whole("value"), r.whole("bound"), r.flag("proven"))


def _seconds(r: Reader) -> float:
    value = r.raw.get("seconds", 0.0)
    r.taken.add("seconds")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ProblemError("seconds", "a number of seconds", value)
    return float(value)
