"""The whole solver, worker processes and all."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from alongside.engines.timetable import LEVELS, WEIGHTS, Plan, Problem, Progress, Stage, score
from alongside.engines.timetable.goals import goals
from alongside.engines.timetable.plan import Visit
from alongside.engines.timetable.solve import solve
from benchmarks.timetable.weeks import make_week
from tests.engines.timetable.tiny_weeks import all_plans, planned_weeks, weeks

ONE_BY_ONE = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def small() -> Problem:
    return Problem.from_dict(make_week("s", seed=1))


@pytest.fixture(scope="module")
def middling() -> Problem:
    return Problem.from_dict(make_week("birmingham", seed=1))


@ONE_BY_ONE
@given(weeks())
def test_a_tiny_week_is_proven_best_of_all_plans(problem: Problem) -> None:
    for objective in ("blend", "strict"):
        aims = goals(objective, WEIGHTS)
        best = min(tuple(g.value(score(problem, p).levels) for g in aims) for p in all_plans(problem))

        plan = solve(problem, objective=objective, time_limit=60)

        assert score(problem, plan.visits).legal
        assert plan.levels == score(problem, plan.visits).levels
        assert plan.status == "optimal"
        assert plan.stages == tuple(Stage(g.name, v, v, True) for g, v in zip(aims, best, strict=True))


@ONE_BY_ONE
@given(planned_weeks())
def test_a_plan_keeps_what_is_locked(case: tuple[Problem, tuple[Visit, ...]]) -> None:
    problem, locked = case
    allowed = [p for p in all_plans(problem) if set(locked) <= set(p)]
    aims = goals("blend", WEIGHTS)

    plan = solve(problem, time_limit=60, locked=locked)

    best = min(tuple(g.value(score(problem, p).levels) for g in aims) for p in allowed)
    assert set(locked) <= set(plan.visits)
    assert tuple(s.value for s in plan.stages) == best


def test_a_small_week_is_proven_both_ways(small: Problem) -> None:
    blend, strict = solve(small), solve(small, objective="strict")

    assert blend.status == strict.status == "optimal"
    assert [s.name for s in blend.stages] == ["coverage", "independence", "quality"]
    assert [s.name for s in strict.stages] == list(LEVELS)
    assert strict.levels[:3] <= blend.levels[:3]
    assert score(small, blend.visits).blend() <= score(small, strict.visits).blend()


def test_the_users_weights_decide(small: Problem) -> None:
    near = solve(small, weights={"travel": 50})

    assert near.levels[4] <= solve(small).levels[4]
    assert near.status == "optimal"


def test_progress_shows_first_plan_at_once_then_only_better_ones(small: Problem) -> None:
    seen: list[Progress] = []

    plan = solve(small, progress=seen.append)

    news = [p for p in seen if p.visits is not None]
    values = [[g.value(p.levels) for g in goals("blend", WEIGHTS)] for p in news]
    assert seen[0].visits is not None
    assert values == sorted(values, reverse=True)
    assert all(score(small, p.visits or ()).levels == p.levels for p in news)
    assert news[-1].visits == plan.visits
    assert all(p.bound <= p.value for p in seen)


def test_never_worse_than_the_start(small: Problem) -> None:
    best = solve(small)

    again = solve(small, start=best, time_limit=0)

    assert (again.visits, again.levels) == (best.visits, best.levels)


def test_a_start_that_breaks_rules_is_left_aside(small: Problem) -> None:
    leader, team = next(iter(small.pairs))
    slot = small.teams[team].offers[0].slot

    plan = solve(small, start=Plan(visits=((leader, team, slot), (leader, team, slot), (leader, 99, slot))), time_limit=0)

    assert score(small, plan.visits).legal


def test_stopping_at_once_gives_a_legal_plan(middling: Problem) -> None:
    plan = solve(middling, should_stop=lambda: True)

    assert score(middling, plan.visits).legal
    assert plan.status == "feasible"


def test_stopping_later_from_another_thread_gives_a_legal_plan_and_leaves_no_process(middling: Problem) -> None:
    enough, plans = threading.Event(), []
    work = threading.Thread(target=lambda: plans.append(solve(middling, should_stop=enough.is_set)))

    work.start()
    wait_until(lambda: children(os.getpid()))
    enough.set()
    work.join(timeout=30)

    assert score(middling, plans[0].visits).legal
    assert children(os.getpid()) == []


def test_bounds_never_pass_the_values_of_a_plan_cut_short(middling: Problem) -> None:
    plan = solve(middling, time_limit=6)

    assert all(s.bound <= s.value and s.proven == (s.bound == s.value) for s in plan.stages)
    assert score(middling, plan.visits).legal


def test_locked_visits_that_clash_are_refused(small: Problem) -> None:
    leader, team = next(iter(small.pairs))

    with pytest.raises(ValueError, match=r"locked visits break rules: visit \[\d+, \d+, 14\]"):
        solve(small, locked=[(leader, team, 14)])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"objective": "best"}, "objective: expected one of blend, strict, found 'best'"),
        ({"weights": {"speed": 1}}, "weights: expected preference, fairness, travel, compactness, found 'speed'"),
        ({"weights": {"travel": -1}}, "weights.travel: expected a whole number from 0 to 10000, found -1"),
    ],
)
def test_unknown_options_are_refused(small: Problem, options: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        solve(small, **options)  # type: ignore[arg-type]


SOLVING = """
import json, sys
from alongside.engines.timetable import Problem
from alongside.engines.timetable.solve import solve
from benchmarks.timetable.weeks import make_week
problem = Problem.from_dict(make_week("birmingham", seed=1))
plan = solve(problem, progress=lambda p: print("going", flush=True))
print(json.dumps(plan.to_dict()))
"""


@pytest.fixture
def solving() -> Iterator[subprocess.Popen[str]]:
    root = Path(__file__).parents[3]
    path = os.pathsep.join([str(root / "src"), str(root)])
    process = subprocess.Popen([sys.executable, "-c", SOLVING], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path})
    yield process
    process.kill()
    process.communicate()


def test_ctrl_c_gives_the_best_plan_so_far(solving: subprocess.Popen[str], middling: Problem) -> None:
    wait_until(lambda: children(solving.pid))

    solving.send_signal(signal.SIGINT)
    out, _ = solving.communicate(timeout=60)

    assert solving.returncode == 0
    plan = Plan.from_dict(json.loads(out.splitlines()[-1]))
    assert score(middling, plan.visits).legal


def test_workers_end_when_their_parent_is_killed(solving: subprocess.Popen[str]) -> None:
    wait_until(lambda: len(children(solving.pid)) == 2)
    workers = children(solving.pid)

    solving.kill()
    solving.wait()

    wait_until(lambda: not any(alive(w) for w in workers))


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and alive(int(entry.name)) and _stat(int(entry.name))[1] == str(pid):
            found.append(int(entry.name))
    return found


def alive(pid: int) -> bool:
    return _stat(pid)[0] not in ("", "Z")


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["", ""]


def wait_until(ready: object, seconds: float = 60) -> None:
    assert callable(ready)
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
