"""Changing a plan by hand: who may, what changes, what is written, what a second call does, and what is refused with which words."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404

from alongside.engines.timetable import score
from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions import board as actions
from alongside.web.weeks.board.desk import Desk
from alongside.web.weeks.models import BoardChange, PlannedConversation, PracticeWeek
from alongside.web.weeks.refusals import Refused, Stale
from tests import factories as make
from tests.web.weeks.board_scene import MON_AM, MON_PM, TUE_AM, TUE_EVE, TUE_PM, WED_AM, BoardScene, a_board

pytestmark = pytest.mark.django_db

START = {("Asha", "Kestrel", MON_AM, False), ("Asha", "Heron", MON_PM, False), ("Ben", "Wren", MON_PM, False)}


@pytest.fixture
def board() -> BoardScene:
    return a_board()


def move(board: BoardScene, what: tuple[str, str, int], to: tuple[str, str, int], **more: Any) -> Any:
    who, team, slot = to
    given = {"version": board.version, "by": board.lead, **more}
    return actions.move_visit(visit=board.visit(*what), visitor=board.visitors[who], offer=board.offers[team, slot], **given)


def add(board: BoardScene, who: str, team: str, slot: int, **more: Any) -> Any:
    given = {"version": board.version, "by": board.lead, **more}
    return actions.add_visit(plan=board.plan, visitor=board.visitors[who], offer=board.offers[team, slot], **given)


def events(board: BoardScene) -> list[str]:
    return list(AuditEvent.objects.filter(object_id=str(board.plan.pk)).order_by("id").values_list("action", flat=True))


CHANGES: dict[str, Callable[[BoardScene, Any], Any]] = {
    "plan.visit_moved": lambda b, by: move(b, ("Asha", "Kestrel", MON_AM), ("Asha", "Kestrel", WED_AM), by=by),
    "plan.visits_swapped": lambda b, by: actions.swap_visits(
        visit=b.visit("Asha", "Heron", MON_PM), other=b.visit("Ben", "Wren", MON_PM), version=b.version, by=by
    ),
    "plan.visit_added": lambda b, by: add(b, "Dev", "Kestrel", TUE_AM, by=by),
    "plan.visit_removed": lambda b, by: actions.remove_visit(visit=b.visit("Ben", "Wren", MON_PM), version=b.version, by=by),
    "plan.visit_locked": lambda b, by: actions.lock_visit(visit=b.visit("Ben", "Wren", MON_PM), locked=True, version=b.version, by=by),
}
AFTER = {
    "plan.visit_moved": START - {("Asha", "Kestrel", MON_AM, False)} | {("Asha", "Kestrel", WED_AM, False)},
    "plan.visits_swapped": {("Asha", "Kestrel", MON_AM, False), ("Ben", "Heron", MON_PM, False), ("Asha", "Wren", MON_PM, False)},
    "plan.visit_added": START | {("Dev", "Kestrel", TUE_AM, False)},
    "plan.visit_removed": START - {("Ben", "Wren", MON_PM, False)},
    "plan.visit_locked": START - {("Ben", "Wren", MON_PM, False)} | {("Ben", "Wren", MON_PM, True)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_practice_lead_changes_the_plan_and_it_is_written_down(board: BoardScene, change: str):
    CHANGES[change](board, board.lead)

    assert board.placed() == AFTER[change]
    assert events(board) == [change]
    assert board.version == 2
    assert BoardChange.objects.get().version == 2


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("who", ["visitor", "director", "stranger"])
def test_nobody_else_may(board: BoardScene, change: str, who: str):
    other = make.stranger() if who == "stranger" else make.user(who)

    with pytest.raises(Http404):
        CHANGES[change](board, other)

    assert (board.placed(), events(board), board.version) == (START, [], 1)


@pytest.mark.parametrize("change", CHANGES)
def test_levels_are_what_the_judge_says(board: BoardScene, change: str):
    plan = CHANGES[change](board, board.lead)

    desk = Desk(plan)
    assert tuple(plan.levels) == score(desk.rows.problem, desk.engine_visits()).levels


def test_a_visit_keeps_its_address_when_it_moves(board: BoardScene):
    visit = board.visit("Asha", "Kestrel", MON_AM)

    move(board, ("Asha", "Kestrel", MON_AM), ("Ben", "Kestrel", WED_AM))

    assert board.visit("Ben", "Kestrel", WED_AM).pk == visit.pk


def test_doing_it_twice_changes_nothing_more(board: BoardScene):
    visit = board.visit("Asha", "Kestrel", MON_AM)
    again = {"visitor": board.visitors["Asha"], "offer": board.offers["Kestrel", WED_AM], "version": 1, "by": board.lead}
    actions.move_visit(visit=visit, **again)
    add(board, "Dev", "Kestrel", TUE_AM)
    gone = board.visit("Ben", "Wren", MON_PM)
    actions.remove_visit(visit=gone, version=3, by=board.lead)
    before = board.placed()

    actions.move_visit(visit=visit, **again)
    add(board, "Dev", "Kestrel", TUE_AM, version=1)
    actions.remove_visit(visit=gone, version=3, by=board.lead)

    assert (board.placed(), board.version, BoardChange.objects.count()) == (before, 4, 3)


REFUSED = [
    (("Asha", "Kestrel", MON_AM), ("Asha", "Kestrel", TUE_PM), "Asha Khan is not free on Tuesday afternoon"),
    (("Asha", "Kestrel", MON_AM), ("Asha", "Wren", MON_PM), "Asha Khan is with Heron at Kestrel House then"),
    (("Asha", "Kestrel", MON_AM), ("Cara", "Wren", TUE_EVE), "Cara Lim is in the line of management of Wren"),
    (("Asha", "Kestrel", MON_AM), ("Ben", "Heron", MON_PM), "Ben Ode is with Wren at Wren Lodge then"),
]


@pytest.mark.parametrize(("what", "to", "words"), REFUSED)
def test_a_move_that_breaks_a_rule_is_refused_with_the_reason(board: BoardScene, what: Any, to: Any, words: str):
    with pytest.raises(Refused) as refusal:
        move(board, what, to)

    assert refusal.value.reasons[0].startswith(words)
    assert (board.placed(), board.version, events(board)) == (START, 1, [])


def test_a_visitor_with_enough_visits_gets_no_more(board: BoardScene):
    with pytest.raises(Refused) as refusal:
        add(board, "Asha", "Kestrel", TUE_AM)

    assert refusal.value.reasons == ["Asha Khan already visits Kestrel this week"]


def test_two_visitors_of_one_service_are_refused(board: BoardScene):
    early = board.visitors["Cara"].staff_member.service
    board.visitors["Dev"].staff_member.service = early
    board.visitors["Dev"].staff_member.save()
    add(board, "Dev", "Heron", TUE_AM)

    with pytest.raises(Refused) as refusal:
        add(board, "Cara", "Heron", TUE_AM)

    assert refusal.value.reasons == ["Dev Rai, from the same service, is already going"]


def test_a_family_conversation_stands_in_the_way(board: BoardScene):
    talk = board.week.conversations.create(reference="F1", team=board.teams["Heron"], slots=[WED_AM])
    PlannedConversation.objects.create(
        plan=board.plan, conversation=talk, visitor=board.visitors["Asha"], site=board.teams["Wren"].site, slot=WED_AM
    )

    with pytest.raises(Refused) as refusal:
        move(board, ("Asha", "Kestrel", MON_AM), ("Asha", "Kestrel", WED_AM))

    assert refusal.value.reasons == ["Asha Khan has a family conversation at Wren Lodge then"]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"max_visits_a_day": 1}, "Cara Lim has a full Monday, with at most 1 visit or conversation in a day"),
        ({"morning_to_afternoon_minutes": 5}, "Cara Lim could not travel between here and Wren Lodge in time for Monday afternoon"),
    ],
)
def test_a_family_conversation_is_a_stop_of_the_day(rule: dict[str, int], words: str):
    board = a_board()
    PracticeWeek.objects.filter(pk=board.week.pk).update(**rule)
    talk = board.week.conversations.create(reference="F1", team=board.teams["Heron"], slots=[MON_PM])
    lodge = board.teams["Wren"].site
    talk.sites.add(lodge)
    PlannedConversation.objects.create(plan=board.plan, conversation=talk, visitor=board.visitors["Cara"], site=lodge, slot=MON_PM)

    with pytest.raises(Refused) as refusal:
        move(board, ("Asha", "Kestrel", MON_AM), ("Cara", "Kestrel", MON_AM))

    assert refusal.value.reasons == [words]


def test_a_plan_with_an_old_fault_can_still_be_mended(board: BoardScene):
    board.visitors["Ben"].availability.filter(slot=MON_PM).delete()

    move(board, ("Ben", "Wren", MON_PM), ("Ben", "Heron", TUE_AM))

    assert ("Ben", "Heron", TUE_AM, False) in board.placed()


def test_a_withdrawn_offer_takes_no_visit(board: BoardScene):
    offer = board.offers["Kestrel", WED_AM]
    offer.withdrawn_at = board.week.created_at
    offer.save()

    with pytest.raises(Refused) as refusal:
        move(board, ("Asha", "Kestrel", MON_AM), ("Asha", "Kestrel", WED_AM))

    assert refusal.value.reasons == ["Kestrel has withdrawn this offer"]


def test_a_locked_visit_stays(board: BoardScene):
    actions.lock_visit(visit=board.visit("Ben", "Wren", MON_PM), locked=True, version=1, by=board.lead)

    with pytest.raises(Refused) as refusal:
        actions.remove_visit(visit=board.visit("Ben", "Wren", MON_PM), version=2, by=board.lead)

    assert refusal.value.reasons == ["Ben Ode's visit to Wren is locked. Unlock it first"]


def test_offers_of_another_week_are_not_found(board: BoardScene):
    other = make.week()
    offer = make.offer(other, board.teams["Kestrel"], 0)

    with pytest.raises(Http404):
        actions.add_visit(plan=board.plan, visitor=board.visitors["Dev"], offer=offer, version=1, by=board.lead)


@pytest.mark.parametrize("end", ["discarded", "finished"])
def test_a_plan_that_is_over_is_not_changed(board: BoardScene, end: str):
    if end == "discarded":
        board.plan.discarded_at = board.week.created_at
        board.plan.save()
    else:
        PracticeWeek.objects.filter(pk=board.week.pk).update(state=PracticeWeek.State.FINISHED)

    with pytest.raises(Refused):
        add(board, "Dev", "Kestrel", TUE_AM)


def test_a_second_person_is_told_what_the_first_did_and_nothing_is_lost(board: BoardScene):
    colleague = make.user("practice_lead", name="Sam Second")
    add(board, "Dev", "Kestrel", TUE_AM)

    with pytest.raises(Stale) as stale:
        move(board, ("Asha", "Kestrel", MON_AM), ("Asha", "Kestrel", WED_AM), version=1, by=colleague)

    assert stale.value.changes == ["Added: Dev Rai at Kestrel, Tuesday morning (Lee Lead)"]
    assert board.placed() == START | {("Dev", "Kestrel", TUE_AM, False)}


def test_undo_goes_back_step_by_step_whoever_made_the_change(board: BoardScene):
    colleague = make.user("practice_lead", name="Sam Second")
    add(board, "Dev", "Kestrel", TUE_AM)
    move(board, ("Asha", "Kestrel", MON_AM), ("Asha", "Kestrel", WED_AM))

    actions.undo_change(plan=board.plan, version=3, by=colleague)
    assert board.placed() == START | {("Dev", "Kestrel", TUE_AM, False)}

    actions.undo_change(plan=board.plan, version=4, by=colleague)
    assert (board.placed(), board.version) == (START, 5)
    assert events(board)[2:] == ["plan.change_undone", "plan.change_undone"]
    with pytest.raises(Refused, match="nothing left to undo"):
        actions.undo_change(plan=board.plan, version=5, by=colleague)


def test_undo_of_a_plan_that_moved_on_is_refused(board: BoardScene):
    add(board, "Dev", "Kestrel", TUE_AM)
    actions.undo_change(plan=board.plan, version=2, by=board.lead)

    add(board, "Dev", "Kestrel", TUE_AM)
    with pytest.raises(Stale) as stale:
        actions.undo_change(plan=board.plan, version=2, by=board.lead)

    said = "Added: Dev Rai at Kestrel, Tuesday morning"
    assert stale.value.changes == [f"Undone: {said} (Lee Lead)", f"{said} (Lee Lead)"]


def test_undo_back_to_what_is_no_longer_possible_is_refused(board: BoardScene):
    move(board, ("Asha", "Kestrel", MON_AM), ("Asha", "Kestrel", WED_AM))
    board.visitors["Asha"].availability.filter(slot=MON_AM).delete()

    with pytest.raises(Refused, match="Asha Khan is not free on Monday morning"):
        actions.undo_change(plan=board.plan, version=2, by=board.lead)


def test_a_stranger_cannot_undo(board: BoardScene):
    add(board, "Dev", "Kestrel", TUE_AM)

    with pytest.raises(Http404):
        actions.undo_change(plan=board.plan, version=2, by=make.stranger())


def test_a_proof_is_set_aside_while_it_does_not_hold(board: BoardScene):
    coverage, independence = board.plan.levels[:2]
    board.plan.stages = [
        {"name": "coverage", "value": coverage, "bound": coverage, "proven": True},
        {"name": "independence", "value": independence, "bound": independence, "proven": True},
    ]
    board.plan.save()

    removed = actions.remove_visit(visit=board.visit("Ben", "Wren", MON_PM), version=1, by=board.lead)
    assert [(s["bound"], s["proven"]) for s in removed.stages] == [(coverage, False), (0, False)]

    undone = actions.undo_change(plan=board.plan, version=2, by=board.lead)
    assert [(s["value"], s["bound"], s["proven"]) for s in undone.stages] == [
        (coverage, coverage, True),
        (independence, independence, True),
    ]
