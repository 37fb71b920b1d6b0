"""What the week promises, what the rules are called, and whether some promises can be kept together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from ..judging import score
from ..naming import Names
from ..plan import Visit
from ..problem import Offer, Problem
from ..promises import Model, Universe
from ..promises.descent import Descent
from ..promises.programme import Objective
from ..promises.universe import Bools, Floats, Ints

BOUNDLESS = 10**6


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
    """`kept` is None when time ran out; `visits` is a plan that keeps them."""

    kept: bool | None
    visits: Collection[Visit] = ()


LEANING = 0.1


def lean(universe: Universe, start: Collection[Visit]) -> tuple[Ints, Floats]:
    """(where the visits of a known plan stand, costs that lean towards it): there is less to search near a plan."""
    known, order = set(start), universe.visits_in_order()
    at = np.flatnonzero([v in known for v in order])
    most = sum(min(v.max, universe.problem.slots) + 2 for v in universe.problem.leaders)
    cost = np.full(len(universe), LEANING / (2 * most + 1))
    cost[at] = 0
    return at, cost


def can_keep(
    problem: Problem, promises: Collection[Promise], *, deadline: float, stop: Callable[[], bool],
    start: Collection[Visit] = (),
) -> Answer:  # fmt: skip
    """Whether one plan could keep all these promises.  `start` is any legal plan to look near."""
    if not missed_promises(problem, start, promises):
        return Answer(True, start)
    universe = Universe.of(problem)
    model = Model(universe.where(_useful(universe, promises)))
    cost = np.zeros(model.sheet.width)
    cost[gaps(model, promises)] = 1
    near, leaning = lean(model.universe, start)
    descent = Descent(
        model, Objective(cost, leaning, slack=LEANING), start=None, value=1, deadline=deadline, stop=stop, floor=0,
        first=near,
    )  # fmt: skip
    descent.price()
    descent.search()
    if descent.value >= 1:
        descent.settle()
    if descent.value < 1 and descent.chosen is not None:
        return Answer(True, model.universe.visits(descent.chosen))
    return Answer(False if descent.bound >= 1 else None)


def missed_promises(problem: Problem, visits: Collection[Visit], promises: Collection[Promise]) -> tuple[Promise, ...]:
    """The promises that these visits do not keep."""
    judged = score(problem, visits)
    load = {v.id: 0 for v in problem.leaders}
    for leader, _, _ in visits:
        load[leader] = load.get(leader, 0) + 1

    def missed(p: Promise) -> bool:
        if p.kind == "team":
            return p.who in judged.unseen
        if p.kind == "area":
            return p.who in judged.areas_unseen
        if p.kind == "minimum":
            return load[p.who] < problem.leaders[p.who].min
        return judged.doubles < problem.rules.double_min

    return tuple(p for p in promises if missed(p))


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
