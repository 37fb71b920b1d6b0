"""Plan a week: a first plan at once, promises proven, then the best quality, with a bound at every stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic

from .crew import Crew
from .goals import draft_goal, full_weights, goals
from .greedy import first_plan
from .incumbent import Incumbent
from .judging import score
from .plan import Plan, Stage, Visit
from .problem import Problem
from .strategy import Strategy

MARGIN = 0.05
"""Seconds kept back for ending the workers."""


@dataclass(frozen=True)
class Progress:
    """How the plan stands: `visits` is the best plan when it is new, else None; `unseen` lists teams without a visit."""

    seconds: float
    stage: str
    value: int
    bound: int
    levels: tuple[int, ...]
    unseen: tuple[int, ...]
    visits: tuple[Visit, ...] | None


class Stopped(Exception):
    """Time is up, or whoever asked wants the best plan now."""


def solve(
    problem: Problem,
    *,
    objective: str = "blend",
    weights: Mapping[str, int] | None = None,
    time_limit: float = 60.0,
    threads: int = 2,
    start: Plan | None = None,
    progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    locked: Iterable[Visit] = (),
) -> Plan:
    """The best plan found within `time_limit` seconds on `threads` processors; never worse than `start`.

    Every returned plan is legal and holds the `locked` visits.  `progress` is called in the caller's thread;
    `should_stop` is asked several times a second; Ctrl-C too ends with the best plan so far.
    Raises ValueError when locked visits break rules together, or options are unknown.
    """
    rates = full_weights(weights)
    kept = _checked(problem, locked)
    run = _Run(problem, Incumbent(problem, goals(objective, rates), kept), time_limit, progress, should_stop)
    try:
        run.begin(start, rates)
        if time_limit > MARGIN:
            strategy = Strategy(problem, run.incumbent, draft_goal(problem, rates), run.bounds, run.check)
            workers = strategy.workers(threads)
            with Crew(problem, workers) as crew:
                strategy.run(crew, workers)
    except (Stopped, KeyboardInterrupt):
        pass
    return run.plan(objective)


class _Run:
    """One call of `solve`: the clock, the best plan, the bounds, and who is told."""

    def __init__(
        self,
        problem: Problem,
        incumbent: Incumbent,
        limit: float,
        progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.problem, self.incumbent, self.progress, self.should_stop = problem, incumbent, progress, should_stop
        self.begun = monotonic()
        self.until = self.begun + limit - MARGIN
        self.bounds = [0] * len(incumbent.goals)
        self.told: list[Visit] | None = None

    def begin(self, start: Plan | None, rates: Mapping[str, int]) -> None:
        self.incumbent.offer(self.incumbent.locked)
        if start is not None:
            self.incumbent.offer(start.visits)
        self.incumbent.offer(first_plan(self.problem, weights=rates, locked=self.incumbent.locked, stop=self._over))
        self.check()

    def _over(self) -> bool:
        return monotonic() >= self.until or (self.should_stop is not None and self.should_stop())

    def check(self) -> float:
        """Tell how things stand; the seconds left.  Raises Stopped when there are none."""
        self._tell()
        if self._over():
            raise Stopped
        return self.until - monotonic()

    def _open_stage(self) -> int:
        values = self.incumbent.values
        return next((i for i, v in enumerate(values) if self.bounds[i] < v), len(values) - 1)

    def _tell(self) -> None:
        if self.progress is None:
            return
        at, now = self._open_stage(), self.incumbent
        news = tuple(now.visits) if now.visits != self.told else None
        self.told = list(now.visits)
        self.progress(
            Progress(
                monotonic() - self.begun,
                now.goals[at].name,
                now.values[at],
                min(self.bounds[at], now.values[at]),
                now.best.levels,
                now.best.unseen,
                news,
            )
        )

    def plan(self, objective: str) -> Plan:
        now = self.incumbent
        stages = tuple(
            Stage(goal.name, value, min(bound, value), bound >= value)
            for goal, value, bound in zip(now.goals, now.values, self.bounds, strict=True)
        )
        status = "optimal" if all(s.proven for s in stages) else "feasible"
        return Plan(tuple(now.visits), now.best.levels, objective, stages, status, monotonic() - self.begun)


def _checked(problem: Problem, locked: Iterable[Visit]) -> frozenset[Visit]:
    kept = frozenset((int(a), int(b), int(c)) for a, b, c in locked)
    broken = score(problem, kept).broken
    if broken:
        raise ValueError(f"locked visits break rules: {'; '.join(broken[:3])}")
    return kept
