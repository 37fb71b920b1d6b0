"""Looks Alongside over and says in plain sentences what is right, what is wrong and what to do."""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from alongside.service.setting_up import set_up_django

ROOM_TO_WORK = 1024**3  # bytes free below which the disk is nearly full


class Level(StrEnum):
    GOOD = "ok"
    LOOK = "look"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: how it is, and what to do if it is not right."""

    level: Level
    about: str
    says: str
    do: str = ""


def good(about: str, says: str) -> Finding:
    return Finding(Level.GOOD, about, says)


def examine() -> int:
    """Print every finding; 1 when something is wrong, so that a script can act on it."""
    set_up_django()
    findings = list(look_over())
    for finding in findings:
        print(f"[{finding.level:^5}] {finding.about}: {finding.says}")
        if finding.do:
            print(f"        {finding.do}")
    wrong = sum(finding.level == Level.WRONG for finding in findings)
    print("\nAll is well." if not wrong else f"\n{wrong} {'thing needs' if wrong == 1 else 'things need'} putting right.")
    return 1 if wrong else 0


def look_over() -> Iterator[Finding]:
    from alongside.web.platform.readiness import database_answers

    yield from settings_findings()
    yield assets_finding()
    yield disk_finding()
    yield email_finding()
    if not database_answers():
        yield Finding(Level.WRONG, "Database", "it does not answer.", "Check DATABASE_URL, and that the database is running.")
        return
    yield good("Database", f"{database_name()} answers.")
    for look in (migrations_finding, worker_finding, backup_finding):
        yield _safely(look)


def _safely(look: Callable[[], Finding]) -> Finding:
    """One broken part must not hide the findings after it."""
    try:
        return look()
    except Exception as error:
        about = look.__name__.removesuffix("_finding").capitalize()
        return Finding(Level.WRONG, about, f"could not be looked at: {error}")


def settings_findings() -> Iterator[Finding]:
    from django.conf import settings
    from django.core import checks

    if not settings.PRODUCTION:
        yield Finding(
            Level.LOOK,
            "Settings",
            f"this is the {settings.ENVIRONMENT} environment.",
            "With ALONGSIDE_ENV=production the doctor also checks what production needs.",
        )
    found = [
        item
        for item in checks.run_checks(include_deployment_checks=settings.PRODUCTION)
        if item.level >= checks.WARNING and not item.is_silenced()
    ]
    for item in found:
        yield Finding(Level.WRONG, "Settings", f"{item.msg} ({item.id})", item.hint or "")
    if settings.PRODUCTION:
        from alongside.service.safety import refusals

        for reason in refusals(os.environ):
            yield Finding(Level.WRONG, "Settings", reason)
    if not found:
        yield good("Settings", "the checks pass.")


def assets_finding() -> Finding:
    from alongside.service.assets import ASSETS_MISSING, assets_are_built

    if assets_are_built():
        return good("Styles and scripts", "they are built.")
    return Finding(Level.WRONG, "Styles and scripts", ASSETS_MISSING)


def disk_finding() -> Finding:
    from django.conf import settings

    folder = settings.DATA
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Finding(Level.WRONG, "Disk", f"the data folder {folder} cannot be written.", "Make it, owned by the user Alongside runs as.")
    free = shutil.disk_usage(folder).free
    says = f"{free / 1024**3:.1f} GB free where the data is ({folder})."
    if free < ROOM_TO_WORK:
        return Finding(Level.WRONG, "Disk", says, "Make room: a full disk stops all saving.")
    return good("Disk", says)


def email_finding() -> Finding:
    from django.conf import settings

    if settings.NOTICE_CHANNEL == "notify":
        if settings.NOTIFY_API_KEY and settings.NOTIFY_TEMPLATE_ID:
            return good("E-mail", "GOV.UK Notify is set up.")
        return Finding(
            Level.WRONG,
            "E-mail",
            "GOV.UK Notify is chosen but not set up.",
            "Set ALONGSIDE_NOTIFY_API_KEY and ALONGSIDE_NOTIFY_TEMPLATE_ID.",
        )
    if settings.NOTICE_CHANNEL != "smtp":
        level = Level.WRONG if settings.PRODUCTION else Level.LOOK
        return Finding(
            level, "E-mail", "it is only printed here; nobody receives it.", "Set ALONGSIDE_NOTICES to smtp or notify to send it."
        )
    return _smtp_finding()


def _smtp_finding() -> Finding:
    import smtplib

    from django.conf import settings
    from django.core.mail import get_connection

    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    connection: Any = get_connection(fail_silently=False, timeout=5)
    try:
        connection.open()
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            Level.WRONG,
            "E-mail",
            f"the mail server {where} does not answer ({error}).",
            "Check ALONGSIDE_SMTP_HOST, ALONGSIDE_SMTP_PORT, ALONGSIDE_SMTP_USER, ALONGSIDE_SMTP_PASSWORD and ALONGSIDE_SMTP_TLS.",
        )
    return good("E-mail", f"the mail server {where} answers.")


def database_name() -> str:
    from django.db import connection

    return f"{connection.display_name} ({connection.settings_dict['NAME']})"


def migrations_finding() -> Finding:
    from alongside.web.platform.readiness import unapplied_migrations

    if missing := unapplied_migrations():
        return Finding(
            Level.WRONG,
            "Migrations",
            f"{len(missing)} are not applied, from {missing[0]}.",
            "Back the database up, then run: alongside manage migrate",
        )
    return good("Migrations", "all are applied.")


def worker_finding() -> Finding:
    from alongside.web.design import words
    from alongside.web.platform import heartbeat

    if heartbeat.is_worker_alive():
        return good("Worker", "it was seen within the last two minutes.")
    seen = heartbeat.last_seen()
    says = f"it was last seen on {words.datetime(seen)}." if seen else "it has not been seen in the last day."
    return Finding(Level.WRONG, "Worker", says, "Start it with: alongside worker. Until then plans, notices and imports wait.")


def backup_finding() -> Finding:
    """Makes a real backup in a temporary folder, proves that it opens, and deletes it."""
    from alongside.service.backup import BackupFailed, back_up

    with contextlib.suppress(OSError), tempfile.TemporaryDirectory() as folder:
        try:
            made = back_up(Path(folder))
        except BackupFailed as failure:
            return Finding(Level.WRONG, "Backup", str(failure), failure.do)
        return good("Backup", f"a trial backup works ({made.stat().st_size / 1024**2:.1f} MB).")
    return Finding(Level.WRONG, "Backup", "there was no room for a trial backup.", "Make room on the disk for temporary files.")


if __name__ == "__main__":
    sys.exit(examine())
