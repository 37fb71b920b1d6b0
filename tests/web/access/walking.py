"""Going where a row points: every route of the project, and one request as one kind of person."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from alongside.web.access.models import User
from tests import factories as make
from tests.web.access.matrix import ROLE_CODES, SIGN_IN, Row

PASSWORD = "three random words"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def route_names(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """`weeks:board` for each route; a route without a name is given as its pattern, so that it cannot hide."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from route_names(entry, inner)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}" if entry.name else f"unnamed: {entry.pattern}"


def person(who: str) -> User | None:
    if who == "anonymous":
        return None
    user = make.stranger() if who == "stranger" else make.user(*({who} & set(ROLE_CODES)))
    user.set_password(PASSWORD)
    user.save()
    return user


def client_of(user: User | None, *, signed_in_anew: bool = False, **options: Any) -> Client:
    """A browser in which this person is signed in; `signed_in_anew` also passes the pages that ask for the password again."""
    client = Client(**options)
    if user is not None:
        client.force_login(user, backend=BACKEND)
        if signed_in_anew:
            session = client.session
            session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
            session["account_authentication_methods_user"] = str(user.pk)
            session.save()
    return client


def ask(row: Row, user: User | None, client: Client | None = None) -> HttpResponse:
    cache.clear()  # the limits on guessing count every request from one address
    address = reverse(row.name, kwargs=row.arguments(user)) + row.query
    client = client or client_of(user, signed_in_anew=row.signed_in_anew)
    if row.method == "GET":
        return client.get(address)
    return client.post(address, row.data() if row.data else {})


def outcome(response: HttpResponse) -> int | str:
    sent_to_sign_in = response.status_code == 302 and response["Location"].split("?")[0] == reverse("account_login")
    return SIGN_IN if sent_to_sign_in else response.status_code


def somebody_allowed(row: Row) -> str | None:
    """One kind of person who gets through, if anybody does."""
    if row.anonymous == row.when_allowed:
        return "anonymous"
    return next((who for who, got in row.expected().items() if got == row.when_allowed), None)
