"""Saving a place and coming back to it: by the code alone, and only for a while."""

from __future__ import annotations

import base64
import datetime as dt
import json

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from alongside.web.platform.sealing import unseal
from alongside.web.platform.ticks import TICKS
from alongside.web.voices.models import Response, SavedPlace
from alongside.web.voices.public import limits
from alongside.web.voices.public.actions import open_place
from tests.web.voices.public.walking import Walker, code_on, heading

RECEIPT = "/say/receipt/"


@pytest.fixture
def saved(walker) -> tuple[Walker, str]:
    me = walker(closes_on=timezone.localdate() + dt.timedelta(days=30))
    me.to_the_questions()
    me.press("save", **{"q-good": "Half of what Zebedee"})
    return me, code_on(me.page)


def come_back(me: Walker, code: str):
    me.page = me.client.post(RECEIPT, {"go": "look", "code": code})
    return me.page


def test_they_are_told_that_nobody_has_read_it_and_whom_to_ring(saved):
    text = saved[0].page.content.decode()

    assert "It is not sent. Nobody has read it" in text
    assert "01632 960001" in text or "01632 960002" in text


def test_the_code_leads_back_to_the_page_they_left_and_on_to_the_end(saved):
    me, code = saved

    come_back(me, code.replace(" ", "-"))

    assert heading(me.page) == "What is going well?"
    assert "Half of what Zebedee" in me.page.content.decode()
    me.answer(good="All of what Zebedee said")
    me.press("skip")
    me.press("send")
    assert Response.objects.get().reading.words["answers"] == {"good": "All of what Zebedee said"}
    assert not SavedPlace.objects.exists()
    assert come_back(me, code).status_code == 422


def test_nothing_of_it_can_be_read_by_us(saved):
    _me, code = saved
    place = SavedPlace.objects.get()

    inner = unseal(place.sealed)

    digits = code.replace(" ", "")
    assert "Zebedee" not in json.dumps([place.sealed, inner, place.code_hash])
    assert digits not in json.dumps([place.sealed, inner, place.code_hash])
    assert base64.urlsafe_b64decode(inner)[1:9] == bytes(8)  # the time that Fernet writes in clear


def test_another_code_opens_nothing(saved, scene):
    me, code = saved
    other = Walker(scene.way())
    other.to_the_questions()
    other.press("save", **{"q-good": "Somebody else"})
    mixed = code_on(other.page)

    assert "Somebody else" not in come_back(me, code).content.decode()
    assert open_place(mixed).answers == {"good": "Somebody else"}
    assert open_place(code[:-1] + str((int(code[-1]) + 1) % 10)) is None
    assert open_place("1" * 20) is None
    assert open_place("") is None


def test_saving_again_leaves_one_place(saved):
    me, code = saved
    come_back(me, code)

    me.press("save", **{"q-good": "More"})

    assert SavedPlace.objects.count() == 1
    assert open_place(code) is None
    assert open_place(code_on(me.page)).answers == {"good": "More"}


def test_a_place_ends_after_fourteen_days_and_is_deleted(saved):
    me, code = saved
    today = timezone.localdate()
    assert SavedPlace.objects.get().expires_on == today + dt.timedelta(days=14)
    SavedPlace.objects.update(expires_on=today - dt.timedelta(days=1))

    assert come_back(me, code).status_code == 422
    TICKS["say.forget_places"].work()
    assert not SavedPlace.objects.exists()


def test_a_place_saved_again_lasts_its_days_from_then(saved):
    me, code = saved
    now = timezone.now()
    with time_machine.travel(now + dt.timedelta(days=10)):
        SavedPlace.objects.get().way.__class__.objects.update(closes_on=timezone.localdate() + dt.timedelta(days=30))
        come_back(me, code)
        me.press("save", **{"q-good": "All of what Zebedee"})
        again = code_on(me.page)
    with time_machine.travel(now + dt.timedelta(days=22)):
        assert "All of what Zebedee" in come_back(me, again).content.decode()


def test_a_place_is_promised_for_no_longer_than_its_link_is_open(walker):
    me = walker(closes_on=timezone.localdate() + dt.timedelta(days=3))
    me.to_the_questions()

    me.press("save")

    assert SavedPlace.objects.get().expires_on == timezone.localdate() + dt.timedelta(days=3)


def test_a_place_of_a_closed_link_says_what_a_closed_link_says(saved):
    me, code = saved
    way = SavedPlace.objects.get().way
    way.closed_at = timezone.now()
    way.save()

    assert come_back(me, code).status_code == 404


def test_guessing_ends(scene, client, monkeypatch):
    monkeypatch.setattr("alongside.web.voices.public.views.receipt.GUESSES", limits.Limit("guesses", 3))
    wrong = "1234 5678 9012 3456 7896"
    from alongside.web.voices import codes

    guesses = [codes.random_code() for _ in range(5)]
    statuses = [client.post(RECEIPT, {"go": "look", "code": code}).status_code for code in guesses]

    assert statuses == [422, 422, 422, 429, 429]
    assert client.post(RECEIPT, {"go": "look", "code": wrong}).status_code == 422  # no code at all: nothing is looked for
    cache.clear()
