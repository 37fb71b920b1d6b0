"""Every address for every kind of person. How to add a row: see `matrix/__init__.py`."""

from collections import Counter

import pytest
from django.urls import reverse

from tests.web.access.matrix import Row, rows
from tests.web.access.walking import ask, client_of, outcome, person, route_names, somebody_allowed

pytestmark = pytest.mark.django_db
ALL = rows()
METHODS = {(row.name, row.method) for row in ALL}


def of_method(method: str) -> list[Row]:
    return [row for row in ALL if row.method == method]


def test_every_route_is_in_the_matrix():
    missing = sorted(set(route_names()) - {row.name for row in ALL})

    assert missing == [], "Add a row to tests/web/access/matrix/<room>.py for each of these"


def test_no_row_is_about_a_route_that_is_gone():
    assert sorted({row.name for row in ALL} - set(route_names())) == []


def test_no_row_is_there_twice():
    assert [row for row, times in Counter(row.id for row in ALL).items() if times > 1] == []


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_each_person_gets_what_they_may_have(row: Row):
    got = {who: outcome(ask(row, person(who))) for who in row.expected()}

    assert got == row.expected()


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_a_method_without_a_row_is_not_answered(row: Row):
    """A view that would take a POST without a row has not been thought about; nor one that would change things on GET."""
    other = "POST" if row.method == "GET" else "GET"
    who = somebody_allowed(row)
    if (row.name, other) in METHODS or who is None:
        return
    user = person(who)
    client = client_of(user, signed_in_anew=row.signed_in_anew)

    response = getattr(client, other.lower())(reverse(row.name, kwargs=row.arguments(user)))

    assert response.status_code in {404, 405}, f"{row.name} answers {other}: add a row, or decorate the view"
