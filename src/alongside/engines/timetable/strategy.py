"""Which job a worker does next.

One line of work proves: a draft of everything at once, then stage after stage.  In larger weeks another line improves
part after part.  Each line is a generator that yields jobs and is sent their answers.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, MutableSequence
from functools import partial
from itertools import islice
from typing import Any

from .crew import Crew
from .goals import Goal, Limit
from .incumbent import Incumbent
from .parts import Part, first_sweep, parts
from .plan import Visit
from .problem import Problem

NEAR = 12
"""How far above the relaxation's bound the first search looks, in units of the goal."""
WIDER = 3
"""Each further search looks so many times as far; one step before the whole gap, at the whole gap."""
PART_SECONDS = 30.0
TICK = 0.1
SMALL, LARGE = 15_000, 150_000
"""Possible visits: up to SMALL one worker does best; beyond LARGE no search of the whole is tried."""

Line = Generator[tuple[str, dict[str, Any]], Any, None]


class Strategy:
    def __init__(
        self,
        problem: Problem,
        incumbent: Incumbent,
        draft: Goal,
        bounds: MutableSequence[int],
        check: Callable[[], float],
    ) -> None:
        self.problem, self.incumbent, self.draft = problem, incumbent, draft
        self.bounds, self.check = bounds, check
        self.size = possible_visits(problem)
        self.parts = parts(problem)
        self.under_way: dict[int, Part | None] = {}
        self.bounded: Callable[[int], None] = lambda bound: None

    def workers(self, threads: int) -> int:
        return 1 if self.size <= SMALL else max(1, min(threads, 2))

    def run(self, crew: Crew, workers: int) -> None:
        """Work until everything is proven or nothing is left to try.  Whatever `check` raises passes through."""
        self.lines = self._lines(workers)
        for worker in list(self.lines):
            self._next(crew, worker, None)
        while self.lines and not self._proven():
            event = crew.next_event(min(TICK, self.check()))
            if event is None:
                continue
            if event.kind == "plan":
                self._take(event.worker, event.content)
            elif event.kind == "bound":
                self.bounded(event.content)
            elif event.kind == "result":
                self._next(crew, event.worker, event.content)
            else:
                raise RuntimeError(f"a planning process ended: {event.content or 'it was killed'}")

    def _lines(self, workers: int) -> dict[int, Line]:
        if workers == 1:
            first = len(first_sweep(self.problem)) if self.size > LARGE else 0
            return {0: self._opening(_joined(self._improve(first), self._prove_all(), self._improve(None, after=LARGE)))}
        return {
            0: self._opening(_joined(self._prove_all(), self._improve(None, after=LARGE))),
            1: self._opening(self._improve(None)),
        }

    def _next(self, crew: Crew, worker: int, answer: object) -> None:
        try:
            job, details = self.lines[worker].send(answer)
        except StopIteration:
            del self.lines[worker]
            return
        self.under_way[worker] = (details["leaders"], details["teams"]) if job == "improve" else None
        crew.give(worker, job, **details)

    def _proven(self) -> bool:
        return all(b >= v for b, v in zip(self.bounds, self.incumbent.values, strict=True))

    def _take(self, worker: int, visits: list[Visit]) -> None:
        """Offer a plan; one that improves a part is set into the best plan there is by now."""
        part = self.under_way.get(worker)
        if part is None:
            self.incumbent.offer(visits)
            return
        people, teams = set(part[0]), set(part[1])
        inside = [v for v in visits if v[0] in people and v[1] in teams]
        outside = [v for v in self.incumbent.visits if v[0] not in people or v[1] not in teams]
        self.incumbent.offer(inside + outside)

    def _opening(self, line: Line) -> Line:
        if self.incumbent.locked:
            yield "lock", {"visits": sorted(self.incumbent.locked)}
        yield from line

    # -- proving ----------------------------------------------------------------------------------------------------

    def _prove_all(self) -> Line:
        yield from self._draft()
        for at in range(len(self.incumbent.goals)):
            if self.incumbent.values[at] > self.bounds[at]:
                yield from self._prove(at)

    def _draft(self) -> Line:
        """Look near the relaxation of everything at once: mostly this finds the best plan or one beside it."""
        self.drafted = yield "relax", {**self._question(self.draft, ()), "seconds": self.check()}
        self.bounded = self._bound_quality
        self.bounded(self.drafted)
        if self.size <= LARGE:
            answer, _ = yield "search", {**self._question(self.draft, ()), "reach": NEAR, "seconds": self.check()}
            self.bounded(answer)

    def _bound_quality(self, drafted: int) -> None:
        """A bound on the draft is one on quality too, once what broken promises add to it is taken off."""
        if self.incumbent.goals[-1].name == "quality":
            broken = self.draft.value(self.incumbent.best.levels) - self.incumbent.values[-1]
            self._raise(len(self.bounds) - 1, drafted - broken)

    def _prove(self, at: int) -> Line:
        goal, limits = self.incumbent.goals[at], self._limits(at)
        bound = self.drafted
        if goal.name != "quality" or any(value for _, value in limits):
            bound = yield "relax", {**self._question(goal, limits), "seconds": self.check()}
        self.bounded = partial(self._raise, at)
        self.bounded(bound)
        reach, done = NEAR if goal.name == "quality" else NEAR // WIDER, True
        while self.bounds[at] < self.incumbent.values[at] and done and self.size <= LARGE:
            whole = self.incumbent.values[at] - bound
            reach = whole if reach * WIDER * WIDER >= whole else reach * WIDER
            question = self._question(goal, limits)
            answer, done = yield "search", {**question, "reach": reach, "seconds": self.check()}
            self.bounded(answer)

    def _raise(self, at: int, bound: int) -> None:
        self.bounds[at] = max(self.bounds[at], bound)

    def _limits(self, at: int) -> tuple[Limit, ...]:
        pairs = zip(self.incumbent.goals[:at], self.incumbent.values[:at], strict=True)
        return tuple((goal.weights, value) for goal, value in pairs)

    def _question(self, goal: Goal, limits: tuple[Limit, ...]) -> dict[str, Any]:
        return {"weights": goal.weights, "limits": limits, "plan": self.incumbent.visits}

    # -- improving --------------------------------------------------------------------------------------------------

    def _improve(self, most: int | None, *, after: int = 0) -> Line:
        """Plan parts again, `most` of them or without end, in weeks of more than `after` possible visits."""
        if self.size <= max(SMALL, after):
            return
        for leaders, teams in islice(self._apart(), most):
            seconds = min(PART_SECONDS, self.check())
            question = {"weights": self.draft.weights, "plan": self.incumbent.visits, "reach": NEAR}
            yield "improve", {**question, "leaders": leaders, "teams": teams, "seconds": seconds}

    def _apart(self) -> Iterator[Part]:
        """Parts that share nobody with one under way, if one comes soon."""
        while True:
            for part in islice(self.parts, 5):
                busy = [set(p[0]) | {~t for t in p[1]} for p in self.under_way.values() if p is not None]
                mine = set(part[0]) | {~t for t in part[1]}
                if not any(mine & other for other in busy):
                    break
            yield part


def _joined(*lines: Line) -> Line:
    for line in lines:
        yield from line


def possible_visits(problem: Problem) -> int:
    free = [frozenset(v.avail) for v in problem.leaders]
    slots = [frozenset(o.slot for o in t.offers) for t in problem.teams]
    return sum(len(free[leader] & slots[team]) for leader, team in problem.pairs)
