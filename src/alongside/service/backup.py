"""Copies of the database taken while people work, checked before they are called backups."""

import contextlib
import datetime as dt
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any


class BackupFailed(Exception):
    """Says what went wrong; `do` says what to do about it."""

    def __init__(self, says: str, do: str = "") -> None:
        super().__init__(says)
        self.do = do


def back_up(folder: Path) -> Path:
    """Write `alongside-<time>` with the database's own suffix into `folder`, readable by its owner only, and check it."""
    from django.db import connection

    folder.mkdir(parents=True, exist_ok=True)
    name = f"alongside-{dt.datetime.now(tz=dt.UTC):%Y-%m-%dT%H%M%SZ}"
    if connection.vendor == "sqlite":
        target = folder / f"{name}.sqlite3"
        _sqlite(str(connection.settings_dict["NAME"]), target)
    else:
        target = folder / f"{name}.dump"
        _postgresql(connection.settings_dict, target)
    return target


def _sqlite(source: str, target: Path) -> None:
    _new_private_file(target)
    with contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as database:
        database.execute("VACUUM INTO ?", (str(target),))
    with contextlib.closing(sqlite3.connect(target)) as copy:
        answer = copy.execute("PRAGMA integrity_check").fetchone()
    if answer != ("ok",):
        target.unlink()
        raise BackupFailed(f"the copy is damaged ({answer[0]}).", "Check the disk, and restore from the last good backup.")


def _postgresql(settings: dict[str, Any], target: Path) -> None:
    if not (shutil.which("pg_dump") and shutil.which("pg_restore")):
        raise BackupFailed("pg_dump is not on this machine.", "Install PostgreSQL's client tools, of the server's version or newer.")
    _new_private_file(target)
    environment = {**os.environ, **_connection_settings(settings)}
    with target.open("wb") as file:
        _run(["pg_dump", "--format=custom", "--no-owner"], env=environment, stdout=file)
    _run(["pg_restore", "--list", str(target)], env=environment, stdout=subprocess.DEVNULL)


def _connection_settings(settings: dict[str, Any]) -> dict[str, str]:
    """Through the environment, so that the password shows in no list of processes."""
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {variable: str(settings[key]) for variable, key in names.items() if settings.get(key)}


def _new_private_file(target: Path) -> None:
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise BackupFailed(f"{target} is there already.", "Wait a second and try again.") from error


def _run(command: list[str], **options: Any) -> None:
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False, **options)
    if done.returncode:
        raise BackupFailed(f"{command[0]} failed: {done.stderr.decode(errors='replace').strip()}")
