"""The same form eight times at the same moment, each on a connection of its own; and eight people at one link."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from alongside.web.audit.models import AuditEvent
from alongside.web.safeguarding.actions.reading import clear_reading
from alongside.web.safeguarding.models import Reading
from alongside.web.voices.actions.asks import note_ask
from alongside.web.voices.actions.receipts import withdraw_by_receipt
from alongside.web.voices.models import Ask, Response, Way
from alongside.web.weeks.refusals import Refused
from tests.web.voices.scene import Scene, read

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 8


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do them all together. What each gave, or the refusal it met; anything else is raised here."""
    start, found, wrong = threading.Barrier(len(acts)), list[Any](), list[Exception]()

    def do(act: Callable[[], Any]) -> None:
        try:
            start.wait()
            found.append(act())
        except Refused as refused:
            found.append(refused)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=do, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    return found


@pytest.fixture
def scene() -> Iterator[Scene]:
    yield Scene()


@pytest.mark.parametrize("anonymous", [True, False])
def test_one_form_eight_times_is_one_response_one_reading_and_one_code(scene, anonymous):
    key = uuid.uuid4()
    way = scene.way() if anonymous else scene.way(anonymous=False, reference="FC-1")

    found = at_once(*[lambda: scene.respond(way=way, client_id=key)] * THREADS)

    assert sorted(each.new for each in found) == [False] * (THREADS - 1) + [True]
    assert len({each.receipt_code for each in found}) == 1
    assert (Response.objects.count(), Reading.objects.count()) == (1, 1)
    assert Way.objects.get().answers_taken == 1
    assert AuditEvent.objects.filter(action="response.received").count() == (0 if anonymous else 1)


def test_eight_people_at_a_link_for_three(scene):
    way = scene.way(most_answers=3)

    found = at_once(*[lambda: scene.respond(way=way)] * THREADS)

    assert sum(isinstance(each, Refused) for each in found) == THREADS - 3
    assert (Response.objects.count(), Reading.objects.count(), Way.objects.get().answers_taken) == (3, 3, 3)


def test_one_person_is_on_the_list_once(scene):
    def note() -> Any:
        client_id = uuid.uuid4()
        return note_ask(
            client_id=client_id, week=scene.week, team=scene.team, kind="parent", how="letter", outcome="asked",
            reference="FC-1", by=scene.lead,
        )  # fmt: skip

    at_once(*[note] * THREADS)

    assert Ask.objects.count() == 1


def test_taking_back_while_a_reader_clears(scene):
    """Whichever is first, the words are not here afterwards, and neither waits for the other for ever."""
    received = scene.respond()
    reading = read(received)

    def clear() -> Any:
        return clear_reading(reading=reading, by=scene.reader, masked={})

    at_once(clear, lambda: withdraw_by_receipt(received.receipt_code))

    response = Response.objects.get()
    assert (response.answers, response.withdrawn_on is not None) == (None, True)
