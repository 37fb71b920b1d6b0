"""What a worker can be asked to do with its model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any

import numpy as np

from .branching import search
from .goals import Limit, Weights
from .matrix import Ints, Mask
from .model import Model
from .plan import Visit
from .problem import Problem
from .relaxation import SCALE, Relaxation, Relaxed, promising


class Desk:
    """One model, and the last relaxation solved with it."""

    def __init__(self, problem: dict[str, Any], found: Callable[[list[Visit]], None], bounded: Callable[[int], None]) -> None:
        self.problem = Problem.from_dict(problem)
        self.model = Model(self.problem)
        self.model.close()
        self.found, self.bounded = found, bounded
        self.known = promising(self.model)
        self.relaxed: Relaxed | None = None

    def do(self, job: str, details: dict[str, Any]) -> object:
        jobs: dict[str, Callable[..., object]] = {
            "lock": self.lock,
            "relax": self.relax,
            "search": self.search,
            "improve": self.improve,
        }
        return jobs[job](**details)

    def lock(self, visits: Sequence[Visit]) -> None:
        """These visits must happen from now on."""
        self.model.lower[self.model.x_of(visits)] = 1

    def relax(self, weights: Weights, limits: Sequence[Limit], plan: Sequence[Visit], seconds: float) -> int:
        """A lower bound (whole) for the weighed levels under the limits; `plan` meets the limits."""
        point = self.model.point_of(plan)
        relaxation = Relaxation(self.model, self.model.objective(weights), limits, self.known | (point > 0))
        self.relaxed = relaxation.solve(monotonic() + seconds)
        self.known |= relaxation.inside
        return self.relaxed.ceiling

    def search(
        self,
        weights: Weights,
        limits: Sequence[Limit],
        plan: Sequence[Visit],
        reach: int,
        seconds: float,
    ) -> tuple[int, bool]:
        """Search every plan that uses only columns within `reach` of the relaxation's bound.

        Answers a bound on what such plans are worth, or `bound + reach` when nothing better is among them, and
        whether the search came to its end.
        """
        assert self.relaxed is not None
        relaxed, point = self.relaxed, self.model.point_of(plan)
        free = self._within(relaxed, reach) | (point > 0)
        outside = (relaxed.bound + reach * SCALE) // SCALE + 1

        def overall(inside: int | None) -> int:
            return max(relaxed.ceiling, outside if inside is None else min(inside, outside))

        answer = search(
            self.model,
            self.model.objective(weights),
            limits,
            free,
            point=point,
            seconds=seconds,
            found=self.found,
            bounded=lambda bound: self.bounded(overall(bound)),
        )
        return overall(answer.bound), answer.done

    def improve(
        self,
        weights: Weights,
        plan: Sequence[Visit],
        leaders: Sequence[int],
        teams: Sequence[int],
        reach: int,
        seconds: float,
    ) -> int:
        """Search what these visitors could do at these teams, all else standing, near that part's own relaxation.

        Answers how much the plan is worth above that relaxation: what a wider search could win at most.
        """
        until = monotonic() + seconds
        point, objective = self.model.point_of(plan), self.model.objective(weights)
        around = self.model.around(leaders, teams)
        relaxation = Relaxation(self.model, objective, (), self.known | (point > 0), free=around, point=point)
        relaxed = relaxation.solve(until)
        self.known |= relaxation.inside
        free = around & (self._within(relaxed, reach) | (point > 0))
        search(self.model, objective, (), free, point=point, seconds=until - monotonic(), found=self.found, gap=reach // 12)
        return int(np.dot(point, objective)) - relaxed.ceiling

    def _within(self, relaxed: Relaxed, reach: int) -> Mask:
        free: Mask = relaxed.reduced <= reach * SCALE
        return free


def cost(model: Model, weights: Weights, visits: Sequence[Visit]) -> int:
    point: Ints = model.point_of(visits)
    return int(np.dot(point, model.objective(weights)))
