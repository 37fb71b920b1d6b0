"""The pages of the board: what they show, what their forms do, and that they read a constant number of times."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.weeks.models import Plan, PlannedVisit
from tests import factories as make
from tests.web.access.walking import BACKEND
from tests.web.weeks.board_scene import MON_AM, MON_PM, TUE_AM, TUE_PM, WED_AM, BoardScene, a_board

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> BoardScene:
    return a_board()


@pytest.fixture
def lead(board: BoardScene) -> Client:
    client = Client()
    client.force_login(board.lead, backend=BACKEND)
    return client


def address(board: BoardScene, name: str, visit: PlannedVisit | None = None) -> str:
    return reverse(f"weeks:{name}", kwargs={"pk": board.plan.pk} | ({"visit": visit.pk} if visit else {}))


def words(response: Any) -> str:
    """What a reader gets: the page without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_board_says_what_the_plan_is_worth_and_where_everybody_is(board: BoardScene, lead: Client):
    page = words(lead.get(address(board, "board")))

    assert "All 3 teams would be seen." in page
    assert "Asha Khan to Kestrel, Monday morning, duty desk" in page
    assert "Find a visitor for Kestrel, Tuesday morning, duty desk" in page


def test_rows_by_visitor(board: BoardScene, lead: Client):
    page = words(lead.get(address(board, "board"), {"by": "visitor"}))

    assert "Find a visit for Dev Rai, who is free on Tuesday morning" in page
    assert "Too few visits" in page


@pytest.mark.parametrize(
    ("asked", "shown", "hidden"),
    [
        ({"q": "heron"}, "Find a visitor for Heron", "Find a visitor for Kestrel"),
        ({"q": "ben"}, "Ben Ode to Wren", "Asha Khan to Kestrel"),
        ({"site": "Wren Lodge"}, "Ben Ode to Wren", "Asha Khan to Kestrel"),
        ({"service": "Early help"}, "Asha Khan to Heron", "Ben Ode to Wren"),
    ],
)
def test_the_board_is_filtered(board: BoardScene, lead: Client, asked: dict[str, str], shown: str, hidden: str):
    for name, row in (("site", board.teams["Wren"].site), ("service", board.teams["Heron"].service)):
        if asked.get(name) == row.name:
            asked = {name: str(row.pk)}

    page = words(lead.get(address(board, "board"), asked | {"show": "board"}))

    assert shown in page
    assert hidden not in page


def test_the_table_lists_the_days(board: BoardScene, lead: Client):
    page = words(lead.get(address(board, "board"), {"show": "table"}))

    assert "Monday 5 March 2018" in page
    assert "Tuesday 6 March 2018" not in page


def test_a_visit_that_no_longer_works_is_marked_with_the_reason(board: BoardScene, lead: Client):
    board.visitors["Ben"].availability.filter(slot=MON_PM).delete()

    page = words(lead.get(address(board, "board")))

    assert "1 visit no longer works." in page
    assert "Problem: Ben Ode is not free on Monday afternoon" in page


def test_places_are_weighed_for_the_script(board: BoardScene, lead: Client):
    visit = board.visit("Asha", "Kestrel", MON_AM)

    answer = lead.get(address(board, "board_places", visit)).json()

    kestrel = board.teams["Kestrel"].pk
    assert answer["version"] == 1
    assert answer["cells"][f"{kestrel} {TUE_PM}"]["words"] == "Not possible: Asha Khan is not free on Tuesday afternoon"
    assert {key: cell["tone"] for key, cell in answer["cells"].items() if key.startswith(str(kestrel))} == {
        f"{kestrel} {TUE_AM}": "fine",
        f"{kestrel} {TUE_PM}": "no",
        f"{kestrel} {WED_AM}": "fine",
    }


def test_a_move_by_script_and_its_refusals(board: BoardScene, lead: Client):
    visit, asha = board.visit("Asha", "Kestrel", MON_AM), board.visitors["Asha"].pk
    to = {slot: f"{asha} {board.offers['Kestrel', slot].pk}" for slot in (TUE_PM, WED_AM)}
    move = {"path": address(board, "board_move", visit), "headers": {"Accept": "application/json"}}

    refused = lead.post(**move, data={"choice": to[TUE_PM], "version": 1})
    done = lead.post(**move, data={"choice": to[WED_AM], "version": 1})
    late = lead.post(address(board, "board_remove", visit), data={"version": 1})

    assert (refused.status_code, refused.json()["problems"]) == (422, ["Asha Khan is not free on Tuesday afternoon."])
    said = "Moved: Asha Khan at Kestrel, Monday morning, to Wednesday morning."
    assert (done.status_code, done.json()["said"], done.json()["version"]) == (200, said, 2)
    assert late.status_code == 409
    assert "Moved: Asha Khan at Kestrel, Monday morning, to Wednesday morning (Lee Lead)" in words(late)


@pytest.mark.parametrize("way", ["move", "visitor", "swap"])
def test_each_way_without_a_script(board: BoardScene, lead: Client, way: str):
    visit = board.visit("Asha", "Heron", MON_PM)
    path = address(board, f"board_{way}", visit)
    page = lead.get(path)
    first = re.search(r'name="choice" type="radio" value="([^"]+)"', page.content.decode())
    assert first is not None

    nothing = lead.post(path, {"version": 1})
    before = board.placed()
    done = lead.post(path, {"version": 1, "choice": first[1]})

    assert (page.status_code, nothing.status_code) == (200, 422)
    assert "There is a problem" in words(nothing)
    assert (done.status_code, board.version) == (302, 2)
    assert board.placed() != before


def test_impossible_ways_say_why(board: BoardScene, lead: Client):
    page = words(lead.get(address(board, "board_visitor", board.visit("Asha", "Kestrel", MON_AM))))

    assert "Dev Rai : Dev Rai is not free on Monday morning" in page


def test_a_gap_is_filled_from_the_coverage_board(board: BoardScene, lead: Client):
    path = address(board, "board_add") + f"?visitor={board.visitors['Dev'].pk}"
    page = lead.get(path)
    assert "Dev Rai would no longer be short of visits" in words(page)

    choice = f"{board.visitors['Dev'].pk} {board.offers['Kestrel', TUE_AM].pk}"
    assert lead.post(path, {"version": 1, "choice": choice}).status_code == 302
    assert ("Dev", "Kestrel", TUE_AM, False) in board.placed()


def test_a_gap_nobody_can_fill_says_what_stands_in_the_way(board: BoardScene, lead: Client):
    board.visitors["Dev"].availability.all().delete()

    page = words(lead.get(address(board, "board_add"), {"visitor": str(board.visitors["Dev"].pk)}))

    assert "Nothing is possible here without changing something else first." in page
    assert "10 times: the visitor is not free then" in page


def test_lock_remove_and_undo(board: BoardScene, lead: Client):
    visit = board.visit("Ben", "Wren", MON_PM)

    lead.post(address(board, "board_lock", visit), {"locked": "yes", "version": 1})
    held = lead.post(address(board, "board_remove", visit), {"version": 2})
    lead.post(address(board, "board_undo"), {"version": 2})
    gone = lead.post(address(board, "board_remove", visit), {"version": 3})
    after = lead.get(address(board, "board_visit", visit))

    assert "Ben Ode's visit to Wren is locked. Unlock it first." in words(held)
    assert held.status_code == 422
    assert gone.status_code == 302
    assert after["Location"] == address(board, "board")
    assert "Undone by Lee Lead" in words(lead.get(address(board, "board_changes")))


def test_why_this_visitor(board: BoardScene, lead: Client):
    page = words(lead.get(address(board, "board_visit", board.visit("Asha", "Kestrel", MON_AM))))

    assert "Comes from outside the service" in page
    assert "The next best visitor then would be Cara Lim" in page
    assert "nobody would see Kestrel" in page


def test_a_second_visitor_is_looked_for_from_the_visit(board: BoardScene, lead: Client):
    page = lead.get(address(board, "board_visit", board.visit("Asha", "Kestrel", MON_AM)))

    link = f"?team={board.teams['Kestrel'].pk}&amp;slot={MON_AM}"
    assert link in page.content.decode()
    found = words(lead.get(address(board, "board_add") + html.unescape(link)))
    assert "Ben Ode, Monday morning" in found
    assert "one more visit made by two" in found


def test_a_visit_of_another_plan_is_not_shown(board: BoardScene, lead: Client):
    other = Plan.objects.create(week=board.week, number=2, name="Other", created_by=board.lead)
    visit = PlannedVisit.objects.create(plan=other, visitor=board.visitors["Ben"], offer=board.offers["Kestrel", MON_AM])

    assert lead.get(address(board, "board_places", visit)).status_code == 404


def more_of_everything(board: BoardScene, numbers: range) -> None:
    for n in numbers:
        team = make.team(name=f"Extra {n}", service=board.teams["Wren"].service, site=board.teams["Wren"].site)
        offer = make.offer(board.week, team, MON_AM, places=2)
        visitor = make.visitor(board.week, make.staff(base=team.site, manager=board.visitors["Asha"].staff_member))
        PlannedVisit.objects.create(plan=board.plan, visitor=visitor, offer=offer)
        talk = board.week.conversations.create(reference=f"F{n}", team=team, slots=[n])
        board.plan.conversations.create(conversation=talk, visitor=visitor, site=team.site, slot=9)


@pytest.mark.parametrize("name", ["board", "coverage", "board_visit", "board_places", "board_move", "board_changes"])
def test_a_page_reads_as_often_for_many_rows_as_for_few(board: BoardScene, lead: Client, name: str, django_assert_num_queries: Any):
    visit = board.visit("Asha", "Kestrel", MON_AM) if name in {"board_visit", "board_places", "board_move"} else None
    more_of_everything(board, range(1))
    lead.get(address(board, name, visit))  # the first page of a session also writes that it began
    with CaptureQueriesContext(connection) as few:
        lead.get(address(board, name, visit))
    more_of_everything(board, range(1, 4))

    with django_assert_num_queries(len(few)):
        assert lead.get(address(board, name, visit)).status_code == 200
