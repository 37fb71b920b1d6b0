"""A PostgreSQL of our own for one run of the tests: nothing to set up, no clash with one that is there, gone afterwards."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    port = _free_port()
    try:
        _run(
            programs / "initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} {CARELESS}"
        _run(programs / "pg_ctl", "-D", str(folder / "data"), "-o", options, "-l", str(folder / "log"), "-w", "start")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    """PostgreSQL refuses to run as root, so root becomes the user its package made."""
    words = [str(word) for word in command]
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(words, user=user, group=user, cwd="/", capture_output=True, text=True, check=False, start_new_session=True)
    if done.returncode:
        raise SystemExit(f"{Path(words[0]).name} failed:\n{done.stdout}{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
