"""Conflicts are real and smallest, cures work, and alternatives cost what the judge says."""

import time
from dataclasses import replace
from typing import Any

from hypothesis import assume, given, settings

from alongside.engines.timetable import WEIGHTS, Plan, Problem, score
from alongside.engines.timetable.explain import explain
from alongside.engines.timetable.explain.choice import choice
from alongside.engines.timetable.explain.conflict import conflicts
from alongside.engines.timetable.explain.cure import Ask, apply, cheapest_cure
from alongside.engines.timetable.explain.promises import RULES, all_promises, can_keep, missed_promises, without
from alongside.engines.timetable.plan import Visit

from .tiny_weeks import all_plans, planned_weeks, weeks

LONG = 60.0


def keeps(problem: Problem, promises: Any) -> bool:
    return can_keep(problem, promises, deadline=time.monotonic() + LONG, stop=lambda: False).kept is True


@settings(max_examples=60, deadline=None)
@given(weeks())
def test_can_keep_agrees_with_listing_every_plan(problem: Problem) -> None:
    promises = all_promises(problem)

    found = keeps(problem, promises)

    assert found == any(not missed_promises(problem, plan, promises) for plan in all_plans(problem))


@settings(max_examples=15, deadline=None)
@given(weeks())
def test_a_conflict_is_real_and_taking_away_any_part_ends_it(problem: Problem) -> None:
    found = conflicts(problem, deadline=time.monotonic() + LONG)

    assert bool(found) != keeps(problem, all_promises(problem))
    for conflict in found:
        assert conflict.minimal
        others = [r for r in RULES if r not in conflict.rules]
        assert not keeps(without(problem, others), conflict.promises)
        for promise in conflict.promises:
            rest = [p for p in conflict.promises if p != promise]
            assert keeps(problem, rest)
        for rule in conflict.rules:
            assert keeps(without(problem, [*others, rule]), conflict.promises)


@settings(max_examples=40, deadline=None)
@given(weeks())
def test_a_cure_works(problem: Problem) -> None:
    promises = all_promises(problem)

    cure = cheapest_cure(problem, deadline=time.monotonic() + LONG)

    assert cure is not None and cure.proven
    assert (cure.asks == () and not cure.hopeless) == keeps(problem, promises)
    assert keeps(apply(problem, cure.asks), [p for p in promises if p not in cure.hopeless])


@settings(max_examples=25, deadline=None)
@given(weeks())
def test_no_single_ask_can_be_left_out_of_a_cure(problem: Problem) -> None:
    cure = cheapest_cure(problem, deadline=time.monotonic() + LONG)
    assert cure is not None
    assume(all(a.times == 1 for a in cure.asks))
    promises = [p for p in all_promises(problem) if p not in cure.hopeless]

    limits_for_all = {"distance", "site"}  # the file form has one limit for everybody: the longest drive asked for sets it
    for ask in (a for a in cure.asks if a.kind not in limits_for_all):
        assert not keeps(apply(problem, [a for a in cure.asks if a != ask]), promises)


@settings(max_examples=60, deadline=None)
@given(planned_weeks())
def test_alternatives_are_exactly_those_the_judge_allows(planned: tuple[Problem, tuple[Visit, ...]]) -> None:
    problem, plan = planned
    assume(plan)
    now = score(problem, plan).levels

    found = choice(problem, plan, plan[0], WEIGHTS)

    rest = [v for v in plan if v != plan[0]]
    legal = {}
    for leader in problem.leaders:
        other = (leader.id, *plan[0][1:])
        judged = score(problem, [*rest, other])
        if other != plan[0] and judged.legal:
            legal[other] = tuple(b - a for a, b in zip(now, judged.levels, strict=True))
    assert {o.visit: o.change for o in found.others} == legal
    assert sum(map(len, found.shut_out.values())) + len(legal) + 1 == len(problem.leaders)


def test_a_team_nobody_can_see_and_its_cure_in_words(week: dict[str, Any]) -> None:
    week["leaders"][1]["avail"] = []
    problem = Problem.from_dict(week)

    said = explain(problem)

    assert said.text.splitlines() == [
        "Not every promise about the week can be kept.",
        "It cannot be that team 1 is seen, because of the slots that teams offer and the half-days when visitors are free. "
        "Team 1 offers Tuesday morning.",
        "It cannot be that Safeguarding is seen by a corporate visitor, because of the slots that teams offer and the "
        "half-days when visitors are free.",
        "The cheapest cure, one ask:",
        said.text.splitlines()[4],
        "Checked: the week was planned again with these granted, and every promise is kept.",
    ]
    assert said.cure is not None and said.cured_plan is not None
    assert said.cure.cost == 2
    assert score(said.cured or problem, said.cured_plan.visits).levels[0] == 0


def test_a_drive_is_only_lengthened_when_nothing_else_would_do(week: dict[str, Any]) -> None:
    week["travel"] = [[0, 90], [90, 0]]
    problem = Problem.from_dict(week)

    cure = cheapest_cure(problem, deadline=time.monotonic() + LONG)

    assert cure is not None
    assert cure.asks == (Ask("distance", 1, other=1),)
    assert apply(problem, cure.asks).rules == replace(problem.rules, max_from_base=90)


def test_why_this_visitor(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)

    said = explain(problem, Plan(visits=((0, 0, 0), (1, 1, 3))), team=0)

    assert said.text.splitlines() == [
        "Every promise about Fostering North can be kept.",
        "Ann Able to Fostering North, Monday morning: keen on this kind of work, 0 minutes from their base, independent of "
        "the team's service and needed, because without this visit a promise would be broken. "
        "Next best is visitor 2 (team manager): 2 more preference steps. "
        "Ruled out: 1 because the visitor is not free then.",
    ]


def test_what_a_plan_misses_is_listed(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)

    said = explain(problem, Plan(visits=((0, 0, 0),)))

    assert said.feasible is True
    assert [m.text(problem) for m in said.missed] == ["team 1 is seen", "Safeguarding is seen by a corporate visitor"]
