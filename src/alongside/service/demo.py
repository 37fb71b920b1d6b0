"""The demonstration: one command that leaves Alongside running with an invented directorate and a planned week."""

import os
import shutil
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from alongside.service.assets import ASSETS_MISSING, assets_are_built
from alongside.service.processes import Part, run_together
from alongside.service.setting_up import set_up_django

FIRST_PORT = 8000
SECONDS_TO_START = 60


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
    return run_together(parts, when_started=lambda: announce(chosen))


def demo_environment(*, data: Path, port: int) -> dict[str, str]:
    """Nothing of a real installation's settings reaches the demonstration, least of all its database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_") and name != "DATABASE_URL"}
    return {
        **kept,
        "ALONGSIDE_ENV": "demo",
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

    from alongside.web.platform.readiness import unapplied_migrations

    print("Preparing the sample directorate...", flush=True)
    if unapplied_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    call_command("sample", verbosity=0)


def announce(port: int) -> None:
    address = f"http://localhost:{port}"
    if not answers(f"{address}/healthz"):
        print("The server is slow to start; see its messages above.", file=sys.stderr)
    print(f"\nAlongside is running at {address}   (invented people, nothing real)\n")
    for line in who_to_be():
        print(f"  {line}")
    print("\nPress Ctrl-C to stop.", flush=True)


def who_to_be() -> list[str]:
    """One person for each role, as the sign-in page offers them."""
    from alongside.web.access.demonstration import personas

    casts = [(cast.role.name, cast.people[0].user.name) for cast in personas()]
    width = max((len(role) for role, _ in casts), default=0)
    return ["Open it, choose who to be, and no password is asked for:", *(f"  {role:<{width}}  {name}" for role, name in casts)]


def answers(address: str) -> bool:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own loopback address
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False
