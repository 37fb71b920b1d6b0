"""What must hold at every address, driven by the permission matrix: a new row is covered the moment it is there. ASVS 5.0, by id."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import override_settings
from django.urls import reverse

from alongside.web.audit.models import AuditEvent
from tests import factories as make
from tests.web.access.matrix import Row, rows
from tests.web.access.walking import ask, client_of, person, somebody_allowed

pytestmark = pytest.mark.django_db
ALL = rows()
GETS = [row for row in ALL if row.method == "GET"]
POSTS = [row for row in ALL if row.method == "POST"]
SESSION_TABLES = {Session, apps.get_model("usersessions", "UserSession")}


def by_somebody(row: Row, **options):
    user = person(somebody_allowed(row) or "anonymous")
    return ask(row, user, client_of(user, signed_in_anew=row.signed_in_anew, **options)), user


def row_counts():
    return {model: model.objects.count() for model in apps.get_models() if model not in SESSION_TABLES}


@pytest.mark.parametrize("row", ALL, ids=lambda row: row.id)
def test_3_4_headers(row: Row):
    """3.4.3 policy, 3.4.4 nosniff, 3.4.5 referrer, 3.4.6 framing; 14.3.2 nothing signed-in is kept."""
    response, user = by_somebody(row)

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if " " in part.strip())
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert not [source for sources in policy.values() for source in sources.split() if source.startswith("'unsafe-") or source == "*"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == ("no-referrer" if row.public else "same-origin")
    assert response["X-Frame-Options"] == "DENY"
    assert "geolocation=()" in response["Permissions-Policy"]
    if user is not None:
        assert "no-store" in response.get("Cache-Control", "")


@pytest.mark.parametrize("row", [row for row in POSTS if not row.public], ids=lambda row: row.id)
def test_3_5_1_a_post_from_elsewhere_is_refused(row: Row):
    response, _ = by_somebody(row, enforce_csrf_checks=True)

    assert response.status_code == 403


@pytest.mark.parametrize("row", [row for row in ALL if row.public], ids=lambda row: row.id)
def test_public_pages_take_and_give_no_cookie(row: Row):
    """The same page for a signed-in colleague as for anybody: what they are signed in as is not looked at."""
    user = make.user("practice_lead")
    client = client_of(user)
    client.cookies["session-of-long-ago"] = "x"

    response = ask(row, user, client)

    assert response.status_code == row.anonymous
    assert "Set-Cookie" not in response.headers and not response.cookies
    assert user.name not in response.content.decode()
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize("row", GETS, ids=lambda row: row.id)
def test_3_5_3_looking_changes_nothing(row: Row):
    user = person(somebody_allowed(row) or "anonymous")
    client = client_of(user, signed_in_anew=row.signed_in_anew)
    address = reverse(row.name, kwargs=row.arguments(user)) + row.query
    before = row_counts()

    client.get(address)

    after = row_counts()
    if row.read_is_noted:
        assert after.pop(AuditEvent) == before.pop(AuditEvent) + 1
    assert after == before


def test_14_3_1_signing_out_clears_what_the_browser_kept(client):
    user = person("visitor")
    client = client_of(user)

    response = client.post(reverse("account_logout"))

    assert response["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in client_of(user).get("/")


@pytest.mark.parametrize("who", ["anonymous", "visitor"])
def test_16_5_1_an_unknown_address_tells_nothing(who):
    response = client_of(person(who)).get("/no/such/page/")

    assert response.status_code in {302, 404}
    assert "Traceback" not in response.content.decode()


def test_16_5_3_a_fault_shows_a_plain_page(monkeypatch, settings):
    def broken(*args, **kwargs):
        raise RuntimeError("secret of the database")

    user = person("administrator")
    client = client_of(user, raise_request_exception=False)
    client.get("/")
    monkeypatch.setattr("alongside.web.access.views.people.people_page", broken)

    with override_settings(DEBUG=False):
        response = client.get(reverse("access:people"))

    assert response.status_code == 500
    assert "secret of the database" not in response.content.decode()
