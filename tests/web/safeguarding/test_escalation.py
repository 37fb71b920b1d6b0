"""As time passes: who is told when, each once, and what the page says while no worker runs."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from alongside.web.access.models import User
from alongside.web.notices.models import Notice
from alongside.web.platform.ticks import TICKS
from alongside.web.safeguarding.actions.concerns import acknowledge, ask_for_help_now
from alongside.web.safeguarding.actions.reading import clear_reading
from alongside.web.safeguarding.escalation import call_for_readers, escalate_concerns, tell_of_rota_gaps
from alongside.web.safeguarding.models import Concern, Reading, ReadingDuty
from tests import factories as make
from tests.web.safeguarding.scene import Scene, say


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def told() -> list[tuple[str, str]]:
    names = {user.email: user.name for user in User.objects.all()}
    return [(names[to], subject) for to, subject in Notice.objects.order_by("queued_at", "key").values_list("to", "subject")]


@pytest.fixture
def concern(scene: Scene) -> Concern:
    found = ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="He hits me", contact="")
    Notice.objects.all().delete()
    return found


def test_the_deputy_after_an_hour_the_head_after_two_each_once(concern: Concern, clock: time_machine.Coordinates):
    steps = []
    for moment in ("10:59", "11:00", "11:01", "12:00", "12:01", "15:00"):
        clock.move_to(at(f"2018-03-05T{moment}"))
        steps.append((moment, escalate_concerns() + escalate_concerns()))

    assert steps == [("10:59", 0), ("11:00", 1), ("11:01", 0), ("12:00", 1), ("12:01", 0), ("15:00", 0)]
    assert told() == [("Dee Deputy", "A concern still waits"), ("Hattie Head", "A concern still waits")]
    assert [step.kind for step in concern.steps.all()] == ["raised", "told_deputy", "told_head"]


def test_a_worker_that_was_down_catches_up_in_one_go(concern: Concern, clock: time_machine.Coordinates):
    clock.move_to(at("2018-03-05T16:00"))

    assert escalate_concerns() == 2
    assert Concern.objects.get().escalations == 2


def test_working_hours_only(scene: Scene, clock: time_machine.Coordinates):
    clock.move_to(at("2018-03-09T16:30"))
    ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="x", contact="")

    clock.move_to(at("2018-03-11T23:00"))
    assert escalate_concerns() == 0
    clock.move_to(at("2018-03-12T09:30"))
    assert escalate_concerns() == 1


def test_who_acknowledged_is_not_escalated(scene: Scene, concern: Concern, clock: time_machine.Coordinates):
    acknowledge(concern=concern, by=scene.reader)
    clock.move_to(at("2018-03-06T16:00"))

    assert escalate_concerns() == 0


def test_without_a_deputy_the_head_is_told_at_once(scene: Scene, concern: Concern, clock: time_machine.Coordinates):
    ReadingDuty.objects.update(deputy=None)
    clock.move_to(at("2018-03-05T11:00"))
    escalate_concerns()

    assert told() == [("Hattie Head", "A concern still waits")]


def test_the_page_says_so_while_no_worker_runs(scene: Scene, concern: Concern, clock: time_machine.Coordinates):
    says = []
    for moment in ("2018-03-05T10:15", "2018-03-05T11:30", "2018-03-05T12:30"):
        clock.move_to(at(moment))
        says.append(scene.client(scene.reader).get(reverse("safeguarding:home")).content.decode())

    assert "Acknowledge by 11am today: 45 working minutes left" in says[0]
    assert "It was due 11am today, and is now for its deputy as well." in says[1]
    assert "and is now for the head of safeguarding as well." in says[2]


def test_the_page_says_honestly_that_the_office_is_closed(scene: Scene, clock: time_machine.Coordinates):
    clock.move_to(at("2018-03-10T12:00"))
    ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words="x", contact="")

    page = scene.client(scene.head).get(reverse("safeguarding:home")).content.decode()

    assert "The front door is closed. It opens on Monday 12 March at 9am." in page
    assert "Its clock runs from 9am on Monday 12 March 2018: acknowledge by 10am on Monday 12 March 2018" in page


def test_unread_words_are_called_for_in_the_morning_near_the_end_and_when_late(scene: Scene, clock: time_machine.Coordinates):
    say({"good": "Tea and cake"})
    for moment in ("10:00", "10:05", "14:00", "15:00", "16:55"):
        clock.move_to(at(f"2018-03-05T{moment}"))
        call_for_readers()
    clock.move_to(at("2018-03-06T09:00"))
    call_for_readers()

    first, near, late = "There is something to read", "There is still something to read today", "Something waits to be read and is late"
    assert told()[:2] == [("Rea Reader", first), ("Rea Reader", near)]
    assert set(told()[2:]) == {
        ("Rea Reader", first),
        ("Rea Reader", near),
        *((who, late) for who in ("Rea Reader", "Dee Deputy", "Hattie Head")),
    }
    assert len(told()) == 7


def test_flagged_words_are_called_for_each_hour(scene: Scene, clock: time_machine.Coordinates):
    say({"good": "He hurts me"})
    for moment in ("10:00", "10:30", "11:10", "11:50"):
        clock.move_to(at(f"2018-03-05T{moment}"))
        call_for_readers()

    assert told() == [("Rea Reader", "There is something to read")] * 3  # the morning's, ten o'clock's, eleven's


def test_nothing_is_called_for_when_all_is_read_or_the_office_is_closed(scene: Scene, clock: time_machine.Coordinates):
    clear_reading(reading=say(), by=scene.reader, masked={})
    call_for_readers()
    say()
    clock.move_to(at("2018-03-05T22:00"))
    call_for_readers()

    assert told() == []


def test_words_that_nobody_may_read_are_told_to_those_who_give_roles(scene: Scene):
    administrator = make.user("administrator", name="Ada Min")
    say()
    for user in User.objects.filter(role_grants__role="safeguarding_lead"):
        user.role_grants.all().delete()

    call_for_readers()

    assert told() == [(administrator.name, "Nobody may read what families say")]


def test_a_gap_in_the_rota_is_told_the_working_day_before(scene: Scene, clock: time_machine.Coordinates):
    for moment in ("2018-03-08T09:30", "2018-03-09T08:00", "2018-03-09T09:30", "2018-03-09T11:00", "2018-03-10T11:00"):
        clock.move_to(at(moment))
        tell_of_rota_gaps()

    subjects = {subject for _, subject in told()}
    assert subjects == {"Nobody reads on the next working day"}
    assert len(told()) == len(set(told())) == User.objects.filter(role_grants__role="safeguarding_lead").count()
    assert "Monday 12 March" in Notice.objects.first().body


def test_a_reader_who_lost_the_role_leaves_a_gap(scene: Scene):
    for person in (scene.reader, scene.deputy):
        person.role_grants.update(ended_at=at("2018-03-05T09:00"))

    tell_of_rota_gaps()

    assert {subject for _, subject in told()} == {"Nobody reads on the next working day"}


def test_anonymous_words_move_no_clock_of_their_own(scene: Scene, clock: time_machine.Coordinates):
    """What is told about them has its time from the clock, not from when they came."""
    clock.move_to(at("2018-03-05T13:17"))
    say({"good": "Tea"}, arrived_at=None)

    assert not Notice.objects.exists()
    assert str(Reading.objects.values()).find("13, 17") == -1


def test_the_worker_knows_what_to_do():
    assert {"safeguarding.escalate", "safeguarding.unread", "safeguarding.rota"} <= set(TICKS)
