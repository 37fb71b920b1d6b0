"""What every test shares: real databases in files of their own, no network beyond this machine, and a worker to run by hand."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.append_only import flush_despite_triggers


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # In a file, as in real use: threads then have connections of their own, and locks are real.
        database.setdefault("TEST", {})["NAME"] = settings.DATA / "test.sqlite3"
        database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    flush_despite_triggers()


def _is_this_machine(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    host = str(address[0])
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connecting beyond this machine fails the test at once."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guard(real: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(self: socket.socket, address: Any) -> Any:
            if not _is_this_machine(address):
                raise AssertionError(f"A test tried to reach {address}; tests stay on this machine.")
            return real(self, address)

        return guarded

    monkeypatch.setattr(socket.socket, "connect", guard(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guard(connect_ex))


@pytest.fixture
def run_queued_work(transactional_db: None) -> Iterator[Callable[[], None]]:
    """Do everything that is queued, as the worker would, and return when nothing is left."""
    from django_tasks_db.management.commands.db_worker import Worker

    def run() -> None:
        Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id="test",
        ).run()

    yield run
