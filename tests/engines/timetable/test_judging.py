"""Each rule broken on purpose in one small week, and each level counted by hand."""

from typing import Any

import pytest

from alongside.engines.timetable import Problem, score


@pytest.fixture
def busy() -> dict[str, Any]:
    """Two visitors of one service and one of none; three teams: two share a small site, the third is far away."""

    def leader(i: int, area: int | None, **more: Any) -> dict[str, Any]:
        return {
            "id": i, "role": "manager", "corporate": area is None, "council": 0, "area": area, "base": 0,
            "parent": None, "avail": [0, 1, 2, 3, 4], "min": 1, "max": 3, "target": 2, "interest": [0, 1, 2], **more,
        }  # fmt: skip

    def team(i: int, area: int, site: int) -> dict[str, Any]:
        offers = [{"slot": s, "activity": "panel", "cap": 2, "cost": 1} for s in (0, 1, 2, 3, 4)]
        return {
            "id": i, "council": 0, "area": area, "kind": i, "site": site, "line": [], "exempt": [], "max_visits": 2,
            "weight": 1 + i, "offers": offers,
        }  # fmt: skip

    return {
        "name": "busy", "days": 2, "parts": 3,
        "sites": [{"id": 0, "council": 0, "cap": 1}, {"id": 1, "council": 0, "cap": 1}],
        "travel": [[0, 70], [70, 0]], "areas": ["a", "b"],
        "leaders": [leader(0, 0), leader(1, 0), leader(2, None)],
        "teams": [team(0, 0, 0), team(1, 1, 0), team(2, 1, 1)],
        "forbid": [[2, 1]], "last": [[1, 0]],
        "rules": {"am_pm_gap": 60, "pm_eve_gap": 90, "max_per_day": 2, "max_from_base": 75, "double_min": 1},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("visits", "broken"),
    [
        ([(0, 0, 0), (0, 0, 0)], "visit [0, 0, 0] is listed twice"),
        ([(2, 1, 0)], "visit [2, 1, 0]: this leader may not visit this team"),
        ([(0, 0, 5)], "visit [0, 0, 5]: the team offers nothing in this slot"),
        ([(9, 0, 0)], "visit [9, 0, 0]: there is no such leader or team"),
        ([(0, 0, 0), (1, 0, 0)], "team 0 has two visitors of service 0 in slot 0"),
        ([(0, 0, 0), (2, 1, 0)], "visit [2, 1, 0]: this leader may not visit this team"),
        ([(0, 0, 0), (1, 1, 0)], "site 0 has 2 visits in slot 0, more than it can take"),
        ([(0, 0, 0), (0, 0, 3)], "leader 0 meets team 0 2 times"),
        ([(0, 0, 0), (1, 0, 1)], "team 0 is visited 2 times on day 0"),
        ([(0, 0, 0), (0, 2, 0)], "leader 0 is in two places on day 0"),
        ([(0, 0, 0), (0, 2, 1)], "leader 0 cannot travel in time for slot 1"),
        ([(0, 0, 0), (0, 1, 1), (0, 2, 2)], "leader 0 has 3 visits on day 0"),
    ],
)
def test_a_broken_rule_is_named(busy: dict[str, Any], visits: list[tuple[int, int, int]], broken: str) -> None:
    assert broken in score(Problem.from_dict(busy), visits).broken


def test_evening_travel_has_its_own_limit(busy: dict[str, Any]) -> None:
    assert score(Problem.from_dict(busy), [(0, 0, 1), (0, 2, 2)]).legal


def test_three_visitors_are_more_than_an_offer_takes(busy: dict[str, Any]) -> None:
    busy["leaders"][1]["area"] = 1

    broken = score(Problem.from_dict(busy), [(0, 0, 0), (1, 0, 0), (2, 0, 0)]).broken

    assert broken == ("team 0 has 3 visitors in slot 0, more than offered",)


def test_a_visitor_away_or_over_their_maximum_is_named(busy: dict[str, Any]) -> None:
    busy["leaders"][0] |= {"avail": [0], "max": 1}

    broken = score(Problem.from_dict(busy), [(0, 0, 0), (0, 1, 3)]).broken

    assert broken == ("visit [0, 1, 3]: leader is not free in this slot", "leader 0 has 2 visits, more than 1")


def test_a_visitor_too_far_from_base_is_forbidden(busy: dict[str, Any]) -> None:
    busy["rules"]["max_from_base"] = 69

    assert not score(Problem.from_dict(busy), [(0, 2, 0)]).legal


def test_levels_of_an_empty_plan(busy: dict[str, Any]) -> None:
    judged = score(Problem.from_dict(busy), [])

    assert judged.legal
    assert judged.levels == (10 * (1 + 2 + 3) + 2 * 6 + 3 * 2 + 1, 0, 0, 3 * 4, 0, 0)
    assert judged.unseen == (0, 1, 2)


def test_levels_of_a_plan_counted_by_hand(busy: dict[str, Any]) -> None:
    problem = Problem.from_dict(busy)

    judged = score(problem, [(1, 0, 0), (2, 0, 0), (1, 2, 2), (0, 1, 3)])

    # one service meets itself; liking 0+2, 0, 2, 1 and an offer cost of 1 each; 70 minutes out and back; one gap
    assert judged.legal
    assert judged.levels == (6, 1, 2 + 0 + 2 + 1 + 4, 1 + 0 + 1, 140, 3 + 1)
    assert judged.areas_unseen == (1,)
    assert judged.blend() == 10 * 9 + 10 * 2 + 140 + 5 * 4
