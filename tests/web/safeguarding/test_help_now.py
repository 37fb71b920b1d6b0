"""`/help/<council>/`: somebody who is not safe, without an account, a cookie or a script."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.safeguarding import limits
from alongside.web.safeguarding.models import Concern
from tests import factories as make

pytestmark = pytest.mark.django_db
MONDAY_MORNING = dt.datetime(2018, 3, 5, 10, 0, tzinfo=dt.UTC)
SATURDAY = dt.datetime(2018, 3, 10, 22, 0, tzinfo=dt.UTC)


@pytest.fixture
def address() -> str:
    return reverse("help:now", kwargs={"code": make.arrangements().directorate.code})


def test_numbers_stand_before_the_form(client: Client, address: str):
    page = client.get(address).content.decode()

    ring = [page.index(f'href="tel:{number}"', page.index("<h1")) for number in ("999", "08001111", "01632960001")]
    assert ring == sorted(ring)
    assert ring[-1] < page.index("<form")


@time_machine.travel(MONDAY_MORNING, tick=False)
def test_a_message_is_a_concern_at_once(client: Client, address: str):
    reader = make.user("safeguarding_lead")

    response = client.post(address, {"client_id": uuid4(), "words": "He hits me", "contact": "Text after four"})

    concern = Concern.objects.get()
    assert response.status_code == 200
    assert (concern.source, concern.raised_by, concern.due_at - concern.raised_at) == ("help_now", None, dt.timedelta(hours=1))
    assert concern.verbatim["said"][0]["said"] == "He hits me"
    assert concern.verbatim["contact"] == "Text after four"
    assert "A person will read this today, by 11am." in response.content.decode()
    assert reader.email in set(Notice.objects.values_list("to", flat=True))
    assert not response.cookies


@time_machine.travel(SATURDAY, tick=False)
def test_it_says_honestly_that_nobody_is_there_on_a_saturday_night(client: Client, address: str):
    page = client.post(address, {"words": "Please ring me"}).content.decode()

    assert "It is Saturday and nobody is here to read it now. A person will read it on Monday 12 March, by 10am." in page
    assert "tel:01632960002" in page


def test_sent_twice_is_one_concern_and_other_words_are_another(client: Client, address: str):
    form = {"client_id": uuid4(), "words": "He hits me", "contact": ""}

    for words in ("He hits me", "He hits me", "He hits my sister too"):
        client.post(address, {**form, "words": words})

    assert sorted(c.verbatim["said"][0]["said"] for c in Concern.objects.all()) == ["He hits me", "He hits my sister too"]


@pytest.mark.parametrize("typed", [{}, {"words": "  "}, {"words": "x" * 4001}, {"contact": "x" * 301}])
def test_what_cannot_be_sent_is_said_and_kept(client: Client, address: str, typed: dict[str, str]):
    response = client.post(address, typed)

    assert response.status_code == 422
    assert not Concern.objects.exists()
    assert all(value in response.content.decode() for value in typed.values())
    assert "tel:999" in response.content.decode()


def test_over_the_limit_it_says_that_nothing_was_sent_and_keeps_the_words(client: Client, address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "FROM_ONE_ADDRESS", 1)

    first, second = (client.post(address, {"words": words}) for words in ("first words", "second words"))

    page = second.content.decode()
    assert (first.status_code, second.status_code) == (200, 429)
    assert Concern.objects.count() == 1
    assert "This message was not sent" in page
    assert "second words" in page
    assert 'href="tel:08001111"' in page


def test_who_changes_their_address_within_a_network_is_counted_as_one(client: Client, address: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "FROM_ONE_ADDRESS", 1)

    codes = [client.post(address, {"words": each}, REMOTE_ADDR=f"2001:db8:1:{each}::9").status_code for each in ("2", "2", "3")]
    again = client.post(address, {"words": "x"}, REMOTE_ADDR="2001:db8:1:3:ffff::1").status_code

    assert (codes, again) == ([200, 429, 200], 429)


@pytest.mark.parametrize("forwarded", ["unknown", "192.0.2.7"])  # a proxy that hides them; one proxy fewer than was said
def test_an_address_that_cannot_be_told_turns_nobody_away(client: Client, address: str, settings: object, forwarded: str):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1 if forwarded == "unknown" else 2

    assert client.post(address, {"words": "He hits me"}, HTTP_X_FORWARDED_FOR=forwarded).status_code == 200
    assert Concern.objects.count() == 1


def test_another_language_keeps_what_was_typed_and_sends_nothing(client: Client, address: str):
    page = client.post(address, {"words": "Half a word", "show": "language=cy"}).content.decode()

    assert "Half a word" in page
    assert 'lang="cy"' in page
    assert not Concern.objects.exists()


def test_what_was_said_is_nowhere_but_under_its_seal(client: Client, address: str):
    client.post(address, {"words": "Marker-orchid", "contact": "Marker-tulip"})

    kept = [*AuditEvent.objects.values(), *Notice.objects.values(), *Concern.objects.values()]
    assert AuditEvent.objects.filter(action="concern.raised", object_name="Concern").exists()
    assert "Marker" not in str(kept)


def test_a_page_that_nobody_keeps(client: Client, address: str):
    assert "no-store" in client.get(address)["Cache-Control"]


def test_a_council_that_is_not_here(client: Client):
    assert client.get(reverse("help:now", kwargs={"code": "nowhere"})).status_code == 404
