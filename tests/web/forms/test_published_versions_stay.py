"""Nobody changes or removes a published version of a form, not even with SQL of their own. On whichever database the tests run."""

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.web.forms.models import FormVersion
from alongside.web.forms.triggers import REFUSAL
from tests import factories as make

pytestmark = pytest.mark.django_db
TABLE = "practice_forms_formversion"
COLUMNS = "id, form_id, number, definition, saves, made_at, published_at"
WAYS = {
    "definition": f"UPDATE {TABLE} SET definition = '{{}}' WHERE id = %s",
    "number": f"UPDATE {TABLE} SET number = 99 WHERE id = %s",
    "unpublish": f"UPDATE {TABLE} SET published_at = NULL WHERE id = %s",
    "all rows": f"UPDATE {TABLE} SET saves = saves + 1",
    "delete": f"DELETE FROM {TABLE} WHERE id = %s",
    "delete all": f"DELETE FROM {TABLE}",
    "replace (SQLite)": (
        f"INSERT OR REPLACE INTO {TABLE} ({COLUMNS}) SELECT id, form_id, 9, '{{}}', 1, made_at, NULL FROM {TABLE} WHERE id = %s"
    ),
    "replace the number (SQLite)": (
        f"INSERT OR REPLACE INTO {TABLE} ({COLUMNS})"
        f" SELECT '00000000000000000000000000000001', form_id, number, '{{}}', 1, made_at, NULL FROM {TABLE} WHERE id = %s"
    ),
    "truncate (PostgreSQL)": f"TRUNCATE {TABLE} CASCADE",
}


def key_of(version: FormVersion) -> str:
    return version.pk.hex if connection.vendor == "sqlite" else str(version.pk)


@pytest.mark.parametrize("way", WAYS)
def test_sql_is_refused(way: str):
    if {"(SQLite)": "sqlite", "(PostgreSQL)": "postgresql"}.get(way.rsplit(" ", 1)[-1], connection.vendor) != connection.vendor:
        pytest.skip("a statement of the other database")
    version = make.form_version()
    connection.check_constraints()  # PostgreSQL truncates no table that foreign keys still wait on
    before = list(FormVersion.objects.values())

    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(WAYS[way], [key_of(version)] if "%s" in WAYS[way] else None)

    assert list(FormVersion.objects.values()) == before


def test_the_orm_is_refused_too():
    version = make.form_version()
    version.definition = {}

    for change in (version.save, version.delete, version.form.delete, FormVersion.objects.all().delete):
        with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
            change()

    assert FormVersion.objects.get().definition != {}


def test_a_draft_may_be_changed_published_and_thrown_away():
    draft = make.form_version(published_at=None)
    draft.number = 7
    draft.save()
    thrown = make.form_version(published_at=None)

    thrown.delete()
    FormVersion.objects.filter(pk=draft.pk).update(published_at="2018-02-01T09:00:00Z")

    assert [(each.number, each.is_published) for each in FormVersion.objects.all()] == [(7, True)]


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_the_triggers_in_place():
    with pytest.raises(DatabaseError, match=REFUSAL):
        make.form_version().delete()
