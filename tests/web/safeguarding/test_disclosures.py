"""Two hundred disclosures: every one reaches a reader, and none is anywhere that anybody else can look."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse

from alongside.web.access.models import User
from alongside.web.safeguarding.actions.concerns import acknowledge, refer
from alongside.web.safeguarding.actions.reading import clear_reading
from alongside.web.safeguarding.escalation import call_for_readers, escalate_concerns
from alongside.web.safeguarding.models import Concern, Reading
from tests import factories as make
from tests.web.access.matrix import ROLE_CODES, rows
from tests.web.records.scene import a_scene as a_programme
from tests.web.safeguarding.disclosing import ABOUT_STAFF, World, pages_of_the_queue
from tests.web.safeguarding.prying import Map, Pryer, content_of, marks_in, marks_in_the_database, marks_on_disk, those_who_get_in
from tests.web.safeguarding.scene import MONDAY_TEN
from tests.web.safeguarding.scene import a_scene as readers_on_duty
from tests.web.voices.scene import Scene as Listening

pytestmark = pytest.mark.django_db
THURSDAY_NIGHT = dt.datetime(2018, 3, 8, 23, 10, tzinfo=dt.UTC)
FRIDAY_TEN = dt.datetime(2018, 3, 9, 10, 0, tzinfo=dt.UTC)
IN_HOURS = {
    "link": 30, "known link": 20, "walk": 8, "another language": 20, "device": 20, "paper": 14, "correction": 10, "corrected away": 8,
    "taken back": 8, "help now": 16, "worry": 8, "raised": 8,
}  # fmt: skip
OUT_OF_HOURS = {"link": 6, "device": 6, "help now": 6}


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr("alongside.web.voices.public.views.sending.TOO_FAST", 0)
    cache.clear()
    with time_machine.travel(MONDAY_TEN, tick=False):
        readers = readers_on_duty()
        programme = a_programme()
        listening = Listening(
            week=programme.week, team=programme.team, lead=programme.lead, reader=readers.head, parent=programme.forms["parent"]
        )
    found = World(programme, listening, readers)
    with time_machine.travel(THURSDAY_NIGHT, tick=False):
        for way, times in OUT_OF_HOURS.items():
            found.disclose(way, times)
    with time_machine.travel(FRIDAY_TEN, tick=False):
        for way, times in IN_HOURS.items():
            found.disclose(way, times)
        found.disclose("about staff", 12, ABOUT_STAFF)
        _what_else_happens(found)
        yield found


def _what_else_happens(world: World) -> None:
    """Something is cleared with a name hidden, a concern is referred, the worker does its rounds: there is something to leak."""
    for n in range(9):  # so many that what they said may be shown
        harmless = world.listening.respond(answers={"good": f"Thank you zqm{n:016x}", "felt": 5})
        reading = Reading.objects.get(origin_id=harmless.response.pk)
        clear_reading(reading=reading, by=world.readers.reader, masked={"good": "Thank you, my worker"})
    concern = Concern.objects.filter(source="help_now").first()
    acknowledge(concern=concern, by=world.readers.reader)
    refer(concern=concern, reference="LAS 100", by=world.readers.deputy)
    world.programme.send()
    escalate_concerns()
    call_for_readers()


def everybody_else(world: World) -> dict[str, User | None]:
    """One of each role, those of the programme where it has one; a lead who is off duty, a stranger with every role, nobody at all."""
    own = {
        "visitor": world.programme.visitor, "team_manager": world.programme.manager, "practitioner": world.programme.worker,
        "practice_lead": world.programme.lead,
    }  # fmt: skip
    people: dict[str, User | None] = {role: own.get(role) or make.user(role) for role in ROLE_CODES}
    return {**people, "no role": make.user(), "stranger": make.stranger(), "anonymous": None}


def test_two_hundred_reach_a_reader_and_nobody_else(world: World, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    wanted = {each.mark for each in world.said}
    assert len(wanted) == 200

    read = [marks_in(page.encode()) for page in pages_of_the_queue(world.readers.client(world.readers.reader))]
    unread = wanted - set().union(*read)
    leaks, opened = pry(everybody_else(world))

    assert len(unread) == 1, "The one that was referred is closed; every other waits in the queue"
    assert leaks == []
    assert marks_in_the_database() == {}
    assert marks_on_disk() == set()
    assert marks_in(caplog.text.encode()) == set()
    assert opened > 250, "There was too little to look at"
    assert "Thank you, my worker" in what_was_said(world), "The page that could leak shows nothing"


def what_was_said(world: World) -> str:
    address = reverse("voices:said", kwargs={"pk": world.listening.week.pk})
    return world.readers.client(world.listening.lead).get(address).content.decode()


def pry(people: dict[str, User | None]) -> tuple[list[tuple[str, str, set[str]]], int]:
    """What leaked to whom and where, and how many pages and files were opened."""
    there, pryers = Map(), {who: Pryer(who, user) for who, user in people.items()}
    leaks, opened = [], 0
    for row in rows():
        choices = there.of(row)
        for pryer in those_who_get_in(row, pryers):
            for address, response in pryer.opens(row, choices):
                opened += response.status_code == 200
                if marks := marks_in(content_of(response)):
                    leaks.append((pryer.who, f"{row.method} {address}", marks))
    return leaks, opened
