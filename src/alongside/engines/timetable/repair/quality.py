"""Among repairs that lose and disturb equally little, the one that scores best on the levels below."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..branching import search
from ..goals import Limit
from ..judging import score
from ..matrix import FREE, Ints
from ..model import Model
from ..plan import LEVELS, Stage, Visit
from ..problem import Problem
from ..relaxation import SCALE, Relaxation, Relaxed
from .damage import LINE_LOST, VISIT_DROPPED, VISIT_NEW, Damage

Terms = tuple[tuple[str, int], ...]
REACHES = (5, 40, 200, 1000, 5000)
"""How far above the bound the columns of each search may be; the last that is needed proves the answer."""


def terms(objective: str, weights: Mapping[str, int]) -> list[tuple[str, Terms]]:
    """(stage name, levels and weights) of the levels below coverage."""
    if objective == "strict":
        return [(name, ((name, 1),)) for name in LEVELS[1:]]
    return [("independence", (("independence", 1),)), ("quality", tuple((n, weights[n]) for n in LEVELS[2:]))]


@dataclass
class Quality:
    """`could` are all visits that an equally good repair could use, `must` those it cannot do without."""

    after: Problem
    damage: Damage
    could: Sequence[Visit]
    must: Sequence[Visit]
    coverage: int
    disturbance: int
    deadline: float
    stop: Callable[[], bool]

    def improve(self, visits: Sequence[Visit], stages: Sequence[tuple[str, Terms]]) -> tuple[list[Visit], list[Stage]]:
        self.best = list(visits)
        self.limits: list[Limit] = [((("coverage", 1),), self.coverage), ((("disturbance", 1),), self.disturbance)]
        self.model: Model | None = None
        done = []
        for name, levels in stages:
            done.append(self._stage(name, levels))
            self.limits.append((levels, done[-1].value))
        return self.best, done

    def _stage(self, name: str, levels: Terms) -> Stage:
        if self._worth(levels) == 0 or self._left() <= 0:
            return Stage(name, self._worth(levels), 0, self._worth(levels) == 0)
        if self.model is None:
            self.model = self._build()
        cost = self.model.objective(levels)
        relaxation = Relaxation(self.model, cost, self.limits, self._point() > 0)
        relaxed = relaxation.solve(min(self.deadline, time.monotonic() + max(self._left(), 0)))
        bound = relaxed.ceiling
        for reach in REACHES:
            if bound >= self._worth(levels) or self._left() <= 0:
                break
            bound = max(bound, self._search(cost, levels, relaxed, reach))
        value = self._worth(levels)
        return Stage(name, value, max(0, min(bound, value)), bound >= value)

    def _search(self, cost: Ints, levels: Terms, relaxed: Relaxed, reach: int) -> int:
        """Search all plans within `reach` of the bound; returns what is proven then."""
        assert self.model is not None
        point = self._point()
        free = (relaxed.reduced <= reach * SCALE) | (point > 0)
        free[self.slacks] = True

        def found(visits: list[Visit]) -> None:
            if self._as_good(visits) and self._worth(levels, visits) < self._worth(levels):
                self.best = sorted(visits)

        answer = search(self.model, cost, self.limits, free, point=point, seconds=self._left(), found=found)
        outside = (relaxed.bound + reach * SCALE) // SCALE + 1
        return max(relaxed.ceiling, outside if answer.bound is None else min(answer.bound, outside))

    def _build(self) -> Model:
        """The model with a level of its own for the disturbance."""
        model = Model(self.after, allowed=sorted({*self.could, *self.best}))
        known = set(zip(model.leader.tolist(), model.team.tolist(), model.slot.tolist(), strict=True))
        self.kept = model.x_of(sorted(self.damage.standing & known))
        lines = {(t, s) for _, t, s in self.damage.old}
        offers = zip(model.offer_team.tolist(), model.offer_slot.tolist(), strict=True)
        self.lines = model.z[np.array([o in lines for o in offers], dtype=bool)]
        self.slacks = np.concatenate([self._or_else(model, self.kept, VISIT_DROPPED), self._or_else(model, self.lines, LINE_LOST)])
        model.cost("disturbance", np.setdiff1d(model.x, self.kept), VISIT_NEW)
        model.close()
        model.lower[model.x_of(sorted({*self.must, *self.damage.fixed} & known))] = 1
        self.disturbance -= self._beyond(model, known)
        self.limits[1] = ((("disturbance", 1),), self.disturbance)
        return model

    def _or_else(self, model: Model, columns: Ints, price: int) -> Ints:
        """Each of these columns is used, or its loss is paid for."""
        lost = model.columns(len(columns))
        rows = model.rows(len(columns), 1, FREE)
        model.entries(rows, columns)
        model.entries(rows, lost)
        model.cost("disturbance", lost, price)
        return lost

    def _beyond(self, model: Model, known: set[Visit]) -> int:
        """Disturbance that every plan of the model has: old visits and lines that it leaves out."""
        offered = set(zip(model.offer_team.tolist(), model.offer_slot.tolist(), strict=True))
        lines = {(t, s) for _, t, s in self.damage.old if (t, s) in self.after.offers}
        return VISIT_DROPPED * len(self.damage.standing - known) + LINE_LOST * len(lines - offered)

    def _point(self) -> Ints:
        assert self.model is not None
        point = self.model.point_of(self.best)
        point[self.slacks] = 1 - point[np.concatenate([self.kept, self.lines])]
        return point

    def _worth(self, levels: Terms, visits: Sequence[Visit] | None = None) -> int:
        judged = score(self.after, self.best if visits is None else visits)
        values = dict(zip(LEVELS, judged.levels, strict=True))
        return sum(weight * values[name] for name, weight in levels)

    def _as_good(self, visits: Sequence[Visit]) -> bool:
        judged = score(self.after, visits)
        allowed = self.damage.cost(self.after, visits) <= self.damage.cost(self.after, self.best)
        within = all(self._worth(levels, visits) <= value for levels, value in self.limits if levels[0][0] != "disturbance")
        return judged.legal and allowed and within

    def _left(self) -> float:
        return 0.0 if self.stop() else self.deadline - time.monotonic()
