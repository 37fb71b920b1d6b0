"""Shadowings and family conversations beside the visits: never a clash, and no more lost than must be."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.timetable import Plan, Problem, ProblemError, score, solve
from alongside.engines.timetable.changes import Changes
from alongside.engines.timetable.conversations import rooms
from alongside.engines.timetable.judging import blended
from alongside.engines.timetable.meetings import Arranged, Meetings
from alongside.engines.timetable.repair import repair
from alongside.engines.timetable.shadowing import possible

from .tiny_weeks import all_plans, planned_weeks

SLOTS = st.lists(st.integers(0, 5), max_size=2, unique=True)


@st.composite
def with_meetings(draw: st.DrawFn) -> tuple[Problem, Plan]:
    problem, visits = draw(planned_weeks())
    leader = st.integers(0, len(problem.leaders) - 1)
    extra = {
        "hosts": [{"id": 0, "leader": draw(st.none() | leader), "avail": draw(SLOTS), "cap": 1, "max": 1}],
        "practitioners": [
            {"id": i, "avail": draw(SLOTS), "line": [0] if draw(st.integers(0, 3)) == 0 else []}
            for i in range(draw(st.integers(0, 2)))
        ],
        "venues": [{"id": 0, "site": draw(st.integers(0, len(problem.sites) - 1)), "slots": draw(SLOTS), "step_free": draw(st.booleans())}],
        "interpreters": [{"id": 0, "languages": ["pl"], "avail": draw(SLOTS)}],
        "conversations": [
            {
                "id": i, "slots": draw(SLOTS), "step_free": draw(st.integers(0, 3)) == 0,
                "language": draw(st.sampled_from([None, None, "pl"])), "line": draw(st.lists(leader, max_size=1)),
            }
            for i in range(draw(st.integers(0, 2)))
        ],
    }  # fmt: skip
    return replace(problem, extra=extra), Plan(visits=visits)


def all_arrangements(m: Meetings) -> list[Arranged]:
    pairs = possible(m.hosts, m.practitioners)
    talks = [
        (c.id, *room, i)
        for c in m.conversations
        for room in rooms(m.problem, c, m.venues)
        for i in ([k.id for k in m.interpreters] if c.language else [None])
    ]
    return [
        Arranged(p, t)
        for n in range(3)
        for p in itertools.combinations(pairs, n)
        for k in range(3)
        for t in itertools.combinations(talks, k)
        if not m.broken([], Arranged(p, t))
    ]


@settings(max_examples=60, deadline=None)
@given(with_meetings())
def test_mending_beside_meetings_loses_no_more_than_must_be(event: tuple[Problem, Plan]) -> None:
    problem, plan = event
    meetings = Meetings.of(problem)

    mended = repair(problem, plan, Changes())

    arranged = Arranged.of(mended)
    assert score(problem, mended.visits).legal
    assert meetings.broken(mended.visits, arranged) == []
    least = min(
        score(problem, visits).levels[0] + meetings.lost(a)
        for a in all_arrangements(meetings)
        for visits in all_plans(problem)
        if not meetings.broken(visits, a)
    )
    assert mended.stages[0].value == mended.stages[0].bound == mended.levels[0] + meetings.lost(arranged) == least


@settings(max_examples=25, deadline=None)
@given(with_meetings())
def test_no_plan_beside_the_meetings_is_better_than_the_bounds(event: tuple[Problem, Plan]) -> None:
    problem, _ = event
    meetings = Meetings.of(problem)

    plan = solve(problem, time_limit=3)

    arranged = Arranged.of(plan)
    assert meetings.broken(plan.visits, arranged) == []
    assert score(problem, plan.visits).levels == plan.levels
    rivals = [score(problem, visits).levels for visits in all_plans(problem) if not meetings.broken(visits, arranged)]
    found = {stage.name: stage for stage in plan.stages}
    if not meetings:
        return
    assert found["quality"].value == blended(plan.levels)
    assert found["independence"].bound <= min(rival[1] for rival in rivals if rival[0] == plan.levels[0])
    assert found["quality"].bound <= min(blended(rival) for rival in rivals if rival[:2] == plan.levels[:2])


@pytest.fixture
def meeting_week(week: dict[str, Any]) -> dict[str, Any]:
    """Ann could see Fostering North, host a practitioner, or listen, all on Monday morning; visitor 2 could only visit."""
    return week | {
        "hosts": [{"id": 0, "leader": 0, "avail": [0], "likes": {"0": 2}}],
        "practitioners": [{"id": 0, "avail": [0, 1], "prefs": {"0": 1}}],
        "venues": [{"id": 0, "site": 1, "slots": [1, 4], "step_free": True}],
        "interpreters": [{"id": 0, "languages": ["pl"], "avail": [1]}],
        "conversations": [{"id": 0, "slots": [1], "step_free": True, "language": "pl", "line": [1]}],
    }


def test_everything_is_planned_in_one_run(meeting_week: dict[str, Any]) -> None:
    problem = Problem.from_dict(meeting_week)

    plan = solve(problem, time_limit=10)

    assert plan.visits == ((1, 1, 3), (2, 0, 0))
    assert plan.extra == {"shadowings": [[0, 0, 0]], "conversations": [[0, 0, 0, 1, 0]]}
    assert [(s.name, s.value, s.proven) for s in plan.stages][:2] == [("coverage", 0, True), ("meetings", 90, True)]
    assert Plan.from_dict(plan.to_dict()).extra == plan.extra


def test_a_week_without_meetings_is_unchanged(week: dict[str, Any]) -> None:
    plan = solve(Problem.from_dict(week), time_limit=10)

    assert plan.extra == {}
    assert plan.status == "optimal"


def test_a_host_who_drops_out_loses_visit_and_shadowing(meeting_week: dict[str, Any]) -> None:
    problem = Problem.from_dict(meeting_week)
    plan = Plan(visits=((1, 1, 3), (2, 0, 0)), extra={"shadowings": [[0, 0, 0]], "conversations": [[0, 0, 0, 1, 0]]})

    mended = repair(problem, plan, Changes.from_dict({"leaders_out": [0]}, problem))

    assert mended.visits == plan.visits
    assert mended.extra["shadowings"] == [] and mended.extra["conversations"] == []
    assert mended.stages[0].value == 13
    assert [c["text"] for c in mended.extra["changes"]] == ["Dropped: shadowing 0.", "Dropped: conversation 0."]


@pytest.mark.parametrize(
    ("change", "shadowings", "talks"),
    [
        ({"practitioners_out": [0]}, [], [[0, 0, 0, 1, 0]]),
        ({"hosts_out": [0]}, [], [[0, 0, 0, 1, 0]]),
        ({"venues_closed": [[0, 1]]}, [[0, 0, 0]], []),
        ({"interpreters_out": [0]}, [[0, 0, 0]], []),
        ({"conversations_off": [0]}, [[0, 0, 0]], []),
    ],
)
def test_what_an_event_takes(meeting_week: dict[str, Any], change: dict[str, Any], shadowings: Any, talks: Any) -> None:
    problem = Problem.from_dict(meeting_week)
    plan = Plan(visits=((1, 1, 3), (2, 0, 0)), extra={"shadowings": [[0, 0, 0]], "conversations": [[0, 0, 0, 1, 0]]})

    mended = repair(problem, plan, Changes.from_dict(change, problem))

    assert mended.visits == plan.visits
    assert (mended.extra["shadowings"], mended.extra["conversations"]) == (shadowings, talks)


@pytest.mark.parametrize(
    ("arranged", "wrong"),
    [
        (Arranged(((0, 0, 1),)), "practitioner 0 and host 0 are not both free in slot 1"),
        (Arranged(talks=((0, 1, 0, 1, 0),)), "visitor 1 may not listen in conversation 0"),
        (Arranged(talks=((0, 0, 0, 1, None),)), "conversation 0 has not the interpreter it needs"),
        (Arranged(((0, 0, 0),)), "visitor 0 is in two places on day 0"),
        (Arranged(talks=((0, 0, 0, 1, 0), (0, 0, 0, 1, 0))), "conversation held twice: 0"),
    ],
)
def test_the_judge_sees_what_is_wrong(meeting_week: dict[str, Any], arranged: Arranged, wrong: str) -> None:
    meetings = Meetings.of(Problem.from_dict(meeting_week))

    assert wrong in meetings.broken([(0, 0, 0)], arranged)


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("hosts", [{"id": 0, "leader": 9, "avail": []}], "hosts[0].leader: expected a whole number from 0 to 2, found 9"),
        ("practitioners", [{"id": 0, "avail": [9]}], "practitioners[0].avail[0]: expected a whole number from 0 to 5, found 9"),
        ("practitioners", [{"id": 0, "avail": [], "prefs": {"7": 1}}], "practitioners[0].prefs: expected numbers from 0 to 0, found '7'"),
        ("venues", [{"id": 1}], "venues[0].id: expected 0, its place in the list, found 1"),
        ("conversations", [{"id": 0, "slots": [], "language": 3}], "conversations[0].language: expected text, found 3"),
    ],
)
def test_wrong_keys_are_named(meeting_week: dict[str, Any], key: str, value: Any, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        Meetings.of(Problem.from_dict(meeting_week | {key: value}))

    assert str(caught.value) == message
