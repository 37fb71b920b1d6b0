"""Two people change one plan at the same moment, on connections of their own: one is told so, and nothing is lost."""

import threading
from typing import Any

import pytest
from django.db import connection

from alongside.web.weeks.actions import board as actions
from alongside.web.weeks.refusals import Stale
from tests.web.weeks.board_scene import MON_AM, TUE_AM, WED_AM, a_board


@pytest.mark.django_db(transaction=True)
def test_two_at_once():
    board = a_board()
    visit, kestrel = board.visit("Asha", "Kestrel", MON_AM), board.offers["Kestrel", WED_AM]
    dev, heron = board.visitors["Dev"], board.offers["Heron", TUE_AM]
    start, ends = threading.Barrier(2), list[str]()

    def at_once(action: Any, **what: Any) -> None:
        try:
            start.wait()
            action(version=1, by=board.lead, **what)
            ends.append("done")
        except Stale as stale:
            ends.append("told" if stale.changes else "told nothing")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=at_once, args=(actions.move_visit,), kwargs={"visit": visit, "visitor": visit.visitor, "offer": kestrel}),
        threading.Thread(target=at_once, args=(actions.add_visit,), kwargs={"plan": board.plan, "visitor": dev, "offer": heron}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ends) == ["done", "told"]
    assert board.version == 2
    moved, added = ("Asha", "Kestrel", WED_AM, False) in board.placed(), ("Dev", "Heron", TUE_AM, False) in board.placed()
    assert moved != added
