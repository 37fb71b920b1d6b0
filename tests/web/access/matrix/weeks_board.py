"""The board and coverage of a plan: for those who plan. A draft is nobody else's."""

from __future__ import annotations

from typing import Any

from tests.web.access.matrix import Row
from tests.web.weeks.board_scene import MON_AM, MON_PM, TUE_AM, WED_AM, BoardScene, a_board

PLANNERS = {"practice_lead"}


def plan() -> dict[str, Any]:
    return {"pk": a_board().plan.pk}


class _Visit:
    """The visit of the board made last, and what a form about it sends."""

    board: BoardScene

    @classmethod
    def make(cls) -> dict[str, Any]:
        cls.board = a_board()
        return {"pk": cls.board.plan.pk, "visit": cls.board.visit("Asha", "Kestrel", MON_AM).pk}

    @classmethod
    def make_other(cls) -> dict[str, Any]:
        return {**cls.make(), "visit": cls.board.visit("Asha", "Heron", MON_PM).pk}

    @classmethod
    def make_plan(cls) -> dict[str, Any]:
        return {"pk": cls.make()["pk"]}

    @classmethod
    def to(cls, who: str, slot: int) -> dict[str, Any]:
        return {"version": 1, "choice": f"{cls.board.visitors[who].pk} {cls.board.offers['Kestrel', slot].pk}"}

    @classmethod
    def swap(cls) -> dict[str, Any]:
        return {"version": 1, "choice": str(cls.board.visit("Ben", "Wren", MON_PM).pk)}


ROWS = [
    Row("weeks:board", allowed=PLANNERS, make=plan),
    Row("weeks:board_changes", allowed=PLANNERS, make=plan),
    Row("weeks:board_undo", allowed=PLANNERS, make=plan, method="POST", ok=422, note="there is nothing to undo yet"),
    Row("weeks:coverage", allowed=PLANNERS, make=plan),
    Row("weeks:board_add", allowed=PLANNERS, make=plan),
    Row("weeks:board_add", allowed=PLANNERS, make=_Visit.make_plan, method="POST", data=lambda: _Visit.to("Dev", TUE_AM)),
    Row("weeks:board_visit", allowed=PLANNERS, make=_Visit.make),
    Row("weeks:board_places", allowed=PLANNERS, make=_Visit.make),
    Row("weeks:board_move", allowed=PLANNERS, make=_Visit.make),
    Row("weeks:board_move", allowed=PLANNERS, make=_Visit.make, method="POST", data=lambda: _Visit.to("Asha", WED_AM)),
    Row("weeks:board_visitor", allowed=PLANNERS, make=_Visit.make),
    Row("weeks:board_visitor", allowed=PLANNERS, make=_Visit.make, method="POST", data=lambda: _Visit.to("Ben", WED_AM)),
    Row("weeks:board_swap", allowed=PLANNERS, make=_Visit.make),
    Row("weeks:board_swap", allowed=PLANNERS, make=_Visit.make_other, method="POST", data=_Visit.swap),
    Row("weeks:board_remove", allowed=PLANNERS, make=_Visit.make),
    Row("weeks:board_remove", allowed=PLANNERS, make=_Visit.make, method="POST", data=lambda: {"version": 1}),
    Row("weeks:board_lock", allowed=PLANNERS, make=_Visit.make, method="POST", data=lambda: {"version": 1, "locked": "yes"}),
]
