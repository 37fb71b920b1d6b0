"""Which job a worker does next: draft, then prove stage after stage."""

from __future__ import annotations

from collections.abc import Callable, MutableSequence
from typing import Any

from .crew import Crew
from .goals import Goal, Limit
from .incumbent import Incumbent
from .plan import Visit
from .problem import Problem

NEAR = 12
"""How far above the relaxation's bound the first search looks, in units of the goal."""
WIDER = 3
"""Each further search looks so many times as far."""
TICK = 0.1


class Strategy:
    def __init__(
        self,
        problem: Problem,
        incumbent: Incumbent,
        crew: Crew,
        draft: Goal | None,
        check: Callable[[], float],
    ) -> None:
        self.problem, self.incumbent, self.crew, self.draft, self.check = problem, incumbent, crew, draft, check

    def run(self, bounds: MutableSequence[int]) -> None:
        self.bounds = bounds
        if self.incumbent.locked:
            self._do(0, "lock", visits=sorted(self.incumbent.locked))
        drafted = self._draft() if self.draft is not None else None
        for at in range(len(self.incumbent.goals)):
            self._prove(at, drafted)

    def _do(self, worker: int, job: str, **details: object) -> Any:
        """Have one job done, taking plans as they come.  Stopped passes through."""
        self.crew.give(worker, job, **details)
        while True:
            event = self.crew.next_event(min(TICK, self.check()))
            if event is None:
                continue
            if event.kind == "plan":
                self.incumbent.offer(event.content)
            elif event.kind == "result":
                return event.content
            else:
                raise RuntimeError(f"a planning process ended: {event.content or 'it was killed'}")

    def _draft(self) -> int:
        """Look near the relaxation of everything at once: mostly this finds the best plan or one beside it."""
        assert self.draft is not None
        bound: int = self._do(0, "relax", **self._question(self.draft, ()), seconds=self.check())
        self._search(self.draft, (), NEAR)
        return bound

    def _prove(self, at: int, drafted: int | None) -> None:
        goal, limits = self.incumbent.goals[at], self._limits(at)
        if self.incumbent.values[at] <= self.bounds[at]:
            return
        if drafted is not None and at == len(self.incumbent.goals) - 1 and not any(v for _, v in limits):
            bound = drafted
        else:
            bound = self._do(0, "relax", **self._question(goal, limits), seconds=self.check())
        self._raise(at, bound)
        reach = NEAR
        while self.bounds[at] < self.incumbent.values[at]:
            whole = self.incumbent.values[at] - bound
            reach = min(reach * WIDER, whole)
            answer, done = self._search(goal, limits, reach)
            self._raise(at, answer)
            if reach >= whole and not done:
                return

    def _raise(self, at: int, bound: int) -> None:
        self.bounds[at] = max(self.bounds[at], bound)

    def _search(self, goal: Goal, limits: tuple[Limit, ...], reach: int) -> tuple[int, bool]:
        answer: tuple[int, bool] = self._do(0, "search", **self._question(goal, limits), reach=reach, seconds=self.check())
        return answer

    def _limits(self, at: int) -> tuple[Limit, ...]:
        pairs = zip(self.incumbent.goals[:at], self.incumbent.values[:at], strict=True)
        return tuple((goal.weights, value) for goal, value in pairs)

    def _question(self, goal: Goal, limits: tuple[Limit, ...]) -> dict[str, Any]:
        plan: list[Visit] = self.incumbent.visits
        return {"weights": goal.weights, "limits": limits, "plan": plan}
