"""Plan visits, shadowings and family conversations in one run.

Without the optional keys this is the ordinary solver.  With them: the best visits alone show where people would best be;
then all promises together are minimised exactly (visits, conversations held, practitioners matched, sharing the visitors'
time), then the wishes of those who meet, then changes against the first visits; at last the visits are improved
around the meetings, leaving alone the days on which a visitor has one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .goals import Goal, full_weights, goals
from .judging import score
from .meetings import Arranged, Meetings
from .plan import WEIGHTS, Plan, Stage, Visit
from .problem import Problem
from .solve import Progress
from .solve import solve as solve_visits

if TYPE_CHECKING:
    from .repair.mending import Mending

FOR_VISITS, FOR_MEETINGS = 0.3, 0.6
"""When, as shares of the time limit, planning the visits alone and fitting the meetings must end."""


def solve(
    problem: Problem, *, objective: str = "blend", weights: Mapping[str, int] | None = None, time_limit: float = 60.0,
    threads: int = 2, start: Plan | None = None, progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None, locked: Iterable[Visit] = (),
) -> Plan:  # fmt: skip
    """The best plan found within `time_limit` seconds; see `solve.solve` for what may be given.

    Where the problem has shadowings or family conversations the plan's `extra` holds them, and its first stage counts
    them: `10 x weight` for a conversation not held, 3 for a practitioner without a shadowing.
    """
    options: dict[str, Any] = {"objective": objective, "weights": weights, "threads": threads, "progress": progress}
    options |= {"should_stop": should_stop}
    meetings = Meetings.of(problem)
    if not meetings:
        return solve_visits(problem, time_limit=time_limit, start=start, locked=locked, **options)
    began, locked = time.monotonic(), tuple(locked)
    first = solve_visits(problem, time_limit=FOR_VISITS * time_limit, start=start, locked=locked, **options)
    old = Arranged.of(start) if start else Arranged()
    fitted = _fit(
        problem, meetings, first, old, locked, {**WEIGHTS, **(weights or {})}, began + FOR_MEETINGS * time_limit,
        should_stop or (lambda: False),
    )  # fmt: skip
    left = max(0.0, time_limit - (time.monotonic() - began))
    around, kept = _around(problem, fitted)
    better = solve_visits(
        around,
        time_limit=left,
        start=replace(first, visits=tuple(fitted.visits)),
        locked={*locked, *kept},
        **options,
    )
    return _plan(problem, fitted, first, better, goals(objective, full_weights(weights)), began)


def _fit(
    problem: Problem, meetings: Meetings, first: Plan, old: Arranged, locked: Iterable[Visit],
    weights: Mapping[str, int], deadline: float, stop: Callable[[], bool],
) -> Mending:  # fmt: skip
    # Here and not above: most problems have no meetings, and the exact model takes a while to load.
    from .changes import Changes  # noqa: PLC0415
    from .repair.damage import Damage  # noqa: PLC0415
    from .repair.gatherings import Gatherings  # noqa: PLC0415
    from .repair.mending import Mending  # noqa: PLC0415

    changes = Changes(locked=tuple(locked))
    damage = Damage.of(problem, problem, first.visits, changes)
    fitted = Mending(problem, damage, Gatherings(meetings, old), deadline, stop, list(damage.start))
    fitted.beside.begin(damage.universe, fitted.visits)
    fitted.both()
    fitted.wishes(weights, first=True)
    return fitted


def _around(problem: Problem, fitted: Mending) -> tuple[Problem, list[Visit]]:
    """The problem in which people with a meeting keep the visits of that day and make no others."""
    busy = fitted.beside.busy_days()
    kept = [v for v in fitted.visits if (v[0], v[2] // problem.parts) in busy]
    slots = {(v, s) for v, _, s in kept}
    leaders = tuple(
        replace(v, avail=tuple(s for s in v.avail if (v.id, s // problem.parts) not in busy or (v.id, s) in slots)) for v in problem.leaders
    )
    around = replace(problem, leaders=leaders)
    around.__dict__["pairs"] = problem.pairs
    return around, kept


def _stages_after_coverage(asked: Sequence[Goal], first: Plan, levels: Sequence[int]) -> list[Stage]:
    """The stages after coverage, each with what was proven of the visits alone.

    Visits beside meetings are also visits without them: a bound on the latter holds for the former as long as the stages
    before it have the same values.  From the first stage that differs, nothing is known but that no value is below 0.
    """
    alone = {stage.name: stage for stage in first.stages}
    same, stages = levels[0] == first.levels[0], []
    for goal in asked[1:]:
        value, before = goal.value(levels), alone.get(goal.name)
        bound = min(value, before.bound) if same and before else 0
        stages.append(Stage(goal.name, value, bound, bound >= value))
        same = same and before is not None and value == before.value
    return stages


def _plan(
    problem: Problem, fitted: Mending, first: Plan, better: Plan, asked: Sequence[Goal], began: float
) -> Plan:  # fmt: skip
    """The improved visits where they are legal beside the meetings and lose nothing; else the fitted ones."""
    arranged = fitted.beside.now
    before, after = score(problem, fitted.visits), score(problem, better.visits)
    good = after.legal and fitted.beside.fits(better.visits, arranged) and after.levels[0] <= before.levels[0]
    visits = better.visits if good else tuple(fitted.visits)
    levels = (after if good else before).levels
    coverage = levels[0] + fitted.beside.lost()
    bound = min(coverage, fitted.stages[0].bound)
    stages = [Stage("coverage", coverage, bound, bound >= coverage)]
    stages += [s for s in fitted.stages if s.name == "meetings"]
    stages += _stages_after_coverage(asked, first, levels)
    status = "optimal" if all(s.proven for s in stages) else "feasible"
    seconds = time.monotonic() - began
    return replace(better, visits=visits, levels=levels, stages=tuple(stages), status=status, seconds=seconds, extra=arranged.to_extra())
