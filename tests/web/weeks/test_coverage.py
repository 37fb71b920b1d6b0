"""The coverage board: what each team gets, what is missing, the sentence on top, and the way to fill a gap."""

import pytest
from django.test import Client
from django.urls import reverse

from alongside.web.weeks.actions.board import add_visit
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.models import Plan
from alongside.web.weeks.queries.coverage import State, coverage_of
from tests.web.access.walking import BACKEND
from tests.web.weeks.board_scene import MON_PM, TUE_AM, BoardScene, a_board
from tests.web.weeks.test_board_pages import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> BoardScene:
    return a_board()


def coverage(board: BoardScene):
    return coverage_of(Desk(Plan.objects.get(pk=board.plan.pk)))


def test_every_way_of_being_seen(board: BoardScene):
    board.week.conversations.create(reference="F1", team=board.teams["Wren"], slots=[0])

    ways = {row.team.name: [way.state for way in row.ways] for row in coverage(board).teams}

    yes, missing, never = State.YES, State.MISSING, State.NOT_OFFERED
    assert ways == {
        "Wren": [yes, missing, missing, missing, never],
        "Kestrel": [yes, missing, yes, never, never],
        "Heron": [yes, missing, yes, never, never],
    }


def test_worst_first(board: BoardScene):
    board.visit("Asha", "Heron", MON_PM).delete()

    assert [row.team.name for row in coverage(board).teams] == ["Heron", "Wren", "Kestrel"]


def test_the_sentence_names_what_is_missing(board: BoardScene):
    board.visit("Asha", "Heron", MON_PM).delete()

    assert coverage(board).sentences == [
        "2 of 3 teams would be seen. 1 would not: Heron.",
        "No corporate visitor would see Early help.",
        "2 visitors have too few visits.",
        "0 visits would be made by two, and 1 are wanted.",
    ]


def test_visitors_short_and_over(board: BoardScene):
    found = coverage(board)

    assert [(str(load.visitor), load.short) for load in found.short] == [("Cara Lim", 1), ("Dev Rai", 1)]
    assert [(str(load.visitor), load.visits, load.target) for load in found.over] == [("Asha Khan", 2, 1)]


def test_two_together_are_named(board: BoardScene):
    board.visit("Ben", "Wren", MON_PM).delete()
    for version, who in ((1, "Cara"), (2, "Dev")):
        add_visit(plan=board.plan, visitor=board.visitors[who], offer=board.offers["Heron", TUE_AM], version=version, by=board.lead)

    heron = next(row for row in coverage(board).teams if row.team.name == "Heron")

    assert (heron.ways[1].state, heron.ways[1].words) == (State.YES, "Cara Lim and Dev Rai")


def test_the_page_filters_orders_and_leads_to_candidates(board: BoardScene):
    client = Client()
    client.force_login(board.lead, backend=BACKEND)
    path = reverse("weeks:coverage", kwargs={"pk": board.plan.pk})
    board.visit("Asha", "Heron", MON_PM).delete()

    everything = client.get(path)
    one = words(client.get(path, {"q": "wren"}))
    by_name = words(client.get(path, {"order": "name"}))

    assert f"?team={board.teams['Heron'].pk}" in everything.content.decode()
    assert f"?service={board.teams['Heron'].service_id}&amp;corporate=1" in everything.content.decode()
    assert "1 of 3 teams" in one
    assert by_name.index("Heron Early help") < by_name.index("Kestrel Safeguarding") < by_name.index("Wren Safeguarding")
