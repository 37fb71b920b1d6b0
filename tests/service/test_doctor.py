import datetime as dt
import shutil
import socket
import threading
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection

from alongside.service import doctor
from alongside.service.doctor import Level
from alongside.web.platform import heartbeat

NOON = dt.datetime(2018, 3, 5, 12, tzinfo=dt.UTC)
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def mail_server() -> Iterator[int]:
    """Just enough of one to be greeted and left."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            caller, _ = listening.accept()
            with caller:
                caller.sendall(b"220 mail.council.example\r\n")
                while line := caller.recv(1000):
                    caller.sendall(b"221 bye\r\n" if line.upper().startswith(b"QUIT") else b"250 hello\r\n")

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]


@pytest.mark.django_db
def test_a_worker_seen_lately_is_good() -> None:
    heartbeat.beat()

    assert doctor.worker_finding().level == Level.GOOD


@pytest.mark.django_db
def test_a_worker_gone_quiet_is_wrong_and_says_since_when() -> None:
    with time_machine.travel(NOON, tick=False):
        heartbeat.beat()

    with time_machine.travel(NOON + dt.timedelta(hours=1), tick=False):
        finding = doctor.worker_finding()

    assert finding.level == Level.WRONG
    assert finding.says == "it was last seen on 05/03/2018 at 12pm."
    assert "alongside worker" in finding.do


@pytest.mark.django_db
def test_a_missing_migration_is_wrong() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'usersessions'")

    finding = doctor.migrations_finding()

    assert finding.level == Level.WRONG
    assert "usersessions.0001" in finding.says
    assert "alongside manage migrate" in finding.do


@pytest.mark.django_db(transaction=True)
def test_the_trial_backup_is_made_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert doctor.backup_finding().level == Level.GOOD
    assert list(tmp_path.iterdir()) == []


def test_a_nearly_full_disk_is_wrong(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10**12, 10**12, 10**8))

    finding = doctor.disk_finding()

    assert finding.level == Level.WRONG
    assert "Make room" in finding.do


def test_a_data_folder_that_is_not_there_is_wrong(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "nowhere"

    assert doctor.disk_finding().level == Level.WRONG


def test_a_mail_server_that_answers_is_good(settings: Any, mail_server: int) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.NOTICE_CHANNEL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp", "127.0.0.1", mail_server

    assert doctor.email_finding().level == Level.GOOD


def test_a_mail_server_that_does_not_answer_is_wrong(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.NOTICE_CHANNEL, settings.EMAIL_HOST, settings.EMAIL_PORT = "smtp", "127.0.0.1", port

    finding = doctor.email_finding()

    assert finding.level == Level.WRONG
    assert "ALONGSIDE_SMTP_HOST" in finding.do


def test_notify_without_a_key_is_wrong(settings: Any) -> None:
    settings.NOTICE_CHANNEL, settings.NOTIFY_API_KEY = "notify", ""

    assert doctor.email_finding().level == Level.WRONG


def test_printed_mail_is_worth_a_look_here_and_wrong_in_production(settings: Any) -> None:
    settings.NOTICE_CHANNEL = "console"
    assert doctor.email_finding().level == Level.LOOK

    settings.PRODUCTION = True
    assert doctor.email_finding().level == Level.WRONG


def test_one_broken_look_does_not_hide_the_rest() -> None:
    def worker_finding() -> doctor.Finding:
        raise RuntimeError("the disk caught fire")

    finding = doctor._safely(worker_finding)

    assert (finding.level, finding.about, finding.says) == (Level.WRONG, "Worker", "could not be looked at: the disk caught fire")
