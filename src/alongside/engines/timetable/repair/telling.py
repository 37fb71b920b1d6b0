"""What became of each old visit, and what is new, as data and as sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..naming import Names, capital
from ..plan import Visit
from ..problem import Problem
from .damage import Damage


def tell(problem: Problem, damage: Damage, visits: Sequence[Visit]) -> dict[str, Any]:
    """`changes`: one entry for each visit moved, handed over, dropped, impossible or added; `kept`: how many stay."""
    teller = _Teller(problem, damage, visits)
    return {
        "kept": len(set(damage.old) & set(visits)),
        "changes": teller.entries(),
        "cannot_stay": [
            _entry("cannot stay", visit=v, why=why, text=f"Cannot stay: {_visit(problem, v)} ({why}).") for v, why in damage.cannot_stay
        ],
    }


def _visit(problem: Problem, v: Visit) -> str:
    known = v[0] < len(problem.leaders) and v[1] < len(problem.teams) and v[2] < problem.slots
    return Names(problem).visit(v) if known else str(list(v))


def _entry(what: str, **rest: Any) -> dict[str, Any]:
    return {"what": what, **{k: list(v) if isinstance(v, tuple) else v for k, v in rest.items()}}


class _Teller:
    def __init__(self, problem: Problem, damage: Damage, visits: Sequence[Visit]) -> None:
        self.names, self.damage = Names(problem), damage
        self.new = [v for v in visits if v not in set(damage.old)]
        self.now = set(visits)
        self.why = dict(damage.impossible)

    def entries(self) -> list[dict[str, Any]]:
        gone = [v for v in self.damage.old if v not in self.now]
        left, found = list(self.new), []
        for v in gone:
            after = next((n for n in left if n[:2] == v[:2]), None) or next((n for n in left if n[1:] == v[1:]), None)
            if after is not None:
                left.remove(after)
            found.append(self._gone(v, after))
        return found + [self._added(n) for n in left]

    def _gone(self, v: Visit, after: Visit | None) -> dict[str, Any]:
        why = self.why.get(v)
        reason = why or self._reason(v)
        if after is None:
            what = "impossible" if why else "dropped"
            return _entry(what, visit=v, why=reason, text=f"{capital(what)}: {self.names.visit(v)} ({reason}).")
        moved = after[0] == v[0]
        where = f"now {self.names.slot(after[2])}" if moved else f"now {self.names.leader(after[0])}"
        what = "moved" if moved else "handed over"
        extra = {"from": v, "to": after}
        return _entry(what, **extra, why=reason, text=f"{capital(what)}: {self.names.visit(v)}; {where} ({reason}).")

    def _reason(self, v: Visit) -> str:
        instead = next((n for n in self.new if n[0] == v[0] and n[2] == v[2]), None)
        if instead is not None:
            return f"the visitor is needed at {self.names.team(instead[1])} then"
        if any(n[0] == v[0] for n in self.new):
            return "the visitor is needed elsewhere that week"
        return "to make room for a change that keeps more of the plan"

    def _added(self, v: Visit) -> dict[str, Any]:
        return _entry("added", visit=v, text=f"Added: {self.names.visit(v)}.")
