"""The audit trail on a page and as a file: who may read it, what they find, and what a spreadsheet must not run."""

import csv
import datetime as dt
import io
import uuid

import pytest
from django.utils import timezone

from alongside.web.audit.actions import record
from alongside.web.audit.export import harmless
from alongside.web.audit.models import AuditEvent
from tests import factories as make

pytestmark = pytest.mark.django_db
TRAIL = "/audit/"


@pytest.fixture
def reader(client):
    user = make.user("director", name="Reader")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def event(action="week.published", at=None, **fields):
    base = {"directorate_id": make.directorate().pk, "actor_name": "Ama Osei", "object_type": "weeks.practiceweek", "object_id": "1"}
    return AuditEvent.objects.create(**{**base, "action": action, "object_name": "March week", "at": at or timezone.now(), **fields})


def lines(client, **wanted):
    """What a person sees in the last column."""
    page = client.get(TRAIL, wanted).content.decode()
    return [part.split("<")[0] for part in page.split('data-label="To whom or what">')[1:]]


def test_reads_as_sentences_newest_first(client, reader):
    event(object_name="First", detail={"role": "team_manager", "teams": 3})
    event(action="user.invited", object_name="Second")

    page = client.get(TRAIL).content.decode()

    assert page.index("Second") < page.index("First")
    assert "Week published" in page
    assert "Invited" in page
    assert "role: team manager" in page
    assert "teams: 3" in page


def test_filters_by_person_action_object_and_dates(client, reader):
    event(object_name="Match", at=dt.datetime(2018, 3, 5, 23, 59, tzinfo=dt.UTC))
    event(object_name="Match of another", actor_name="Bo Li", at=dt.datetime(2018, 3, 5, 12, tzinfo=dt.UTC))
    event(object_name="Match of another kind", action="week.planned", at=dt.datetime(2018, 3, 5, 12, tzinfo=dt.UTC))
    event(object_name="Other", at=dt.datetime(2018, 3, 5, 12, tzinfo=dt.UTC))
    event(object_name="Match too late", at=dt.datetime(2018, 3, 6, 0, 1, tzinfo=dt.UTC))
    event(object_name="Match too early", at=dt.datetime(2018, 3, 4, 23, 59, tzinfo=dt.UTC))

    shown = lines(client, who="ama", action="week.published", about="match", since="5/3/2018", until="5/3/2018")

    assert shown == ["Match"]


def test_finds_everything_about_one_thing(client, reader):
    one = str(uuid.uuid4())
    event(object_name="This", object_id=one)
    event(object_name="That", object_id="2")

    assert lines(client, object=one) == ["This"]


def test_a_date_that_is_none_says_what_to_do(client, reader):
    response = client.get(TRAIL, {"since": "yesterday"})

    assert response.status_code == 422
    assert "Enter a real date" in response.content.decode()


def test_dates_the_wrong_way_round(client, reader):
    response = client.get(TRAIL, {"since": "6/3/2018", "until": "5/3/2018"})

    assert response.status_code == 422
    assert "Enter a date that is not before the first one" in response.content.decode()


def test_other_directorates_do_not_show(client, reader):
    elsewhere = make.directorate("elsewhere")
    event(object_name="Theirs", directorate_id=elsewhere.pk, action="secret.thing")

    page = client.get(TRAIL).content.decode()

    assert "Theirs" not in page
    assert "Secret thing" not in page, "nor in the filter"
    assert "Theirs" not in client.post(f"{TRAIL}export/").content.decode()


def test_pages_keep_the_filter(client, reader):
    for n in range(60):
        event(object_name=f"Number {n}")
    event(actor_name="Bo Li", object_name="Not hers")

    first = client.get(TRAIL, {"who": "Ama"}).content.decode()
    second = lines(client, who="Ama", page="2")

    assert "?who=Ama&amp;page=2" in first
    assert second == [f"Number {n}" for n in reversed(range(10))]


@pytest.mark.parametrize("count", [1, 3])
def test_same_number_of_queries_for_one_event_and_three(client, reader, django_assert_num_queries, count):
    for n in range(count):
        event(action=f"week.action_{n}")
    client.get(TRAIL)

    with django_assert_num_queries(QUERIES):
        client.get(TRAIL)


QUERIES = 6  # session, user, roles; kinds of event, count, events


def test_csv_holds_the_same_events_and_says_that_it_was_taken(client, reader):
    event(object_name="Kept", detail={"teams": 3})
    event(object_name="Left out", actor_name="Bo Li")

    response = client.post(f"{TRAIL}export/", {"who": "Ama"})

    text = response.content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert response["Content-Disposition"] == 'attachment; filename="audit-trail.csv"'
    assert [(row["Who"], row["What they did"], row["To whom or what"], row["Details"]) for row in rows] == [
        ("Ama Osei", "Week published", "Kept", "teams: 3")
    ]
    written = AuditEvent.objects.get(action="audit.exported")
    assert (written.actor_id, written.detail) == (reader.pk, {"events": 1, "filters": ["who"]})


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_spreadsheet_takes_nothing_for_a_formula(client, reader, start):
    hostile = f"{start}HYPERLINK(1)"
    record("week.published", by=reader, on=reader, name=hostile, note=hostile)
    event(actor_name=hostile)

    rows = list(csv.reader(io.StringIO(client.post(f"{TRAIL}export/").content.decode("utf-8-sig"), newline="")))

    assert harmless(hostile) == f"'{hostile}"
    assert not [cell for row in rows[1:] for cell in row if cell.startswith(start)]
    assert [row[1] for row in rows[1:]].count(f"'{hostile}") == 1
