"""Backups of the database the tests run on, restored and compared: the same test on SQLite and on PostgreSQL."""

import contextlib
import os
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from alongside.service.backup import BackupFailed, _connection_settings, back_up
from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)


def rows(execute: Any) -> dict[str, list[Any]]:
    tables = ("organisation_directorate", "organisation_team", "access_user", "django_migrations")
    return {table: sorted(map(str, execute(f"SELECT * FROM {table}"))) for table in tables}


def rows_now() -> dict[str, list[Any]]:
    """Read past Django, as the restored copy is read."""
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
            return rows(lambda statement: database.execute(statement).fetchall())
    with connection.cursor() as cursor:
        return rows(lambda statement: (cursor.execute(statement), cursor.fetchall())[1])


@contextlib.contextmanager
def restored(made: Path) -> Iterator[Any]:
    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(made)) as copy:
            yield lambda statement: copy.execute(statement).fetchall()
        return
    import psycopg

    settings = {**connection.settings_dict, "NAME": "restored"}
    environment = {**os.environ, **_connection_settings(settings)}
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE IF EXISTS restored")
        cursor.execute("CREATE DATABASE restored")
    subprocess.run(["pg_restore", "--no-owner", "--exit-on-error", "-d", "restored", str(made)], env=environment, check=True)
    with psycopg.connect(**{**connection.get_connection_params(), "dbname": "restored", "cursor_factory": None}) as copy:
        yield lambda statement: copy.execute(statement).fetchall()


def test_a_backup_restores_to_the_same_rows(tmp_path: Path) -> None:
    make.team()
    make.user("visitor")

    made = back_up(tmp_path)

    before = rows_now()
    make.team()
    with restored(made) as execute:
        assert rows(execute) == before
    assert rows_now() != before


def test_a_backup_is_for_its_owner_only(tmp_path: Path) -> None:
    made = back_up(tmp_path / "new" / "folder")

    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_backup_never_overwrites_another(tmp_path: Path) -> None:
    with time_machine.travel("2018-03-05T12:00:00Z", tick=False):
        made = back_up(tmp_path)
        first = made.read_bytes()

        with pytest.raises(BackupFailed, match="is there already"):
            back_up(tmp_path)

    assert made.name.startswith("alongside-2018-03-05T120000Z.")
    assert made.read_bytes() == first


def test_without_its_tools_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite needs no tools")
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BackupFailed) as failure:
        back_up(tmp_path)

    assert "pg_dump" in str(failure.value)
    assert "Install PostgreSQL's client tools" in failure.value.do
