"""Weeks so small that every plan of them can be listed."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from alongside.engines.timetable import Problem, score
from alongside.engines.timetable.plan import Visit

MOST_VISITS = 9


def all_visits(problem: Problem) -> list[Visit]:
    return [
        (v.id, t.id, o.slot)
        for t in problem.teams
        for o in t.offers
        for v in problem.leaders
        if o.slot in v.avail and (v.id, t.id) in problem.pairs
    ]


def all_plans(problem: Problem) -> Iterator[tuple[Visit, ...]]:
    """Every legal plan."""
    possible = all_visits(problem)
    for size in range(len(possible) + 1):
        for plan in combinations(possible, size):
            if score(problem, plan).legal:
                yield plan


@st.composite
def raw_weeks(draw: st.DrawFn) -> dict[str, Any]:
    leaders, teams, sites, days = draw(st.integers(1, 4)), draw(st.integers(1, 3)), draw(st.integers(1, 3)), 2
    slots = st.integers(0, days * 3 - 1)
    way = draw(st.lists(st.integers(5, 100), min_size=sites, max_size=sites))
    travel = [[0 if i == j else way[i] + way[j] for j in range(sites)] for i in range(sites)]
    areas = draw(st.integers(1, 2))
    area = st.integers(0, areas - 1)
    site = st.integers(0, sites - 1)

    def leader(i: int) -> dict[str, Any]:
        least = draw(st.integers(0, 2))
        return {
            "id": i, "role": "manager", "corporate": draw(st.booleans()), "council": 0,
            "area": draw(st.none() | area), "base": draw(site), "parent": None,
            "avail": sorted(draw(st.sets(slots, max_size=3))), "min": least, "max": draw(st.integers(least, 3)),
            "target": draw(st.integers(0, 2)), "interest": draw(st.lists(st.integers(0, 3), min_size=2, max_size=2)),
        }  # fmt: skip

    def team(i: int) -> dict[str, Any]:
        offers = [
            {"slot": s, "activity": "", "cap": draw(st.integers(1, 2)), "cost": draw(st.integers(0, 2))}
            for s in sorted(draw(st.sets(slots, max_size=3)))
        ]
        return {
            "id": i, "council": 0, "area": draw(area), "kind": draw(st.integers(0, 1)), "site": draw(site),
            "line": sorted(draw(st.sets(st.integers(0, leaders - 1), max_size=1))), "exempt": [],
            "max_visits": draw(st.integers(1, 2)), "weight": draw(st.integers(1, 2)), "offers": offers,
        }  # fmt: skip

    pairs = st.lists(st.tuples(st.integers(0, leaders - 1), st.integers(0, teams - 1)).map(list), max_size=2)
    return {
        "name": "tiny", "days": days, "parts": 3,
        "sites": [{"id": i, "council": 0, "cap": draw(st.integers(1, 2))} for i in range(sites)],
        "travel": travel, "areas": [f"area {a}" for a in range(areas)],
        "leaders": [leader(i) for i in range(leaders)], "teams": [team(i) for i in range(teams)],
        "forbid": draw(pairs), "last": draw(pairs),
        "rules": {
            "am_pm_gap": 60, "pm_eve_gap": 90, "max_per_day": draw(st.integers(1, 2)), "max_from_base": 120,
            "double_min": draw(st.integers(0, 1)),
        },
    }  # fmt: skip


def weeks() -> st.SearchStrategy[Problem]:
    return raw_weeks().map(Problem.from_dict).filter(lambda p: len(all_visits(p)) <= MOST_VISITS)


@st.composite
def planned_weeks(draw: st.DrawFn) -> tuple[Problem, tuple[Visit, ...]]:
    """A week and some legal plan of it, good or bad."""
    problem = draw(weeks())
    plan: list[Visit] = []
    for visit in draw(st.permutations(all_visits(problem))):
        if score(problem, [*plan, visit]).legal and draw(st.integers(0, 4)):
            plan.append(visit)
    return problem, tuple(plan)


@st.composite
def raw_changes(draw: st.DrawFn, problem: Problem) -> dict[str, Any]:
    slots = st.lists(st.integers(0, problem.slots - 1), max_size=3)

    def out(n: int) -> st.SearchStrategy[Any]:
        who = st.integers(0, n - 1)
        return st.lists(who | st.fixed_dictionaries({"id": who, "slots": slots}), max_size=1)

    offers = [[t.id, o.slot] for t in problem.teams for o in t.offers]
    possible = [list(v) for v in all_visits(problem)]
    return {
        "leaders_out": draw(out(len(problem.leaders))),
        "teams_out": draw(out(len(problem.teams))),
        "offers_closed": draw(st.lists(st.sampled_from(offers), max_size=1)) if offers else [],
        "locked": draw(st.lists(st.sampled_from(possible), max_size=1)) if possible else [],
        "past_before": draw(st.sampled_from([0, 0, 1, 3])),
    }
