"""What one person says arrives once, and goes first to who must read it first."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.safeguarding.actions.reading import clear_reading, raise_concern
from alongside.web.voices.actions.responding import NotAnswered
from alongside.web.voices.models import Ask, Response
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.voices.scene import WORDS, YES, Scene, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return Scene()


def everything_stored() -> str:
    """Every cell of every table."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_a_familys_words_wait_sealed_for_a_reader(scene):
    received = scene.respond()

    response = Response.objects.get()
    assert (received.new, received.response, response.answers) == (True, response, None)
    assert read(received).words == {
        "questions": [
            {"key": "good", "question": "What is going well?", "said": WORDS},
            {"key": "felt", "question": "How did it feel?", "said": "4, from 1 to 5"},
        ],
        "answers": {"good": WORDS, "felt": 4},
    }
    assert not Response.objects.visible_to(scene.lead).exists()
    assert "Zebedee" not in everything_stored()


def test_other_words_are_here_at_once(scene):
    scene.respond(scene.partner)

    assert Response.objects.visible_to(scene.lead).get().answers == {"good": WORDS, "felt": 4}
    assert not Response.objects.visible_to(make.stranger()).exists()


def test_cleared_words_arrive_as_the_reader_let_them_pass(scene):
    received = scene.respond()

    clear_reading(reading=read(received), by=scene.reader, masked={"good": "The worker listened to [name]"})

    assert Response.objects.visible_to(scene.lead).get().answers == {"good": "The worker listened to [name]", "felt": 4}


def test_words_that_hold_a_concern_do_not_arrive(scene):
    received = scene.respond()

    raise_concern(reading=read(received), passages=["good"], about_staff=False, about=None, by=scene.reader)

    assert Response.objects.get().answers is None


def test_sent_twice_is_stored_once_and_gives_the_same_code(scene):
    way, key = scene.way(most_answers=1), uuid.uuid4()

    first = scene.respond(way=way, client_id=key)
    second = scene.respond(way=way, client_id=key, answers={"good": "Something else"})

    assert (first.new, second.new) == (True, False)
    assert first.receipt_code == second.receipt_code
    assert Response.objects.count() == 1
    way.refresh_from_db()
    assert way.answers_taken == 1


def test_the_same_identifier_in_another_week_is_another_response(scene):
    key = uuid.uuid4()
    first = scene.respond(client_id=key)
    second = Scene(team=scene.team).respond(client_id=key)

    assert first.response != second.response
    assert first.receipt_code != second.receipt_code


def test_an_anonymous_answer_keeps_nothing_finer_than_the_day(scene):
    way, key = scene.way(), uuid.uuid4()
    before = AuditEvent.objects.count()

    received = scene.respond(way=way, client_id=key, reference="FC-9")

    response = Response.objects.get()
    assert (response.way, response.ask, response.reference, response.arrived_at, response.recorded_by) == (None, None, "", None, None)
    assert response.said_on == timezone.localdate()
    assert "come_back" not in response.consent
    assert AuditEvent.objects.count() == before
    stored = everything_stored()
    assert str(key) not in stored
    assert key.hex not in stored
    assert received.receipt_code not in stored
    assert received.receipt_code.replace(" ", "") not in stored


def test_a_known_answer_says_through_which_way_and_when(scene):
    received = scene.known("FC-7")

    response = received.response
    assert (response.way.reference, response.reference, response.arrived_at is not None) == ("FC-7", "FC-7", True)
    assert response.ask == Ask.objects.get(reference="FC-7", outcome="answered")
    event = AuditEvent.objects.get(action="response.received")
    assert (event.actor_name, event.detail) == ("Alongside", {"kind": "parent", "via": "link"})
    assert "FC-7" not in event.object_name


def test_a_link_takes_so_many_answers_and_no_more(scene):
    way = scene.way(most_answers=2)
    scene.respond(way=way)
    scene.respond(way=way)

    with pytest.raises(Refused, match="has taken all"):
        scene.respond(way=way)

    assert Response.objects.count() == 2


def test_who_began_before_the_link_closed_may_still_send(scene):
    way = scene.way()
    way.closes_on = way.opens_on = timezone.localdate() - dt.timedelta(days=1)
    way.save()
    scene.respond(way=way)

    way.closes_on = way.opens_on = timezone.localdate() - dt.timedelta(days=2)
    way.save()
    with pytest.raises(Refused, match="closed"):
        scene.respond(way=way)

    assert Response.objects.count() == 1


def test_what_cannot_be_kept_is_named_and_nothing_is_stored(scene):
    way = scene.way()
    for answers in ({}, {"good": "x" * 200_000}, {"nobody": "asked"}, {"good": "Yes", "felt": "four"}):
        with pytest.raises(NotAnswered) as refused:
            scene.respond(way=way, answers=answers)
        assert refused.value.problems

    assert Response.objects.count() == 0
    way.refresh_from_db()
    assert way.answers_taken == 0


def test_at_a_link_nobody_is_made_to_answer(scene):
    scene.respond(answers={"felt": 3})

    assert Response.objects.count() == 1


def test_a_conversation_may_be_incomplete_and_says_who_wrote_it_down(scene):
    visitor = make.user("visitor")

    received = scene.respond(via="conversation", by=visitor, anonymous=False, answers={"felt": 2}, reference="FC-3")

    assert (received.response.recorded_by, received.response.reference) == (visitor, "FC-3")
    assert read(received).words["answers"] == {"felt": 2}


@pytest.mark.parametrize(
    ("via", "roles"), [("conversation", ["practitioner"]), ("paper", ["analyst"]), ("signed_in", ["visitor"]), ("link", ["practice_lead"])]
)
def test_who_may_not(scene, via, roles):
    with pytest.raises(NotAllowed):
        scene.respond(via=via, by=make.user(*roles))

    assert not Response.objects.exists()


def test_a_stranger_may_not(scene):
    with pytest.raises(NotAllowed):
        scene.respond(via="paper", by=make.stranger())


def test_what_does_not_belong_together_is_refused(scene):
    way = scene.way()
    elsewhere = make.team(directorate=make.directorate("elsewhere"))
    for fields in (
        {"team": elsewhere},
        {"team": make.team()},
        {"team": None},
        {"anonymous": False},
        {"version": make.form_version("parent")},
        {"version": make.form_version("parent", form=scene.parent.form, published_at=None)},
        {"week": make.week()},
    ):
        with pytest.raises(NotAllowed):
            scene.respond(**{"way": way, **fields})


def test_a_day_that_has_not_come_is_refused(scene):
    with pytest.raises(Refused, match="today or before"):
        scene.respond(said_on=timezone.localdate() + dt.timedelta(days=1))


def test_only_what_was_agreed_to_may_be_read(scene):
    scene.respond(scene.partner, consent={"team": True, "quote": "no"})

    assert Response.objects.get().consent == {"words": 1, "learning": False, "team": True, "quote": False}
    assert not Response.objects.visible_to(scene.lead).exists()


def test_agreeing_is_said_plainly_or_not_at_all(scene):
    received = scene.known(consent={"learning": "yes", "team": "maybe", "come_back": "on", "anything": True})

    assert received.response.consent == {"words": 1, "learning": True, "team": False, "quote": False, "come_back": True}
    assert YES["learning"] is True
