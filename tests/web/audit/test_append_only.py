"""Nobody changes or removes an audit event, not even with SQL of their own. ASVS 5.0 16.4.2. On whichever database the tests run."""

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.web.audit.actions import record
from alongside.web.audit.models import AuditEvent
from alongside.web.audit.triggers import REFUSAL
from tests import factories as make

pytestmark = pytest.mark.django_db
WAYS = {
    "update": "UPDATE audit_auditevent SET actor_name = 'Somebody else'",
    "update of one": "UPDATE audit_auditevent SET at = '2001-01-01' WHERE id = %s",
    "delete": "DELETE FROM audit_auditevent",
    "replace (SQLite)": (
        "INSERT OR REPLACE INTO audit_auditevent (id, at, actor_name, action, object_type, object_id, object_name, detail, request_id)"
        " VALUES (%s, '2001-01-01', 'x', 'x', 'x', 'x', 'x', '{}', '')"
    ),
    "truncate (PostgreSQL)": "TRUNCATE audit_auditevent",
    "truncate cascade (PostgreSQL)": "TRUNCATE audit_auditevent CASCADE",
}


@pytest.fixture
def event():
    user = make.user("administrator", name="Ama Osei")
    return record("user.invited", by=user, on=user)


def possible_here(way: str) -> bool:
    return {"(SQLite)": "sqlite", "(PostgreSQL)": "postgresql"}.get(way.rsplit(" ", 1)[-1], connection.vendor) == connection.vendor


@pytest.mark.parametrize("way", WAYS)
def test_sql_is_refused(event, way):
    if not possible_here(way):
        pytest.skip("a statement of the other database")
    before = list(AuditEvent.objects.values())

    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WAYS[way], [event.pk] if "%s" in WAYS[way] else None)

    assert list(AuditEvent.objects.values()) == before


def test_the_orm_is_refused_too(event):
    event.actor_name = "Somebody else"

    for change in (event.save, event.delete, AuditEvent.objects.all().delete):
        with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
            change()

    assert AuditEvent.objects.get().actor_name == "Ama Osei"


def test_adding_goes_on(event):
    record("user.invited", by=None, on=event)

    assert AuditEvent.objects.count() == 2


def test_the_change_and_its_event_stand_or_fall_together():
    user = make.user()

    with pytest.raises(RuntimeError), transaction.atomic():
        record("user.invited", by=user, on=user)
        raise RuntimeError("power cut")

    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_the_triggers_in_place():
    """The harness lifts the triggers to empty the database afterwards (tests/append_only.py); here they are, as in production."""
    with pytest.raises(DatabaseError, match=REFUSAL):
        record("user.invited", by=None, on=make.user()).delete()
