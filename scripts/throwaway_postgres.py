"""A PostgreSQL of our own for one run of the tests: nothing to set up, no clash with one that is there, gone afterwards."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from alongside.service.processes import end_with
from scripts.find_programs import postgresql

# Quick, because the data is worth nothing.
CARELESS = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c max_connections=100"


@contextlib.contextmanager
def throwaway_postgres() -> Iterator[str]:
    """Yield the address of an empty server on this machine; stop it and delete it at the end, whatever happens."""
    programs = postgresql()
    if programs is None:
        raise SystemExit("PostgreSQL is not on this machine. Run: scripts/system-packages")
    folder = Path(tempfile.mkdtemp(prefix="alongside-pg-"))
    if _user():
        shutil.chown(folder, _user(), _user())
    port = _free_port()
    try:
        _initialise(programs, folder)
        server = _start(programs, folder, port)
        try:
            _wait_until_ready(programs, folder, port, server)
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGQUIT)  # at once: nothing is worth writing down
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    """PostgreSQL refuses to run as root, so root becomes the user its package made."""
    return "postgres" if os.geteuid() == 0 else None


def _initialise(programs: Path, folder: Path) -> None:
    command = [programs / "initdb", "-D", folder / "data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"]
    done = subprocess.run(command, user=_user(), group=_user(), cwd="/", capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"initdb failed:\n{done.stdout}{done.stderr}")


def _start(programs: Path, folder: Path, port: int) -> subprocess.Popen[bytes]:
    """A child that Ctrl-C does not reach before the tests have stopped, and that ends with us even if we are killed."""
    parent = os.getpid()
    options = ["-p", str(port), "-c", "listen_addresses=127.0.0.1", "-k", folder, *CARELESS.split()]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            user=_user(),
            group=_user(),
            cwd="/",
            stdout=log,
            stderr=log,
            start_new_session=True,
            preexec_fn=(lambda: end_with(parent, signal.SIGQUIT)) if sys.platform == "linux" else None,
        )


def _wait_until_ready(programs: Path, folder: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    asking = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    deadline = time.monotonic() + 60
    while subprocess.run(asking, check=False).returncode:
        if server.poll() is not None or time.monotonic() > deadline:
            raise SystemExit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
