"""The demonstration: one command that leaves Alongside running with an invented directorate and a planned week."""

import os
import shutil
import socket
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from alongside.service.assets import ASSETS_MISSING, assets_are_built
from alongside.service.processes import Part, run_together
from alongside.service.setting_up import set_up_django

FIRST_PORT = 8000
LONGEST_WAIT = 90  # seconds


def run(*, data: Path, port: int | None, fresh: bool) -> int:
    if not assets_are_built():
        print(ASSETS_MISSING, file=sys.stderr)
        return 1
    chosen = free_port() if port is None else port
    if fresh:
        throw_away(data)
    environment = demo_environment(data=data, port=chosen)
    os.environ.clear()
    os.environ.update(environment)
    prepare()
    python = [sys.executable, "-m"]
    parts = [
        Part("worker", [*python, "alongside.service.worker"], environment),
        Part("server", [*python, "alongside.service.local_server", "127.0.0.1", str(chosen)], environment),
    ]
    return run_together(parts, when_started=lambda: announce(chosen), grace=3)


def demo_environment(*, data: Path, port: int) -> dict[str, str]:
    """Nothing of a real installation's settings reaches the demonstration, least of all its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_") and name != "DATABASE_URL"}
    return {
        **kept,
        "ALONGSIDE_ENV": "demo",
        "ALONGSIDE_COUNCIL": "Thornmere Council",
        "ALONGSIDE_DATA": str(data),
        "ALONGSIDE_URL": f"http://localhost:{port}",
        "DJANGO_SETTINGS_MODULE": "alongside.web.settings",
        "PYTHONUNBUFFERED": "1",
    }


def free_port(first: int = FIRST_PORT) -> int:
    """The first port from `first` on which nothing listens on this machine."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            if sys.platform != "win32":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise SystemExit(f"No port from {first} to {first + 99} is free. Choose one with --port.")


def throw_away(data: Path) -> None:
    """Only what a demonstration makes, whatever else is in that folder."""
    for file in data.glob("alongside.sqlite3*"):
        file.unlink()
    shutil.rmtree(data / "files", ignore_errors=True)


def prepare() -> None:
    """Bring the database up to date and fill it once. A second run finds everything there."""
    set_up_django()
    from django.core.management import call_command

    from alongside.service.sample import sample_week
    from alongside.web.platform.readiness import unapplied_migrations

    print("Preparing the sample directorate...", flush=True)
    if unapplied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    sample_week()


def announce(port: int) -> None:
    from alongside.service.sample import is_planned, who_to_be

    address = f"http://localhost:{port}"
    if not wait_for(lambda: answers(f"{address}/healthz")):
        print("The server is slow to start; see its messages above.", file=sys.stderr)
    print(f"\nAlongside is running at {address}   (invented people, nothing real)\n")
    print("  Open it, choose who to be, and no password is asked for:")
    for line in who_to_be():
        print(f"    {line}")
    print("\nPress Ctrl-C to stop.", flush=True)
    if not is_planned():
        print("\nThe sample week is being planned; watch it on the week's page...", flush=True)
        print("The sample week is planned." if wait_for(is_planned) else "It is still being planned.", flush=True)


def wait_for(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + LONGEST_WAIT
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own loopback address
            return bool(response.status == 200)
    except OSError:
        return False
