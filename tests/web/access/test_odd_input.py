"""Whatever an address or a form is made to say, the answer is a page or a refusal, never a failure of ours. ASVS 5.0 2.2.1, 16.5.1."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.web.access.matrix import Row, rows
from tests.web.access.walking import client_of, person, somebody_allowed

pytestmark = pytest.mark.django_db
ODD = [
    "\x00",
    "9" * 5000,
    "99999999999999999999",
    "31/12/9999",
    "²",
    "-1",
    "00000000-0000-0000-0000-000000000000",
    "\N{GRINNING FACE}\u202e" * 400,
    "a\nBcc: b@council.example",
]
ASKED = [
    "a", "about", "action", "all", "b", "by", "entry", "everyone", "gaps", "level", "like", "object", "offer", "order", "page", "q",
    "search", "service", "show", "since", "site", "team", "to", "until", "visitor", "who",
]  # fmt: skip
SENT = [
    "after", "as_seen", "choice", "choice_0", "client_id", "email", "ends_on", "everything", "file", "format", "keep", "languages", "least",
    "locked", "minutes", "most", "name", "notes", "person", "plan", "reason", "reference", "retired_on", "role", "roles", "seconds", "seen",
    "slot", "slots", "staff", "starts_on", "team", "to", "token", "version", "what", "what_to_see", "which",
]  # fmt: skip
ALL = [row for row in rows() if ":" in row.name]  # the library's pages are the library's to test
GETS = [row for row in ALL if row.method == "GET"]
POSTS = [row for row in ALL if row.method == "POST"]


def a_browser(row: Row) -> tuple[Client, Any]:
    user = person(somebody_allowed(row) or "anonymous")
    return client_of(user, signed_in_anew=row.signed_in_anew, raise_request_exception=False), user


def sent_oddly(row: Row) -> Iterator[dict[str, Any]]:
    """All of it odd, then one thing at a time of what the form really sends."""
    yield from (dict.fromkeys(SENT, odd) for odd in ODD)
    right = dict(row.data()) if row.data else {}
    yield from ({**right, name: odd} for name in right for odd in ODD[:5])


@pytest.mark.parametrize("row", GETS, ids=lambda row: row.id)
def test_an_address_may_say_anything(row: Row):
    client, user = a_browser(row)
    address = reverse(row.name, kwargs=row.arguments(user))

    failed = [odd for odd in ODD if client.get(f"{address}?{urlencode(dict.fromkeys(ASKED, odd))}").status_code >= 500]

    assert failed == []


@pytest.mark.parametrize("row", [row for row in ALL if row.make or row.make_for], ids=lambda row: row.id)
def test_so_may_each_part_of_it(row: Row):
    client, user = a_browser(row)
    right = row.arguments(user)
    failed = []
    for name, value in right.items():
        address = reverse(row.name, kwargs=right)
        for odd in ("%00", "9" * 5000, "-1", "zzz", "%F0%9F%98%80", "0" * 30):
            response = getattr(client, row.method.lower())(address.replace(str(value), odd))
            if response.status_code >= 500:
                failed.append((name, odd))

    assert failed == []


@pytest.mark.parametrize("row", POSTS, ids=lambda row: row.id)
def test_a_form_may_send_anything(row: Row):
    client, user = a_browser(row)
    address = reverse(row.name, kwargs=row.arguments(user))
    failed = []
    for data in sent_oddly(row):
        cache.clear()
        if client.post(address, data).status_code >= 500:
            failed.append({name: value[:20] if isinstance(value, str) else value for name, value in data.items()})

    assert failed == []
