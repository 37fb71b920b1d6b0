"""Why this visitor: the page's account against the engine's own explanation."""

import pytest

from alongside.engines.timetable.explain.choice import choice
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.board.reasons import reasons_for
from alongside.web.weeks.models import DeclaredInterest
from tests.web.weeks.board_scene import MON_AM, MON_PM, BoardScene, a_board

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> BoardScene:
    return a_board()


@pytest.mark.parametrize("visit", [("Asha", "Kestrel", MON_AM), ("Asha", "Heron", MON_PM), ("Ben", "Wren", MON_PM)])
def test_the_next_best_is_the_engines(board: BoardScene, visit: tuple[str, str, int]):
    desk = Desk(board.plan)
    row = board.visit(*visit)
    here = desk.numbered[row.pk]

    found = reasons_for(desk, row)
    explained = choice(desk.rows.problem, desk.engine_visits(), here, desk.weights)

    assert found is not None
    assert found.possible == len(explained.others)
    assert found.without.price == explained.without.order
    best = explained.others[0] if explained.others else None
    assert (found.next_best and found.next_best.verdict.price) == (best and best.order)


def test_facts_are_said_plainly(board: BoardScene):
    desk = Desk(board.plan)

    found = reasons_for(desk, board.visit("Asha", "Heron", MON_PM))

    assert found is not None
    assert found.facts == [
        "Comes from outside the service",
        "Is happy to see Early help",
        "0 minutes from their base to Kestrel House",
        "Did not visit this team last time",
        "Makes 2 visits this week, hoped for 1, at most 2",
    ]


def test_nothing_is_said_for_a_visit_that_may_not_be(board: BoardScene):
    asha, kestrel = board.visitors["Asha"].staff_member, board.teams["Kestrel"]
    DeclaredInterest.objects.create(week=board.week, staff_member=asha, team=kestrel)

    assert reasons_for(Desk(board.plan), board.visit("Asha", "Kestrel", MON_AM)) is None
