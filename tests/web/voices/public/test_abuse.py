"""Floods, machines and the curious are slowed down; people, and many of them behind one address, are not."""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.web.platform.logs import JsonFormatter
from alongside.web.platform.ticks import TICKS
from alongside.web.voices.actions.ways import token_of
from alongside.web.voices.models import Response
from alongside.web.voices.public import limits
from tests.web.voices.public.walking import Walker, code_on, fields, heading

ADDRESS = "203.0.113.77"
MOMENT = dt.datetime(2018, 3, 7, 13, 37, 21, tzinfo=dt.UTC)


def test_too_fast_asks_to_press_once_more_and_then_takes_it(scene):
    with time_machine.travel(timezone.now(), tick=False):
        me = Walker(scene.way())
        me.to_the_check()

        me.press("send")
        assert "Please press Send once more" in me.page.content.decode()
        assert not Response.objects.exists()

        me.press("send")
        assert code_on(me.page)


def test_nobody_who_takes_their_time_is_asked_twice(scene):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        me = Walker(scene.way())
        me.to_the_check()
        clock.shift(7)
        me.press("send")

    assert code_on(me.page)


def test_the_field_that_people_do_not_see_asks_once_more_too(scene, no_hurry):
    me = Walker(scene.way())
    me.to_the_check()

    me.press("send", website="https://spam.example")
    assert "Please press Send once more" in me.page.content.decode()

    me.press("send", website="https://spam.example")  # a tool that fills every field may belong to a person
    assert code_on(me.page)


@pytest.mark.parametrize("limit", ["SENDS", "SENDS_BY_LINK"])
def test_too_many_at_once_keeps_the_words_on_the_page(scene, no_hurry, monkeypatch, limit):
    monkeypatch.setattr(f"alongside.web.voices.public.views.sending.{limit}", limits.Limit(limit, 1))
    way = scene.way()
    for _n in range(2):
        me = Walker(way)
        me.to_the_check()
        me.press("send")

    assert me.page.status_code == 429
    assert "Your words are still here" in me.page.content.decode()
    assert "They listened to Zebedee" in me.page.content.decode()
    cache.clear()
    assert code_on(me.press("send"))


def test_too_many_pages_gives_a_page_with_the_numbers(scene, client, monkeypatch):
    monkeypatch.setattr("alongside.web.voices.public.views.refusing.PAGES", limits.Limit("pages", 2))

    pages = [client.get("/say/receipt/") for _ in range(3)]

    assert [page.status_code for page in pages] == [200, 200, 429]
    assert pages[-1]["Retry-After"]
    assert "01632 96000" in pages[-1].content.decode()


def test_the_limits_leave_a_whole_school_through():
    children, pages_each = 600, 25

    assert limits.PAGES.most >= children * pages_each
    assert limits.SENDS.most >= children


def test_what_is_too_large_is_refused_unread(scene, client):
    page = client.post("/say/receipt/", {"code": "1" * 400_000})

    assert page.status_code == 413
    assert "That is too much at once" in page.content.decode()


def test_addresses_are_counted_by_network_and_forgotten_at_night(rf, db):
    def of(address: str) -> str:
        return limits.address_of(rf.get("/", REMOTE_ADDR=address))

    assert of("2001:db8::1") == of("2001:db8::ffff") == "2001:db8::/64"
    assert of("203.0.113.7") == "203.0.113.7"
    assert of("not an address") == "unknown"
    with time_machine.travel("2018-03-05 12:00:00+00:00", tick=False) as clock:
        limits.too_many(limits.PAGES, "x")
        assert _cached() == 2  # the count, and the key of the day
        clock.move_to("2018-03-06 00:00:10+00:00")
        TICKS["say.forget_counts"].work()
        assert _cached() == 0


def _cached() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared_cache WHERE cache_key LIKE '%say:%'")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("path", ["whole", "saved", "corrected", "taken back"])
def test_an_anonymous_answer_leaves_nothing_finer_than_the_day(scene, no_hurry, path, caplog):
    """Every table and every log line, read as somebody would who has all of it: no link, address, browser, or time of that minute."""
    way = scene.way()
    me = Walker(way, Client(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT="Distinctive/7.7"))
    type(way).objects.update(opens_on=dt.date(2018, 3, 1), closes_on=dt.date(2018, 3, 9))
    cache.clear()
    caplog.set_level(logging.DEBUG)
    with time_machine.travel(MOMENT, tick=False):
        me = Walker(way, me.client)
        me.to_the_check()
        if path == "saved":
            me.press("save")
            me.page = me.client.post("/say/receipt/", {"go": "look", "code": code_on(me.page)})
        me.press("send")
        assert me.page.status_code == 200
        code = code_on(me.page)
        if path in {"corrected", "taken back"}:
            me.address = "/say/receipt/"
            me.press("look", code=code)
            for go in ["correct", "send"] if path == "corrected" else ["delete", "really"]:
                me.press(go)
        assert me.client.get("/say/" + "2" * 26 + "/").status_code == 404
        assert me.client.post("/say/receipt/", {"go": "look", "code": "1"}).status_code == 422

    everything = _all_rows() + [JsonFormatter().format(record) for record in caplog.records]

    token = token_of(way)
    found = [(word, each[:200]) for each in everything for word in _telling(token, code) if word in each]
    assert found == []
    assert any("Response" in each for each in everything)


def _telling(token: str, code: str) -> list[str]:
    seconds = str(int(MOMENT.timestamp()))[:8]
    return [token, "2" * 26, ADDRESS, "203.0.113", "Distinctive", code, code.replace(" ", ""), "13:37", "T13:3", seconds, "Zebedee"]


def _all_rows() -> list[str]:
    """Every column of every table as text; sealed columns also opened to the time they would carry."""
    rows = []
    names = {model._meta.db_table: model.__name__ for model in apps.get_models()}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                text = [_plain(value) for value in row]
                rows.append(f"{names.get(table, table)}: " + " | ".join(text))
    return rows


def _plain(value: object) -> str:
    """A sealed value begins with its time, in clear (Fernet)."""
    text = str(value)
    if not text.startswith("gAAAA"):
        return text
    seconds = int.from_bytes(base64.urlsafe_b64decode(text)[1:9])
    return dt.datetime.fromtimestamp(seconds, tz=dt.UTC).isoformat() + " sealed"


TEXT = st.one_of(
    st.text(max_size=60), st.sampled_from(["next", "back", "send", "save", "skip", "to:q-good", "to:", "yes", "use:x:yes", "really"])
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_sent_to_any_step_is_answered(scene, no_hurry, data):
    """With what a page really carried, whole or damaged, and any fields beside it."""
    if not hasattr(scene, "steps"):
        scene.steps = _every_step(scene)
    address, carried = data.draw(st.sampled_from(scene.steps))
    sent = {
        **{name: value for name, value in carried.items() if data.draw(st.booleans())},
        **data.draw(
            st.dictionaries(st.sampled_from([*carried, "go", "show", "q-good", "q-felt", "code", "website", "held"]), TEXT, max_size=5)
        ),
    }

    page = Client(raise_request_exception=False).post(address, sent)

    assert page.status_code < 500, json.dumps(sent)


def _every_step(scene) -> list[tuple[str, dict[str, str]]]:
    me = Walker(scene.way())
    steps = [(me.address, fields(me.page))]
    while heading(me.page) != "Check what you said":
        me.press(
            "skip"
            if 'value="skip"' in me.page.content.decode()
            else "yes"
            if 'name="go" value="yes"' in me.page.content.decode()
            else "next"
        )
        steps.append((me.address, fields(me.page)))
    me.press("to:q-good")
    me.answer(good="Words")
    me.press("send")
    code = code_on(me.page)
    me.address = "/say/receipt/"
    me.press("look", code=code)
    steps.append((me.address, fields(me.page)))
    me.press("correct")
    return [*steps, (me.address, fields(me.page))]
