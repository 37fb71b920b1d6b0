"""Coming back with a code: seeing, correcting, changing what it may be used for, taking back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.web.audit.models import AuditEvent
from alongside.web.safeguarding.actions.reading import clear_reading, raise_concern
from alongside.web.safeguarding.models import Reading
from alongside.web.voices.actions.receipts import change_consent_by_receipt, correct_by_receipt, see_by_receipt, withdraw_by_receipt
from alongside.web.voices.actions.responding import NotAnswered
from alongside.web.voices.models import Ask, Response
from alongside.web.weeks.refusals import Refused
from tests.web.voices.scene import WORDS, Scene, read

pytestmark = pytest.mark.django_db
NOBODYS = "0000 0000 0000 0000 0001"


@pytest.fixture
def scene():
    return Scene()


def test_a_person_sees_their_own_words_even_before_anybody_read_them(scene):
    received = scene.respond()

    seen = see_by_receipt(received.receipt_code)

    assert (seen.response, seen.answers) == (received.response, {"good": WORDS, "felt": 4})


def test_they_see_what_they_said_not_what_a_reader_made_of_it(scene):
    received = scene.respond()
    clear_reading(reading=read(received), by=scene.reader, masked={"good": "Hidden"})

    assert see_by_receipt(received.receipt_code).answers["good"] == WORDS


def test_no_such_code_is_nothing_whatever_is_asked(scene):
    scene.respond()

    assert [see_by_receipt(NOBODYS), correct_by_receipt(NOBODYS, {"good": "x"}), withdraw_by_receipt(NOBODYS)] == [None] * 3
    assert [see_by_receipt(typed) for typed in ("", "x", "%", "1" * 400)] == [None] * 4


def test_a_code_that_cannot_be_one_costs_no_look(scene):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        see_by_receipt("1234")

    assert [query["sql"] for query in queries if "voices_response" in query["sql"]] == []


def test_corrected_words_go_to_a_reader_again(scene):
    received = scene.respond()
    clear_reading(reading=read(received), by=scene.reader, masked={})

    correct_by_receipt(received.receipt_code, {"good": "I was wrong", "felt": 1})

    reading = read(received)
    assert (reading.state, reading.words["answers"]) == (Reading.State.UNREAD, {"good": "I was wrong", "felt": 1})
    assert Response.objects.get().answers is None


def test_a_partners_correction_stands_at_once(scene):
    received = scene.respond(scene.partner)

    correct_by_receipt(received.receipt_code, {"good": "Corrected"})

    assert Response.objects.get().answers == {"good": "Corrected"}


def test_a_correction_of_nonsense_changes_nothing(scene):
    received = scene.respond(scene.partner)

    with pytest.raises(NotAnswered):
        correct_by_receipt(received.receipt_code, {"felt": "nine"})

    assert Response.objects.get().answers == {"good": WORDS, "felt": 4}


@pytest.mark.parametrize("cleared", [False, True])
def test_taken_back_the_words_are_gone_and_the_count_stays(scene, cleared):
    received = scene.known()
    if cleared:
        clear_reading(reading=read(received), by=scene.reader, masked={})

    withdraw_by_receipt(received.receipt_code)

    response, reading = Response.objects.get(), read(received)
    assert (response.answers, response.withdrawn_on) == (None, timezone.localdate())
    assert reading.state == Reading.State.WITHDRAWN
    assert (WORDS in str(reading.words)) is not cleared  # what nobody had read is read once, and then erased
    assert Ask.objects.get().outcome == "answered"
    assert see_by_receipt(received.receipt_code).answers is None
    assert not Response.objects.visible_to(scene.lead).exists()


def test_taking_back_twice_is_once(scene):
    received = scene.known()

    first, second = withdraw_by_receipt(received.receipt_code), withdraw_by_receipt(received.receipt_code)

    assert first == second
    assert AuditEvent.objects.filter(action="response.withdrawn").count() == 1


def test_after_taking_back_nothing_can_be_changed(scene):
    received = scene.known()
    withdraw_by_receipt(received.receipt_code)

    with pytest.raises(Refused, match="taken back"):
        correct_by_receipt(received.receipt_code, {"good": "Again"})
    with pytest.raises(Refused, match="taken back"):
        change_consent_by_receipt(received.receipt_code, {})


def test_a_concern_keeps_its_passage(scene):
    received = scene.known()
    concern = raise_concern(reading=read(received), passages=["good"], about_staff=False, about=None, by=scene.reader)

    withdraw_by_receipt(received.receipt_code)

    concern.refresh_from_db()
    assert "listened to Zebedee" in str(concern.verbatim)
    assert Response.objects.get().withdrawn_on == timezone.localdate()


def test_words_cleared_after_they_were_taken_back_stay_away(scene):
    """A reader who had the page open presses "clear" a moment too late."""
    from alongside.web.voices.origins import released

    received = scene.known()
    withdraw_by_receipt(received.receipt_code)

    released(read(received), {"good": WORDS}, scene.reader)

    assert Response.objects.get().answers is None


def test_what_it_may_be_used_for_can_be_changed(scene):
    received = scene.respond(scene.partner)

    change_consent_by_receipt(received.receipt_code, {"team": True})

    assert Response.objects.get().consent == {"words": 1, "learning": False, "team": True, "quote": False}
    assert not Response.objects.visible_to(scene.lead).exists()


def test_an_anonymous_person_leaves_no_trace_of_coming_back(scene):
    received = scene.respond()
    before = AuditEvent.objects.count()

    see_by_receipt(received.receipt_code)
    correct_by_receipt(received.receipt_code, {"good": "Other"})
    change_consent_by_receipt(received.receipt_code, {})
    withdraw_by_receipt(received.receipt_code)

    assert AuditEvent.objects.count() == before


def test_a_known_person_leaves_one_without_words(scene):
    received = scene.known()
    correct_by_receipt(received.receipt_code, {"good": "Other words"})

    event = AuditEvent.objects.get(action="response.corrected")
    assert (event.object_name, event.detail) == (str(received.response), {})
