"""What the week promises, what the rules are called, and whether some promises can be kept together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from ..naming import Names
from ..problem import Offer, Problem
from ..promises import Model, Universe
from ..promises.descent import Descent
from ..promises.programme import Objective
from ..promises.universe import Bools, Ints

BOUNDLESS = 10**6
SMALL = 3000
"""With so few possible visits, pricing takes longer than taking them all."""


@dataclass(frozen=True, order=True)
class Promise:
    """`who` is the team, the leader or the service area; 0 for the doubles."""

    kind: Literal["team", "area", "minimum", "doubles"]
    who: int = 0

    def text(self, problem: Problem) -> str:
        names = Names(problem)
        if self.kind == "team":
            return f"{names.team(self.who)} is seen"
        if self.kind == "area":
            return f"{names.area(self.who)} is seen by a corporate visitor"
        if self.kind == "minimum":
            n = problem.leaders[self.who].min
            return f"{names.leader(self.who)} makes at least {n} visit{'s' * (n > 1)}"
        return f"{problem.rules.double_min} visits are made by two"

    def to_dict(self, problem: Problem) -> dict[str, object]:
        return {"kind": self.kind, "id": self.who, "text": self.text(problem)}


def all_promises(problem: Problem) -> list[Promise]:
    return [
        *(Promise("team", t.id) for t in problem.teams if t.weight),
        *(Promise("area", a) for a in sorted({t.area for t in problem.teams})),
        *(Promise("minimum", v.id) for v in problem.leaders if v.min),
        *([Promise("doubles")] if problem.rules.double_min else []),
    ]


def _everyone_free(p: Problem) -> Problem:
    return replace(p, leaders=tuple(replace(v, avail=tuple(range(p.slots))) for v in p.leaders))


def _all_offered(p: Problem) -> Problem:
    def offers(own: tuple[Offer, ...]) -> tuple[Offer, ...]:
        there = {o.slot for o in own}
        return own + tuple(Offer(s, "", 2, 0) for s in range(p.slots) if s not in there)

    return replace(p, teams=tuple(replace(t, offers=offers(t.offers)) for t in p.teams))


def _rules(**values: Any) -> Callable[[Problem], Problem]:
    return lambda p: replace(p, rules=replace(p.rules, **values))


RULES: Mapping[str, tuple[str, Callable[[Problem], Problem]]] = {
    "offers": ("the slots that teams offer", _all_offered),
    "free": ("the half-days when visitors are free", _everyone_free),
    "line": (
        "nobody visits a team in their own line of management",
        lambda p: replace(p, teams=tuple(replace(t, line=()) for t in p.teams)),
    ),
    "interest": ("declared interests", lambda p: replace(p, forbid=frozenset())),
    "distance": ("nobody travels too far from their base", _rules(max_from_base=BOUNDLESS)),
    "most": (
        "the most visits each visitor agreed to",
        lambda p: replace(p, leaders=tuple(replace(v, max=max(v.max, p.slots)) for v in p.leaders)),
    ),
    "day": ("the most visits in one day", _rules(max_per_day=BOUNDLESS)),
    "travel": ("time to travel between visits", _rules(am_pm_gap=BOUNDLESS, pm_eve_gap=BOUNDLESS)),
    "site": ("how many visits a site can take at once", lambda p: replace(p, sites=tuple(replace(s, cap=BOUNDLESS) for s in p.sites))),
    "team": (
        "the most visits each team can take",
        lambda p: replace(p, teams=tuple(replace(t, max_visits=max(t.max_visits, p.slots)) for t in p.teams)),
    ),
    "service": (
        "never two visitors of the same service together",
        lambda p: replace(p, leaders=tuple(replace(v, area=None) for v in p.leaders)),
    ),
    "cap": (
        "how many visitors an offer can take",
        lambda p: replace(p, teams=tuple(replace(t, offers=tuple(replace(o, cap=2) for o in t.offers)) for t in p.teams)),
    ),
}
"""Each named rule, and the problem without it.  That nobody is in two places at once, meets a team twice or visits a team
twice in a day is never in question."""


def without(problem: Problem, rules: Collection[str]) -> Problem:
    for rule in RULES:
        if rule in rules:
            problem = RULES[rule][1](problem)
    return problem


@dataclass(frozen=True)
class Answer:
    """`kept` is None when time ran out."""

    kept: bool | None


def can_keep(problem: Problem, promises: Collection[Promise], *, deadline: float, stop: Callable[[], bool]) -> Answer:
    """Whether one plan could keep all these promises."""
    if not promises:
        return Answer(True)
    universe = Universe.of(problem)
    model = Model(universe.where(_useful(universe, promises)))
    columns = gaps(model, promises)
    cost = np.zeros(model.sheet.width)
    cost[columns] = 1
    descent = Descent(
        model, Objective(cost, np.zeros(len(model.universe))), start=None, value=1, deadline=deadline, stop=stop, floor=0,
        first=np.arange(len(model.universe)) if len(model.universe) <= SMALL else None,
    )  # fmt: skip
    descent.price()
    descent.search()
    if descent.value >= 1:
        descent.settle()
    if descent.value < 1:
        return Answer(True)
    if descent.bound < 1:
        return Answer(None)
    return Answer(False)


def gaps(model: Model, promises: Collection[Promise]) -> Ints:
    """The columns of the model that say how far each promise is from kept."""
    of = {"team": model.unseen, "area": model.area_unseen, "minimum": model.short, "doubles": model.double_short}
    return np.array([of[p.kind][p.who] for p in promises], dtype=np.int64)


def _useful(u: Universe, promises: Collection[Promise]) -> Bools:
    """Visits that help to keep one of these promises; no other is needed."""
    named = {k: [p.who for p in promises if p.kind == k] for k in ("team", "area", "minimum", "doubles")}
    corporate = np.array([v.corporate for v in u.problem.leaders], dtype=bool)
    area = np.array([t.area for t in u.problem.teams], dtype=np.int64)
    useful = np.isin(u.team, named["team"]) | np.isin(u.leader, named["minimum"])
    useful |= corporate[u.leader] & np.isin(area[u.team], named["area"])
    if named["doubles"]:
        useful |= u.lines.cap[u.line] == 2
    return useful
