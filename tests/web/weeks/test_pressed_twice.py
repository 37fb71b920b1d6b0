"""The same form arrives twice at the same moment, on connections of their own: one row, and nobody is shown a failure."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from alongside.web.weeks.actions.cancellation import Who, report_cancellation
from alongside.web.weeks.actions.conversations import Arrangements, arrange_conversation
from alongside.web.weeks.actions.offers import WhatIsOffered, make_offer
from alongside.web.weeks.actions.set_up import WeekDetails, create_week
from alongside.web.weeks.actions.visitors import add_visitors, book_interpreter
from alongside.web.weeks.models import Cancellation, FamilyConversation, Interpreter, Offer, PracticeWeek, Visitor
from alongside.web.weeks.models.week import DEFAULT_PARTS
from tests import factories as make
from tests.web.weeks.scene import BEFORE, a_scene

pytestmark = pytest.mark.django_db(transaction=True)
KEY = uuid.UUID(int=7)
DETAILS = WeekDetails("Spring", "", dt.date(2018, 3, 5), dt.date(2018, 3, 9), DEFAULT_PARTS)


def at_once(act: Callable[[], Any]) -> list[str]:
    """Do it in three threads together. What went wrong, if anything did."""
    start, wrong = threading.Barrier(3), list[str]()

    def press() -> None:
        try:
            start.wait()
            act()
        except Exception as error:
            wrong.append(repr(error))
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(3)]
    for thread in presses:
        thread.start()
    for thread in presses:
        thread.join()
    return wrong


def making_a_week() -> tuple[Callable[[], Any], Any]:
    lead = make.user("practice_lead")
    return lambda: create_week(client_id=KEY, details=DETAILS, like=None, by=lead), PracticeWeek


def offering() -> tuple[Callable[[], Any], Any]:
    lead, week, team = make.user("practice_lead"), make.week(state="open"), make.team()
    return lambda: make_offer(client_id=KEY, week=week, team=team, what=WhatIsOffered(1, "panel", 1), by=lead), Offer


def booking() -> tuple[Callable[[], Any], Any]:
    lead, week = make.user("practice_lead"), make.week()
    return lambda: book_interpreter(client_id=KEY, week=week, name="Agency", languages=["pl"], slots=[1], by=lead), Interpreter


def adding() -> tuple[Callable[[], Any], Any]:
    lead, week, person = make.user("practice_lead"), make.week(), make.staff()
    return lambda: add_visitors(week=week, staff=[person], by=lead), Visitor


def arranging() -> tuple[Callable[[], Any], Any]:
    lead, week, team = make.user("practice_lead"), make.week(), make.team()
    return (
        lambda: arrange_conversation(week=week, reference="FC-1", team=team, arrangements=Arrangements([1]), by=lead),
        FamilyConversation,
    )


def cancelling() -> tuple[Callable[[], Any], Any]:
    scene = a_scene()
    scene.publish([(0, 0, 3)])
    who = Who(staff_member=scene.person(0))
    return lambda: report_cancellation(client_id=KEY, week=scene.week, who=who, slots=[3], by=scene.lead, now=BEFORE), Cancellation


@pytest.mark.parametrize("form", [making_a_week, offering, booking, adding, arranging, cancelling])
def test_it_counts_once(form: Callable[[], tuple[Callable[[], Any], Any]]) -> None:
    act, model = form()

    wrong = at_once(act)

    assert (wrong, model.objects.count()) == ([], 1)
