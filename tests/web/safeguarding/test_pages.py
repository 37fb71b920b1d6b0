"""Pages of the room: what a reader sees and does there, and what is not on them."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.web.audit.models import AuditEvent
from alongside.web.design.at_hand import at_hand_for
from alongside.web.safeguarding.actions.concerns import acknowledge, ask_for_help_now
from alongside.web.safeguarding.actions.reading import clear_reading, put_forward_again, withdraw
from alongside.web.safeguarding.models import Concern, Reading, ReadingDuty
from tests import factories as make
from tests.web.safeguarding.scene import SAID, Scene, lead, say, words


def address(name: str, thing: object = None) -> str:
    return reverse(f"safeguarding:{name}", kwargs={"pk": thing.pk} if thing else None)


def page(client: Client, name: str, thing: object = None) -> str:
    return client.get(address(name, thing)).content.decode()


def help_now(words: str = "He hits me", contact: str = "") -> Concern:
    return ask_for_help_now(client_id=uuid4(), directorate=make.directorate(), team=None, words=words, contact=contact)


@pytest.fixture
def client(scene: Scene) -> Client:
    return scene.client(scene.reader)


def test_the_first_page_asks_as_much_for_three_as_for_one(scene: Scene, client: Client):
    page(client, "home")  # the first request of a session does more
    counts = []
    for _ in range(3):
        say(team=make.team())
        help_now()
        with CaptureQueriesContext(connection) as queries:
            page(client, "home")
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]


def test_the_first_page_holds_no_word_of_anybody(scene: Scene, client: Client):
    say()
    help_now("He hits me", "Ring school")

    text = page(client, "home")

    assert not [word for word in (*SAID.values(), "hits", "school") if word in text]


def test_anonymous_words_show_the_day_only(scene: Scene, client: Client):
    say(arrived_at=None)

    assert "Said on Monday 5 March</p>" in page(client, "home")


def test_a_lead_off_duty_sees_counts_and_may_take_over(scene: Scene):
    reading = say()
    help_now()
    person = lead("Off Duty")
    off_duty = scene.client(person)

    before = page(off_duty, "home")
    refused = off_duty.get(address("words", reading)).status_code
    off_duty.post(address("take_over"))

    assert "1 person&#39;s words are to be read. 1 concern is open." in before
    assert str(reading.pk) not in before
    assert refused == 404
    assert str(reading.pk) in page(off_duty, "home")


def test_every_opening_is_noted(scene: Scene, client: Client):
    reading, concern = say(), help_now()

    for _ in range(2):
        page(client, "words", reading)
    page(client, "concern", concern)

    assert AuditEvent.objects.filter(action="reading.opened", actor_id=scene.reader.pk).count() == 2
    assert AuditEvent.objects.filter(action="concern.opened", actor_id=scene.reader.pk).count() == 1


def test_a_name_is_hidden_on_the_page_and_the_next_one_opens(scene: Scene, client: Client):
    first, second = say({"good": "Anna\nhelps"}), say({"good": "Tea", "better": "Cake"})
    assert "helps</textarea>" in page(client, "words", first)

    answer = client.post(address("words", first), {"seen": "1", "mask-good": "My worker\r\nhelps"})

    assert answer["Location"] == address("words", second)
    assert scene.room.released[0][1]["good"] == "My worker\nhelps"


def test_what_the_browser_did_to_line_ends_is_no_mask(scene: Scene, client: Client):
    reading = say({"good": "One\nTwo"})

    client.post(address("words", reading), {"seen": "1", "mask-good": "One\r\nTwo"})

    assert AuditEvent.objects.get(action="reading.cleared").detail == {"masked": 0}


@pytest.mark.parametrize("seen", ["", "7", "x", "-1", "9" * 30])
def test_a_page_that_is_not_of_these_words_clears_nothing(scene: Scene, client: Client, seen: str):
    reading = say()

    assert client.post(address("words", reading), {"seen": seen}).status_code == 422
    assert Reading.objects.get().state == "unread"


def test_what_changed_meanwhile_is_shown_with_what_it_was(scene: Scene, client: Client):
    reading = say({"good": "He hits me"})
    put_forward_again(reading=reading, words=words({"good": "All is well"}))

    answer = client.post(address("words", reading), {"seen": "1"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "They changed what they said while you were reading." in text
    assert "Before they changed it" in text
    assert "He hits me" in text


def test_what_was_taken_back_is_erased_from_the_page(scene: Scene, client: Client):
    reading = withdraw(reading=say())
    assert "They have taken this back." in page(client, "words", reading)

    client.post(address("words", reading), {"seen": "1"})

    assert Reading.objects.get().words == {}
    assert SAID["good"] not in page(client, "words", reading)


def test_words_are_shown_as_text(scene: Scene, client: Client):
    text = page(client, "words", say({"good": "<script>alert(1)</script>"}))

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_concern_needs_its_answers_and_whether_it_is_about_staff(scene: Scene, client: Client):
    reading = say()

    wrong = client.post(address("raise_concern", reading), {"seen": "1"})
    contrary = client.post(
        address("raise_concern", reading),
        {"seen": "1", "passages": ["good"], "about_staff": "no", "about": str(scene.head.staff_member.pk)},
    )

    assert (wrong.status_code, contrary.status_code) == (422, 422)
    assert "Tick the answers that say so" in wrong.content.decode()
    assert "say yes, or take their name away" in contrary.content.decode()
    assert not Concern.objects.exists()


def test_a_concern_after_all(scene: Scene, client: Client):
    reading = say()
    clear_reading(reading=reading, by=scene.reader, masked={})
    assert "Raise a concern after all" in page(client, "words", reading)

    client.post(address("raise_concern", reading), {"seen": "1", "passages": ["better"], "about_staff": "no"})

    assert Reading.objects.get().state == "concern"


def test_the_rest_leaves_the_concern_out(scene: Scene, client: Client):
    reading = say({"good": "Tea", "better": "He hits me"})
    client.post(address("raise_concern", reading), {"seen": "1", "passages": ["better"], "about_staff": "no"})

    assert "He hits me" not in page(client, "rest", reading)
    client.post(address("rest", reading))

    assert scene.room.released == [(reading.pk, {"good": "Tea", "felt": 3})]
    assert client.get(address("rest", reading)).status_code == 404


@pytest.mark.parametrize(("name", "typed"), [("refer", {"reference": " "}), ("close", {}), ("close", {"outcome": "referred"})])
def test_what_is_missing_is_said_beside_it(scene: Scene, client: Client, name: str, typed: dict[str, str]):
    concern = help_now()
    acknowledge(concern=concern, by=scene.reader)

    answer = client.post(address(name, concern), typed)

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert Concern.objects.get().closed_at is None


def test_closed_ones_are_found_again(scene: Scene, client: Client):
    concern = help_now()
    client.post(address("acknowledge", concern))
    client.post(address("refer", concern), {"reference": "LAS 7"})

    assert "LAS 7" in page(client, "closed")
    client.post(address("reopen", concern))
    assert "LAS 7" not in page(client, "closed")


def test_the_page_kept_for_no_signal_has_nobody_on_it(scene: Scene, client: Client):
    kept = client.get(address("worry"), headers={"X-To-Keep": "1"})

    text = kept.content.decode()
    assert kept.headers["X-Alongside-Shell"]
    assert not [
        part for part in (scene.reader.name, scene.reader.email, str(scene.reader.pk), "csrf", "<form", "<textarea") if part in text
    ]
    assert 'href="tel:999"' in text
    assert 'href="tel:01632960002"' in text


def test_a_worry_says_who_acts_and_by_when(scene: Scene):
    client = scene.client(make.user())
    typed = {"client_id": str(uuid4()), "words": "A child", "rang": "no", "about_staff": "no"}

    text = client.post(address("worry"), typed, follow=True).content.decode()

    assert "A person will read this today, by 11am." in text
    assert "You have not rung yet." in text


def test_what_waits_is_on_the_readers_home_page(scene: Scene):
    say()
    help_now()

    assert [(each.text, each.urgent) for each in at_hand_for(scene.reader) if "safeguarding" in each.href] == [
        ("1 concern to acknowledge", True), ("1 answer to read", True),
    ]  # fmt: skip
    ReadingDuty.objects.all().delete()
    assert "Nobody reads today" in [each.text for each in at_hand_for(lead("Off Duty"))]
    assert [each for each in at_hand_for(make.user("visitor")) if "safeguarding" in each.href] == []


def test_a_missing_number_is_on_the_home_page_of_those_who_arrange(scene: Scene):
    scene.arrangements.front_door_phone = ""
    scene.arrangements.save()

    assert "Give the front door's telephone number" in [each.text for each in at_hand_for(scene.head)]


def test_a_gap_on_the_next_working_day_is_on_it_too(scene: Scene, clock: time_machine.Coordinates):
    clock.move_to(dt.datetime(2018, 3, 9, 10, tzinfo=dt.UTC))

    assert "Nobody reads on Monday 12 March" in [each.text for each in at_hand_for(scene.head)]
