"""The cheapest things to ask people for that make every promise possible, checked by solving again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from ..naming import Names, capital
from ..plan import Visit
from ..problem import Offer, Problem
from ..promises import Found, Model, Universe, minimise
from ..promises.programme import Objective
from ..promises.universe import Bools, Lines
from .promises import LEANING, Promise, all_promises, gaps, lean

HALF_DAY, EVENING, MORE_VISITS, OFFER, TEAM_VISIT, SITE, DISTANCE = 2, 3, 2, 3, 2, 5, 6
"""What each ask weighs: half-days and visits of people cost least, then a team's slot, a site's room, a longer drive."""
MOST_EXTRA_VISITS = 2
IMPOSSIBLE = 1000
"""A promise that no ask can save costs this, more than any sensible list of asks."""


@dataclass(frozen=True)
class Ask:
    """`kind` free | visits | offer | team_visits | site | distance; `slot` or `other` where the kind needs one."""

    kind: str
    who: int
    slot: int | None = None
    other: int | None = None
    times: int = 1

    def text(self, problem: Problem) -> str:
        names = Names(problem)
        if self.kind == "free":
            return f"{names.leader(self.who)} gives {names.slot(self.slot or 0)}"
        if self.kind == "visits":
            return f"{names.leader(self.who)} makes {self.times} more visit{'s' * (self.times > 1)}"
        if self.kind == "offer":
            return f"{names.team(self.who)} offers {names.slot(self.slot or 0)}"
        if self.kind == "team_visits":
            return f"{names.team(self.who)} takes one more visit"
        if self.kind == "site":
            return f"{names.site(self.who)} has room for one more visit on {names.slot(self.slot or 0)}"
        base, site = problem.leaders[self.who].base, problem.teams[self.other or 0].site
        return f"{names.leader(self.who)} travels {problem.travel[base][site]} minutes to {names.team(self.other or 0)}"

    def to_dict(self, problem: Problem) -> dict[str, Any]:
        found: dict[str, Any] = {"kind": self.kind, "id": self.who, "text": capital(self.text(problem))}
        found |= {"slot": self.slot} if self.slot is not None else {}
        found |= {"team": self.other} if self.other is not None else {}
        return found | ({"times": self.times} if self.times > 1 else {})


@dataclass(frozen=True)
class Cure:
    """`cost` of the asks with its proven `bound`; `hopeless` promises that no ask could save;
    `visits` a plan that keeps the others once the asks are granted."""

    asks: tuple[Ask, ...]
    cost: int
    bound: int
    hopeless: tuple[Promise, ...]
    visits: tuple[Visit, ...] = ()

    @property
    def proven(self) -> bool:
        return self.bound >= self.cost


class _Asking:
    """The promise model with a column for everything that could be asked for."""

    def __init__(self, problem: Problem, promises: Sequence[Promise], start: Collection[Visit], distance: bool) -> None:
        self.problem = problem
        universe = Universe.of(problem, ask_slots=_slots_to_ask(problem), ask_lines=_lines_to_ask(problem))
        universe = universe if distance else universe.where(~universe.far)
        self.model = Model(universe)
        self.promises = promises
        self.near, self.leaning = lean(universe, start)
        self._ask_people()
        self._ask_places()

    def _ask_people(self) -> None:
        p, u, s = self.problem, self.model.universe, self.model.sheet
        asked = np.unique((u.leader * p.slots + u.slot)[u.busy])
        self.free_of = asked
        self.free = s.columns(len(asked), 1)
        s.put(self.model.slot[asked], self.free, -1)
        self.more = s.columns(len(p.leaders), MOST_EXTRA_VISITS)
        s.put(self.model.most, self.more, -1)

    def _ask_places(self) -> None:
        p, s = self.problem, self.model.sheet
        self.team_more = s.columns(len(p.teams), 1)
        s.put(self.model.team_most, self.team_more, -1)
        self.room = s.columns(len(p.sites) * p.slots, 1)
        s.put(self.model.site, self.room, -1)

    def objective(self) -> Objective:
        m, p = self.model, self.problem
        cost = np.zeros(m.sheet.width)
        cost[self.free] = [EVENING if k % p.slots % p.parts == 2 else HALF_DAY for k in self.free_of.tolist()]
        cost[self.more], cost[self.team_more], cost[self.room] = MORE_VISITS, TEAM_VISIT, SITE
        cost[m.held] = np.where(m.universe.lines.asked, OFFER, 0)
        cost[gaps(m, self.promises)] = IMPOSSIBLE
        return Objective(cost, self.leaning + np.where(m.universe.far, DISTANCE, 0), slack=LEANING)

    def asks(self, found: Found) -> Iterable[Ask]:
        p, u, value = self.problem, self.model.universe, found.columns
        for k, key in enumerate(self.free_of.tolist()):
            if value[self.free[k]] > 0.5:
                yield Ask("free", key // p.slots, key % p.slots)
        for v in range(len(p.leaders)):
            if value[self.more[v]] > 0.5:
                yield Ask("visits", v, times=round(value[self.more[v]]))
        for k in np.flatnonzero(u.lines.asked & (value[self.model.held] > 0.5)).tolist():
            yield Ask("offer", int(u.lines.team[k]), int(u.lines.slot[k]))
        for t in range(len(p.teams)):
            if value[self.team_more[t]] > 0.5:
                yield Ask("team_visits", t)
        for k in np.flatnonzero(value[self.room] > 0.5).tolist():
            yield Ask("site", k // p.slots, k % p.slots)
        for j in found.chosen.tolist() if found.chosen is not None else []:
            if u.far[j]:
                yield Ask("distance", int(u.leader[j]), other=int(u.team[j]))


def cheapest_cure(
    problem: Problem, promises: Sequence[Promise] | None = None, *, deadline: float,
    stop: Callable[[], bool] = lambda: False, start: Collection[Visit] = (),
) -> Cure | None:  # fmt: skip
    """The cheapest asks after which one plan keeps every promise; None when time ran out before any was found.

    Longer drives are only asked for when nothing else would do.
    """
    wanted = all_promises(problem) if promises is None else promises
    cure = _cure(_Asking(problem, wanted, start, False), deadline, stop)
    if cure is None or not cure.hopeless:
        return cure
    cure = _cure(_Asking(problem, wanted, start, True), deadline, stop) or cure
    if not cure.hopeless:
        return cure
    rest = [p for p in wanted if p not in cure.hopeless]  # nobody is asked for what half keeps a hopeless promise
    sure = _cure(_Asking(problem, rest, start, True), deadline, stop)
    return cure if sure is None else replace(sure, hopeless=(*cure.hopeless, *sure.hopeless))


def _cure(asking: _Asking, deadline: float, stop: Callable[[], bool]) -> Cure | None:
    found = minimise(
        asking.model, asking.objective(), deadline=deadline, stop=stop, floor=0,
        first=asking.near,
    )  # fmt: skip
    if found.chosen is None:
        return None
    gap = found.columns[gaps(asking.model, asking.promises)]
    if gap.sum() > 0.5 and not found.proven:
        return None  # what looks hopeless may only not have been reached in time
    hopeless = tuple(p for p, g in zip(asking.promises, gap.tolist(), strict=True) if g > 0.5)
    lost = IMPOSSIBLE * round(float(gap.sum()))
    return Cure(
        tuple(asking.asks(found)),
        found.value - lost,
        max(0, found.bound - lost),
        hopeless,
        tuple(asking.model.universe.visits(found.chosen)),
    )


def apply(problem: Problem, asks: Iterable[Ask]) -> Problem:
    """The problem once everyone has said yes."""
    leaders, teams, sites = list(problem.leaders), list(problem.teams), list(problem.sites)
    rules = problem.rules
    for a in asks:
        if a.kind == "free":
            v = leaders[a.who]
            leaders[a.who] = replace(v, avail=tuple(sorted({*v.avail, a.slot or 0})))
        elif a.kind == "visits":
            leaders[a.who] = replace(leaders[a.who], max=leaders[a.who].max + a.times)
        elif a.kind == "offer":
            t = teams[a.who]
            teams[a.who] = replace(t, offers=(*t.offers, _new_offer(t.offers, a.slot or 0)))
        elif a.kind == "team_visits":
            teams[a.who] = replace(teams[a.who], max_visits=teams[a.who].max_visits + 1)
        elif a.kind == "site":
            sites[a.who] = replace(sites[a.who], cap=problem.sites[a.who].cap + 1)
        else:
            way = problem.travel[leaders[a.who].base][teams[a.other or 0].site]
            rules = replace(rules, max_from_base=max(rules.max_from_base, way))
    return replace(problem, leaders=tuple(leaders), teams=tuple(teams), sites=tuple(sites), rules=rules)


def _new_offer(own: Iterable[Offer], slot: int) -> Offer:
    """Like what the team offers already."""
    return Offer(slot, "", max((o.cap for o in own), default=1), max((o.cost for o in own), default=0))


def _slots_to_ask(problem: Problem) -> Bools:
    """Any half-day; evenings only when some team offers one."""
    evenings = {o.slot for t in problem.teams for o in t.offers}
    ask = np.zeros((len(problem.leaders), problem.slots), dtype=bool)
    ask[:, [s for s in range(problem.slots) if s % problem.parts < 2 or s in evenings]] = True
    return ask


def _lines_to_ask(problem: Problem) -> Lines:
    rows = []
    for t in problem.teams:
        own = {o.slot for o in t.offers}
        late = any(s % problem.parts == 2 for s in own)
        for s in range(problem.slots):
            if s not in own and (s % problem.parts < 2 or late):
                new = _new_offer(t.offers, s)
                rows.append((t.id, s, new.cap, new.cost))
    team, slot, cap, cost = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Lines(team, slot, cap, cost, np.ones(len(rows), dtype=bool))
