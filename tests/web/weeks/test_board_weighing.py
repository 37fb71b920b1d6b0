"""The quick ledger and rules of the board against the judge, on generated weeks; and the judge's words as facts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.timetable import Problem, score
from alongside.engines.timetable.plan import Visit
from alongside.web.weeks.board.breaches import Breach, Kind, heard, new_breaches
from alongside.web.weeks.board.ledger import Ledger, Levels
from alongside.web.weeks.board.rules import in_the_way
from alongside.web.weeks.board.weighing import price, weigh

SITES, AREAS, DAYS = 3, 2, 2
SLOTS = DAYS * 3


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    small = st.integers(0, 3)
    leaders = [
        {
            "id": n, "role": "manager", "corporate": draw(st.booleans()), "council": 0, "area": draw(st.sampled_from([None, 0, 1])),
            "base": draw(st.integers(0, SITES - 1)), "parent": None, "avail": sorted(draw(st.sets(st.integers(0, SLOTS - 1), min_size=2))),
            "min": draw(st.integers(0, 1)), "max": draw(st.integers(1, 3)), "target": draw(small),
            "interest": [draw(small), draw(small)],
        }
        for n in range(draw(st.integers(2, 4)))
    ]  # fmt: skip
    teams = [
        {
            "id": n, "council": 0, "area": n % AREAS, "kind": n % AREAS, "site": draw(st.integers(0, SITES - 1)),
            "line": sorted(draw(st.sets(st.integers(0, len(leaders) - 1), max_size=1))), "max_visits": draw(st.integers(1, 2)),
            "weight": draw(st.integers(1, 2)),
            "offers": [
                {"slot": s, "activity": "panel", "cap": draw(st.integers(1, 2)), "cost": draw(st.integers(0, 2))}
                for s in sorted(draw(st.sets(st.integers(0, SLOTS - 1), min_size=1)))
            ],
        }
        for n in range(draw(st.integers(2, 4)))
    ]  # fmt: skip
    way = [draw(st.integers(5, 70)) for _ in range(3)]
    pairs = st.sets(st.tuples(st.integers(0, len(leaders) - 1), st.integers(0, len(teams) - 1)), max_size=2)
    return Problem.from_dict(
        {
            "name": "drawn", "days": DAYS, "parts": 3, "areas": ["A", "B"], "leaders": leaders, "teams": teams,
            "sites": [{"id": n, "council": 0, "cap": draw(st.integers(1, 2))} for n in range(SITES)],
            "travel": [[0, way[0], way[1]], [way[0], 0, way[2]], [way[1], way[2], 0]],
            "forbid": [list(p) for p in draw(pairs)], "last": [list(p) for p in draw(pairs)],
            "rules": {"am_pm_gap": 30, "pm_eve_gap": 45, "max_per_day": 2, "max_from_base": 60, "double_min": draw(st.integers(0, 2))},
        }
    )  # fmt: skip


def every(problem: Problem) -> list[Visit]:
    return [(v.id, t.id, s) for v in problem.leaders for t in problem.teams for s in range(problem.slots)]


@st.composite
def plans(draw: st.DrawFn) -> tuple[Problem, list[Visit], Visit]:
    """A problem, a legal plan made by trying visits in a random order, and one more visit."""
    problem = draw(problems())
    tried = draw(st.lists(st.sampled_from(every(problem)), max_size=40, unique=True))
    ledger = Ledger(problem)
    for visit in tried:
        if not in_the_way(ledger, visit, {}):
            ledger.put(visit)
    return problem, sorted(ledger.visits), draw(st.sampled_from(every(problem)))


@settings(max_examples=150, deadline=None)
@given(plans())
def test_a_plan_kept_by_the_quick_rules_is_legal_and_worth_what_the_judge_says(drawn: tuple[Problem, list[Visit], Visit]):
    problem, visits, _ = drawn

    judged = score(problem, visits)

    assert judged.broken == ()
    assert tuple(Ledger(problem, visits).levels()) == judged.levels


@settings(max_examples=150, deadline=None)
@given(plans())
def test_the_quick_rules_and_the_judge_agree_on_one_more_visit(drawn: tuple[Problem, list[Visit], Visit]):
    problem, visits, more = drawn
    if more in visits:
        return

    judged = score(problem, [*visits, more])

    assert bool(in_the_way(Ledger(problem, visits), more, {})) == bool(judged.broken)


@settings(max_examples=150, deadline=None)
@given(plans(), st.data())
def test_a_change_is_weighed_exactly_and_leaves_the_ledger_as_it_was(drawn: tuple[Problem, list[Visit], Visit], data: st.DataObject):
    problem, visits, more = drawn
    out = data.draw(st.lists(st.sampled_from(visits), max_size=2, unique=True)) if visits else []
    ledger = Ledger(problem, visits)
    rest = Ledger(problem, set(visits) - set(out))
    put = [] if in_the_way(rest, more, {}) else [more]

    effect = weigh(ledger, out, put)

    before, after = score(problem, visits), score(problem, (set(visits) - set(out)) | set(put))
    assert effect.levels == Levels(*after.levels).less(Levels(*before.levels))
    assert effect.teams_lost == set(after.unseen) - set(before.unseen)
    assert effect.teams_won == set(before.unseen) - set(after.unseen)
    assert effect.areas_lost == set(after.areas_unseen) - set(before.areas_unseen)
    assert (ledger.visits, ledger.levels()) == (set(visits), Levels(*before.levels))


@settings(max_examples=150, deadline=None)
@given(problems(), st.data())
def test_whatever_the_judge_says_is_understood(problem: Problem, data: st.DataObject):
    possible = [v for v in every(problem) if v[:2] in problem.pairs and v[1:] in problem.offers]
    crowd = data.draw(st.lists(st.sampled_from(possible), max_size=14)) if possible else []

    broken = score(problem, [*crowd, (0, 0, 0)]).broken

    assert [said for said in broken if heard(said).kind is Kind.UNKNOWN] == []


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("leader 3 has 4 visits, more than 2", Breach(Kind.VISITOR_FULL, leader=3, count=4)),
        ("leader 3 has 3 visits on day 1", Breach(Kind.DAY_FULL, leader=3, day=1, count=3)),
        ("team 7 is visited 2 times on day 0", Breach(Kind.TEAM_THAT_DAY, team=7, day=0, count=2)),
        ("team 7 has two visitors of service 4 in slot 9", Breach(Kind.SAME_SERVICE, team=7, area=4, slot=9)),
        ("visit [1, 2, 3]: leader is not free in this slot", Breach(Kind.NOT_FREE, leader=1, team=2, slot=3)),
        ("something the judge never said before", Breach(Kind.UNKNOWN)),
    ],
)
def test_what_the_judge_says_becomes_a_fact(said: str, fact: Breach):
    assert heard(said) == fact


def test_only_what_is_worse_than_before_counts():
    before = ("team 1 is visited 4 times", "leader 2 is in two places on day 0")
    after = ("team 1 is visited 3 times", "leader 2 is in two places on day 0", "leader 2 has 3 visits on day 0", "new words")

    assert [b.kind for b in new_breaches(before, after)] == [Kind.DAY_FULL, Kind.UNKNOWN]


def test_promises_outweigh_any_quality():
    weights = {"preference": 10, "fairness": 10, "travel": 1, "compactness": 5}

    assert price(Levels(coverage=-1, travel=900), weights) < price(Levels(travel=-900), weights)
    assert price(Levels(preference=1, travel=-10), weights) == (0, 0, 0)
    assert re.fullmatch(r"\(0, 0, -?\d+\)", str(price(Levels(fairness=2, compactness=1), weights)))
