import copy
from typing import Any

import pytest

from alongside.engines.timetable import Plan, Problem, ProblemError, Stage


def test_writing_a_problem_gives_back_what_was_read(week: dict[str, Any]) -> None:
    week["leaders"][0]["nickname"] = "Nan"
    week["shadowings"] = [{"anything": 1}]

    again = Problem.from_dict(copy.deepcopy(week)).to_dict()

    for team in week["teams"]:
        team.setdefault("exempt", [])
    assert again == week


def test_unknown_keys_are_kept_where_they_stood(week: dict[str, Any]) -> None:
    week["teams"][1]["offers"][0]["room"] = "2B"
    week["rules"]["theme"] = "voice"

    problem = Problem.from_dict(week)

    assert problem.teams[1].offers[0].extra == {"room": "2B"}
    assert problem.rules.extra == {"theme": "voice"}


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("teams", 1, "offers", 0, "slot"), 6, "teams[1].offers[0].slot: expected a whole number from 0 to 5, found 6"),
        (("teams", 0, "offers", 0, "cap"), 3, "teams[0].offers[0].cap: expected a whole number from 1 to 2, found 3"),
        (("leaders", 1, "id"), 5, "leaders[1].id: expected 1, its place in the list, found 5"),
        (("leaders", 0, "base"), "town hall", "leaders[0].base: expected a whole number from 0 to 1, found 'town hall'"),
        (("leaders", 0, "corporate"), 1, "leaders[0].corporate: expected true or false, found 1"),
        (("leaders", 2, "min"), 4, "leaders[2].min: expected no more than the maximum, 2, found 4"),
        (("leaders", 2, "max"), True, "leaders[2].max: expected a whole number of at least 0, found True"),
        (("travel",), [[0, 1]], "travel: expected 2 rows, one for each site, found '1 rows'"),
        (("travel", 1), [0], "travel[1]: expected 2 times, one for each site, found '1 times'"),
        (("forbid",), [[0, 9]], "forbid[0][1]: expected a whole number from 0 to 1, found 9"),
        (("last",), [[0]], "last[0]: expected a visitor and a team, found [0]"),
        (("rules",), None, "rules: expected an object with named fields, found None"),
        (("days",), 0, "days: expected a whole number from 1 to 366, found 0"),
    ],
)
def test_an_error_names_the_place_and_what_was_expected(week: dict[str, Any], place: tuple[Any, ...], value: object, message: str) -> None:
    spot: Any = week
    for step in place[:-1]:
        spot = spot[step]
    spot[place[-1]] = value

    with pytest.raises(ProblemError) as error:
        Problem.from_dict(week)

    assert str(error.value) == message


def test_a_team_offers_a_slot_once(week: dict[str, Any]) -> None:
    week["teams"][0]["offers"] *= 2

    with pytest.raises(ProblemError, match=r"teams\[0\].offers: expected at most one offer for each slot"):
        Problem.from_dict(week)


def test_a_missing_field_is_named(week: dict[str, Any]) -> None:
    del week["teams"][0]["weight"]

    with pytest.raises(ProblemError, match=r"teams\[0\].weight: expected a whole number of at least 0, found nothing"):
        Problem.from_dict(week)


def test_a_plan_survives_writing_and_reading() -> None:
    plan = Plan(
        visits=((0, 0, 0),),
        levels=(0, 1, 2, 3, 4, 5),
        stages=(Stage("coverage", 0, 0, True),),
        status="optimal",
        seconds=1.25,
        extra={"note": "kept"},
    )

    assert Plan.from_dict(plan.to_dict()) == plan


def test_a_plan_error_names_the_visit() -> None:
    with pytest.raises(ProblemError, match=r"visits\[1\]: expected \[leader, team, slot\], found \[1, 2\]"):
        Plan.from_dict({"visits": [[0, 0, 0], [1, 2]]})
