"""The model against every plan of tiny weeks: it allows the same, counts the same, and its bounds never lie."""

from time import monotonic

import numpy as np
from hypothesis import given, settings

from alongside.engines.timetable import LEVELS, WEIGHTS, Problem, score
from alongside.engines.timetable.branching import search
from alongside.engines.timetable.goals import Goal, goals
from alongside.engines.timetable.greedy import first_plan
from alongside.engines.timetable.model import Model
from alongside.engines.timetable.plan import Visit
from alongside.engines.timetable.relaxation import SCALE, Relaxation, promising
from tests.engines.timetable.tiny_weeks import all_plans, planned_weeks, weeks

BLEND = goals("blend", WEIGHTS)


def closed(problem: Problem) -> Model:
    model = Model(problem)
    model.close()
    return model


@settings(max_examples=150, deadline=None)
@given(planned_weeks())
def test_a_plan_is_a_point_of_the_same_worth(case: tuple[Problem, tuple[Visit, ...]]) -> None:
    problem, plan = case
    model = closed(problem)

    point = model.point_of(list(plan))

    activity = model.times(point)
    assert np.all(activity <= model.high)
    assert np.all(activity >= model.low)
    assert np.all(point <= model.upper)
    counted = tuple(int(np.dot(point, model.objective(((level, 1),)))) for level in LEVELS)
    assert counted == score(problem, plan).levels
    assert model.visits_of(point) == sorted(plan)


def best_values(problem: Problem, aims: tuple[Goal, ...]) -> tuple[int, ...]:
    return min(tuple(g.value(score(problem, plan).levels) for g in aims) for plan in all_plans(problem))


@settings(max_examples=60, deadline=None)
@given(weeks())
def test_bounds_hold_and_searches_end_at_the_best_of_all_plans(problem: Problem) -> None:
    model = closed(problem)
    for aims in (BLEND, goals("strict", WEIGHTS)):
        best = best_values(problem, aims)
        plan = min(all_plans(problem), key=lambda p: [g.value(score(problem, p).levels) for g in aims])
        for at, goal in enumerate(aims):
            limits = tuple((g.weights, v) for g, v in zip(aims[:at], best[:at], strict=True))
            objective, point = model.objective(goal.weights), model.point_of(list(plan))

            relaxed = Relaxation(model, objective, limits, promising(model) | (point > 0)).solve(monotonic() + 60)
            found: list[list[Visit]] = []
            everything = np.ones(model.width, bool)
            answer = search(model, objective, limits, everything, point=point, seconds=60, found=found.append)

            assert relaxed.ceiling <= best[at]
            assert (answer.bound, answer.done) == (best[at], True)
            assert all(score(problem, f).legal for f in found)


@settings(max_examples=60, deadline=None)
@given(weeks())
def test_reduced_costs_bound_every_plan_that_uses_a_column(problem: Problem) -> None:
    model, goal = closed(problem), BLEND[-1]
    objective = model.objective(goal.weights)
    relaxed = Relaxation(model, objective, (), promising(model)).solve(monotonic() + 60)

    for plan in all_plans(problem):
        used = np.flatnonzero(model.point_of(list(plan)) > 0)
        worth = goal.value(score(problem, plan).levels)
        assert all(relaxed.bound + int(relaxed.reduced[j]) <= worth * SCALE for j in used)


@settings(max_examples=60, deadline=None)
@given(planned_weeks())
def test_planning_a_part_again_leaves_the_rest_alone(case: tuple[Problem, tuple[Visit, ...]]) -> None:
    problem, plan = case
    model, goal = closed(problem), BLEND[-1]
    free, point = model.around([0], [0]), model.point_of(list(plan))
    found = [list(plan)]
    objective = model.objective((("coverage", 1000), *goal.weights))

    relaxed = Relaxation(model, objective, (), promising(model) | (point > 0), free=free, point=point).solve(monotonic() + 60)
    answer = search(model, objective, (), free, point=point, seconds=60, found=found.append)

    same = {v for v in plan if v[:2] != (0, 0)}
    reachable = [p for p in all_plans(problem) if {v for v in p if v[:2] != (0, 0)} == same]
    best = min(int(np.dot(model.point_of(list(p)), objective)) for p in reachable)
    assert answer.bound == best
    assert relaxed.ceiling <= best
    assert all({v for v in f if v[:2] != (0, 0)} == same for f in found)


@settings(max_examples=150, deadline=None)
@given(planned_weeks())
def test_a_first_plan_is_legal_and_keeps_what_is_locked(case: tuple[Problem, tuple[Visit, ...]]) -> None:
    problem, plan = case

    first = first_plan(problem, locked=plan)

    assert score(problem, first).legal
    assert set(plan) <= set(first)
