"""Reading what happened after a plan was made, and the problem it leaves."""

from typing import Any

import pytest

from alongside.engines.timetable import Problem, ProblemError
from alongside.engines.timetable.changes import Changes


def test_what_is_left(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)
    raw = {"leaders_out": [1, {"id": 0, "slots": [1]}], "offers_closed": [[1, 3]], "locked": [[0, 0, 0]]}

    after = Changes.from_dict(raw, problem).apply(problem)

    assert [v.avail for v in after.leaders] == [(0,), (), (0,)]
    assert [[o.slot for o in t.offers] for t in after.teams] == [[0], []]


def test_a_team_out_for_some_slots_twice_over(week: dict[str, Any]) -> None:
    week["teams"][0]["offers"] = [{"slot": s, "activity": "", "cap": 1, "cost": 0} for s in (0, 1, 4)]
    problem = Problem.from_dict(week)
    raw = {"teams_out": [{"id": 0, "slots": [0]}, {"id": 0, "slots": [4]}]}

    after = Changes.from_dict(raw, problem).apply(problem)

    assert [o.slot for o in after.teams[0].offers] == [1]


def test_out_for_the_week_means_from_now_on(week: dict[str, Any]) -> None:
    problem = Problem.from_dict(week)

    after = Changes.from_dict({"leaders_out": [0], "past_before": 1}, problem).apply(problem)

    assert after.leaders[0].avail == (0,)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ([], "the file: expected an object with named fields, found []"),
        ({"leaders_out": [3]}, "leaders_out[0]: expected a whole number from 0 to 2, found 3"),
        ({"leaders_out": [{"slots": [1]}]}, "leaders_out[0].id: expected a whole number from 0 to 2, found nothing"),
        ({"teams_out": [{"id": 0, "slots": [6]}]}, "teams_out[0].slots[0]: expected a whole number from 0 to 5, found 6"),
        ({"offers_closed": [[0]]}, "offers_closed[0]: expected [team, slot], found [0]"),
        ({"locked": [[0, 0, "0"]]}, "locked[0][2]: expected a whole number from 0 to 5, found '0'"),
        ({"past_before": -1}, "past_before: expected a whole number from 0 to 6, found -1"),
        ({"venues_closed": [[0, 1]]}, "venues_closed[0][0]: expected a whole number from 0 to -1, found 0"),
        (
            {"leader_out": [1]},
            "leader_out: expected one of leaders_out, teams_out, offers_closed, locked, past_before, found [1]",
        ),
    ],
)
def test_wrong_changes_are_named(week: dict[str, Any], raw: Any, message: str) -> None:
    with pytest.raises(ProblemError) as caught:
        Changes.from_dict(raw, Problem.from_dict(week))

    assert str(caught.value) == message
