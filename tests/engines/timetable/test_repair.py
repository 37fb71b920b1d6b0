"""Repair against every plan there is, on weeks small enough to list them."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.timetable import Plan, Problem, score
from alongside.engines.timetable.changes import Changes
from alongside.engines.timetable.plan import Visit
from alongside.engines.timetable.repair import repair

from .tiny_weeks import all_plans, planned_weeks, raw_changes

Event = tuple[Problem, Plan, Changes]


@st.composite
def events(draw: st.DrawFn) -> Event:
    problem, visits = draw(planned_weeks())
    objective = draw(st.sampled_from(["blend", "strict"]))
    return problem, Plan(visits=visits, objective=objective), Changes.from_dict(draw(raw_changes(problem)), problem)


def disturbance(after: Problem, old: tuple[Visit, ...], new: tuple[Visit, ...]) -> int:
    """Counted straight from the definition."""
    lines = {(t, s) for _, t, s in old if (t, s) in after.offers}
    stood = {v for v in old if score(after, [v]).legal}
    return (
        3 * sum((t, s) not in {(b, c) for _, b, c in new} for t, s in lines)
        + 2 * sum(v not in new for v in stood)
        + sum(v not in stood for v in new)
    )


def in_order(objective: str, levels: tuple[int, ...]) -> tuple[int, ...]:
    if objective == "strict":
        return levels[1:]
    return levels[1], 10 * levels[2] + 10 * levels[3] + levels[4] + 5 * levels[5]


@settings(max_examples=80, deadline=None)
@given(events())
def test_repair_is_the_best_of_all_plans(event: Event) -> None:
    problem, plan, changes = event
    after = changes.apply(problem)

    mended = repair(problem, plan, changes)

    assert score(after, mended.visits).broken == ()
    assert mended.levels == score(after, mended.visits).levels
    refused = {tuple(entry["visit"]) for entry in mended.extra["cannot_stay"]}
    past = {v for v in plan.visits if v[2] < changes.past_before}
    must = {v for v in {*changes.locked, *past} if v not in refused}
    assert must <= set(mended.visits)
    assert {v for v in mended.visits if v[2] < changes.past_before} <= past | set(changes.locked)
    best = min(
        (score(after, p).levels[0], disturbance(after, plan.visits, p), *in_order(plan.objective, score(after, p).levels))
        for p in all_plans(after)
        if must <= set(p) and all(v[2] >= changes.past_before or v in must for v in p)
    )
    found = (mended.levels[0], mended.extra["disturbance"], *in_order(plan.objective, mended.levels))
    assert found == best
    assert mended.status == "optimal"
    assert [s.value for s in mended.stages] == [s.bound for s in mended.stages] == list(best)


@settings(max_examples=30, deadline=None)
@given(events())
def test_what_cannot_stay_is_explained(event: Event) -> None:
    problem, plan, changes = event
    after = changes.apply(problem)

    mended = repair(problem, plan, changes)

    for entry in mended.extra["cannot_stay"]:
        visit = tuple(entry["visit"])
        kept = [v for v in {*changes.locked, *plan.visits} & set(mended.visits) if v in changes.locked or v[2] < changes.past_before]
        assert entry["why"]
        assert not score(after, [*kept, visit]).legal


def test_every_old_visit_is_accounted_for_once(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)
    plan = Plan(visits=((0, 0, 0), (1, 1, 3)))

    mended = repair(problem, plan, Changes.from_dict({"leaders_out": [0]}, problem))

    assert mended.visits == ((1, 1, 3), (2, 0, 0))
    assert mended.extra["disturbance"] == 1
    assert mended.extra["kept"] == 1
    assert mended.extra["changes"] == [
        {
            "what": "handed over",
            "from": [0, 0, 0],
            "to": [2, 0, 0],
            "why": "the visitor is out",
            "text": "Handed over: Ann Able to Fostering North, Monday morning; now visitor 2 (team manager) (the visitor is out).",
        }
    ]


def test_a_locked_visit_of_someone_who_is_out_is_explained(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)
    changes = Changes.from_dict({"leaders_out": [{"id": 0, "slots": [0]}], "locked": [[0, 0, 0], [1, 1, 3]]}, problem)

    mended = repair(problem, Plan(visits=((0, 0, 0), (1, 1, 3))), changes)

    assert (1, 1, 3) in mended.visits
    assert [(e["visit"], e["why"]) for e in mended.extra["cannot_stay"]] == [([0, 0, 0], "the visitor is out")]


def test_the_past_stays_even_when_its_visitor_is_out_from_now_on(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)
    changes = Changes.from_dict({"leaders_out": [0], "past_before": 3}, problem)

    mended = repair(problem, Plan(visits=((0, 0, 0), (1, 1, 3))), changes)

    assert mended.visits == ((0, 0, 0), (1, 1, 3))
    assert mended.extra["changes"] == []


def test_stopping_at_once_still_returns_what_stands(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)
    changes = Changes.from_dict({"leaders_out": [0]}, problem)

    mended = repair(problem, Plan(visits=((0, 0, 0), (1, 1, 3))), changes, should_stop=lambda: True)

    assert mended.visits == ((1, 1, 3),)
    assert mended.status == "feasible"
