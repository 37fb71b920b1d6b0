"""Whatever is done to a plan by hand, in whatever order: undoing it all gives the plan back, and the judge agrees at every step."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.engines.timetable import score
from alongside.web.weeks.actions import board as actions
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.models import Plan, PlannedVisit
from alongside.web.weeks.refusals import Refused
from tests.web.weeks.board_scene import BoardScene, a_board

KINDS = ("move", "move", "swap", "add", "remove", "lock", "undo")
STEP = st.tuples(st.sampled_from(KINDS), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))


def take(board: BoardScene, step: tuple[str, int, int, int]) -> None:
    """One step by somebody who may pick the impossible: that is refused and changes nothing."""
    kind, first, second, third = step
    visits = list(PlannedVisit.objects.filter(plan=board.plan).order_by("visitor__staff_member__name", "offer__slot"))
    visitor = list(board.visitors.values())[second % len(board.visitors)]
    offer = list(board.offers.values())[third % len(board.offers)]
    known = {"version": board.version, "by": board.lead}
    if kind == "add":
        actions.add_visit(plan=board.plan, visitor=visitor, offer=offer, **known)
    elif kind == "undo":
        actions.undo_change(plan=board.plan, **known)
    elif not visits:
        return
    elif kind == "move":
        actions.move_visit(visit=visits[first % len(visits)], visitor=visitor, offer=offer, **known)
    elif kind == "swap":
        actions.swap_visits(visit=visits[first % len(visits)], other=visits[second % len(visits)], **known)
    elif kind == "remove":
        actions.remove_visit(visit=visits[first % len(visits)], **known)
    else:
        actions.lock_visit(visit=visits[first % len(visits)], locked=bool(second % 2), **known)


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(STEP, max_size=8))
def test_undoing_everything_gives_the_plan_back(steps: list[tuple[str, int, int, int]]):
    outer = transaction.atomic()
    outer.__enter__()
    try:
        board = a_board()
        start, levels = board.placed(), Plan.objects.get(pk=board.plan.pk).levels
        for step in steps:
            before = board.placed()
            try:
                take(board, step)
            except Refused:
                assert board.placed() == before
            plan = Plan.objects.get(pk=board.plan.pk)
            desk = Desk(plan)
            judged = score(desk.rows.problem, desk.engine_visits())
            assert (judged.broken, list(judged.levels)) == ((), plan.levels)
        while board.plan.changes.filter(undone_at=None).exists():
            actions.undo_change(plan=board.plan, version=board.version, by=board.lead)

        assert (board.placed(), Plan.objects.get(pk=board.plan.pk).levels) == (start, levels)
    finally:
        transaction.set_rollback(True)
        outer.__exit__(None, None, None)
