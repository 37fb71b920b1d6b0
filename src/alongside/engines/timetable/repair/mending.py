"""Repair: coverage first, then the fewest changes, then the levels below, each proven where it can be."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from ..changes import Changes
from ..judging import score
from ..meetings import Arranged, Meetings
from ..plan import WEIGHTS, Plan, Stage, Visit
from ..problem import Problem
from ..promises import Found, Model, least_loss, minimise
from ..promises.meetings import MeetingColumns
from ..promises.programme import Objective
from ..promises.universe import Bools, Floats, Ints
from ..solve import Progress
from .damage import Damage
from .gatherings import Gatherings, padded
from .quality import Quality, terms
from .telling import tell

MOST_IN_QUALITY = 60_000


@dataclass
class Mending:
    """The repair so far: `visits` and the meetings in `beside` are always legal together."""

    after: Problem
    damage: Damage
    beside: Gatherings
    deadline: float
    stop: Callable[[], bool]
    visits: list[Visit]
    stages: list[Stage] = field(default_factory=list)
    found: Found = field(init=False)

    def both(self) -> None:
        """Coverage and disturbance in one: losing one step of coverage outweighs any disturbance."""
        model, meetings = self._model()
        most = self.damage.most_disturbance(self.after) + self.beside.most()
        objective = self._disturbance(model, meetings)
        objective.sheet = objective.sheet + (most + 1) * self._coverage(model, meetings)
        least = least_loss(self.damage.universe)
        now = (most + 1) * self.lost() + self.cost()
        self.found = self._minimise(model, meetings, objective, now, (most + 1) * least)
        lost, cost, proven = self.lost(), self.cost(), self.found.proven
        sure = max(least, math.ceil((self.found.bound - most) / (most + 1)))
        self.stages = [
            Stage("coverage", lost, min(sure, lost), sure >= lost),
            Stage("disturbance", cost, cost if proven else 0, proven or not cost),
        ]

    def disturbance(self) -> None:
        """Where the two could not be proven in one: the least disturbance among plans that lose no more coverage."""
        model, meetings = self._capped()
        self.found = self._minimise(model, meetings, self._disturbance(model, meetings), self.cost(), 0)
        self.stages[1] = Stage("disturbance", self.cost(), max(0, self.found.bound), self.found.proven)

    def wishes(self, weights: Mapping[str, int], *, first: bool) -> None:
        """The wishes of those who meet: before the disturbance (a new plan) or after it (a repair)."""
        model, meetings = self._capped()
        if meetings is None:
            return
        change, wish = self._disturbance(model, meetings), meetings.quality(weights)
        most_change = self.damage.most_disturbance(self.after) + self.beside.most()
        most_wish = self.beside.most_quality(weights)
        a, b = (1, most_change + 1) if first else (most_wish + 1, 1)
        objective = Objective(a * change.sheet + b * wish, a * change.visits, a * change.offset, change.fixed)
        now = a * self.cost() + b * self.beside.meetings.quality(self.beside.now, weights)
        self.found = self._minimise(model, meetings, objective, now, 0)
        value = self.beside.meetings.quality(self.beside.now, weights)
        left = self.found.bound - (most_change if first else a * self.cost())
        bound = max(0, min(value, math.ceil(left / b)))
        self.stages.append(Stage("meetings", value, bound, bound >= value))

    def _model(self) -> tuple[Model, MeetingColumns | None]:
        model = Model(self.damage.universe)
        return model, self.beside.join(model)

    def _capped(self) -> tuple[Model, MeetingColumns | None]:
        model, meetings = self._model()
        cost = self._coverage(model, meetings)
        some = np.flatnonzero(cost)
        model.sheet.put(model.sheet.rows(1, upper=self.lost()), some, cost[some])
        return model, meetings

    def _coverage(self, model: Model, meetings: MeetingColumns | None) -> Floats:
        return model.coverage() + (meetings.lost() if meetings else 0)

    def _disturbance(self, model: Model, meetings: MeetingColumns | None) -> Objective:
        objective = self.damage.disturbance(self.after)
        objective.sheet = padded(objective.sheet, model.sheet.width)
        if meetings:
            cost, constant = meetings.disturbance(self.beside.old)
            objective.sheet, objective.offset = objective.sheet + cost, objective.offset + constant
        return objective

    def quality(self, objective: str, weights: Mapping[str, int]) -> None:
        """Levels 2 to 6 over every visit that an equally small repair could use."""
        could, must = self.found.in_equals()
        proven = all(s.proven for s in self.stages)
        u, lost = self.damage.universe, score(self.after, self.visits).levels[0]
        cost, pinned = self.damage.cost(self.after, self.visits), self._pinned()
        could, proven = could[~pinned[could]], proven and not pinned[could].any()
        if len(could) > MOST_IN_QUALITY:
            could, proven = could[np.argsort(self.found.dear[could], kind="stable")[:MOST_IN_QUALITY]], False
        keep = [*(u.visits(must) if proven else []), *self._on_busy_days()]
        better = Quality(
            self.after, self.damage, u.visits(could), keep, lost, cost, self.deadline,
            self.stop,
        )  # fmt: skip
        self.visits, stages = better.improve(self.visits, terms(objective, weights))
        self.stages += [s if proven else replace(s, bound=0, proven=s.value == 0) for s in stages]

    def _on_busy_days(self) -> list[Visit]:
        busy = self.beside.busy_days() if self.beside else set()
        return [v for v in self.visits if (v[0], v[2] // self.after.parts) in busy]

    def _pinned(self) -> Bools:
        """Visits that would change the day of someone with a meeting: left alone, so that nothing clashes."""
        u, busy = self.damage.universe, np.zeros((len(self.after.leaders), self.after.days), dtype=bool)
        for leader, day in self.beside.busy_days() if self.beside else set():
            busy[leader, day] = True
        pinned: Bools = busy[u.leader, u.slot // self.after.parts]
        pinned[self.damage.at(self.visits)] = False
        return pinned

    def lost(self) -> int:
        return score(self.after, self.visits).levels[0] + self.beside.lost()

    def cost(self) -> int:
        return self.damage.cost(self.after, self.visits) + self.beside.cost()

    def _near_the_damage(self) -> Ints:
        """The first ring: every way of visiting the teams that the event left short."""
        u = self.damage.universe
        standing = {t for _, t, _ in self.damage.start}
        hurt = {t for v, t, _ in self.damage.old if (v, t) not in {(a, b) for a, b, _ in self.damage.start}}
        near = np.isin(u.team, sorted(hurt | ({t.id for t in self.after.teams} - standing)))
        return np.flatnonzero(near)[:4000]

    def _minimise(self, model: Model, meetings: MeetingColumns | None, objective: Objective, value: int, floor: int) -> Found:
        found = minimise(
            model, objective, start=self.damage.at(self.visits), value=value, deadline=self.deadline, stop=self.stop,
            first=self._near_the_damage(), floor=floor,
        )  # fmt: skip
        if found.chosen is not None and len(found.columns):
            visits = self.damage.universe.visits(found.chosen)
            arranged = meetings.arranged(found.columns) if meetings else self.beside.now
            if score(self.after, visits).legal and self.beside.fits(visits, arranged):
                self.visits, self.beside.now = visits, arranged
        return found


def repair(
    problem: Problem, plan: Plan, changes: Changes, *, time_limit: float = 30.0, threads: int = 1,
    weights: Mapping[str, int] = WEIGHTS,
    progress: Callable[[Progress], None] | None = None, should_stop: Callable[[], bool] = lambda: False,
) -> Plan:  # fmt: skip
    """The plan that loses least coverage, then disturbs least, then scores best on levels 2 to 6.

    The answer's `extra` holds `disturbance`, `changes` (what became of each old visit, and what is new), `cannot_stay`
    (locked or past visits that could not be kept, and why).  Always legal; never worse than dropping what broke.
    `threads` may be given as for `solve`; a repair is short and runs on one.
    """
    began = time.monotonic()
    after = changes.apply(problem)
    damage = Damage.of(problem, after, plan.visits, changes)
    beside = Gatherings(Meetings.of(after), Arranged.of(plan), changes.past_before)
    mending = Mending(after, damage, beside, began + time_limit, should_stop, list(damage.start))
    beside.begin(damage.universe, mending.visits)
    mending.both()
    _tell(mending, progress, began)
    if not mending.stages[1].proven:
        mending.disturbance()
        _tell(mending, progress, began)
    mending.wishes(weights, first=False)
    mending.quality(plan.objective, weights)
    _tell(mending, progress, began)
    return _answer(problem, plan, changes, mending, began)


def _tell(mending: Mending, progress: Callable[[Progress], None] | None, began: float) -> None:
    if progress is None:
        return
    judged, stage = score(mending.after, mending.visits), mending.stages[-1]
    progress(
        Progress(
            time.monotonic() - began, stage.name, stage.value, stage.bound, judged.levels, judged.unseen,
            tuple(mending.visits),
        )
    )  # fmt: skip


def _answer(problem: Problem, plan: Plan, changes: Changes, mending: Mending, began: float) -> Plan:
    judged = score(mending.after, mending.visits)
    damage = mending.damage
    told = tell(problem, damage, mending.visits)
    extra = {"disturbance": mending.cost(), **told}
    if mending.beside:
        extra |= mending.beside.now.to_extra()
        extra["changes"] = [*told["changes"], *mending.beside.tell()]
    proven = all(s.proven for s in mending.stages)
    return Plan(
        visits=tuple(sorted(mending.visits)),
        levels=judged.levels,
        objective=plan.objective,
        stages=tuple(mending.stages),
        status="optimal" if proven else "feasible",
        seconds=time.monotonic() - began,
        extra=extra,
    )
