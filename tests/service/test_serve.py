"""The production server as a process of its own: refused when unsafe, and whole when it runs."""

import base64
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts.throwaway_postgres import throwaway_postgres

ALONGSIDE = [sys.executable, "-m", "alongside.cli"]
HOST = "alongside.council.example"
Settings = dict[str, str]
Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    return {
        **kept,
        "ALONGSIDE_ENV": "production",
        "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(64),
        "ALONGSIDE_SEALING_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "ALONGSIDE_HOSTS": HOST,
        "ALONGSIDE_URL": f"https://{HOST}",
        "ALONGSIDE_PROXIES": "1",
        "ALONGSIDE_DATA": str(tmp_path / "data"),
    }


def run(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*ALONGSIDE, *arguments], env=settings, capture_output=True, text=True, check=False, timeout=120)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    asked = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers={"Host": HOST, **headers})
    try:
        with urllib.request.urlopen(asked, timeout=20) as response:
            return response.status, dict(response.headers), response.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, dict(refused.headers), refused.read().decode()


def over_https(port: int, path: str) -> tuple[int, dict[str, str], str]:
    return get(port, path, **{"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"})


def wait_until(answers: Callable[[], bool], process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        assert process.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline, "it took too long"
        try:
            if answers():
                return
        except OSError:
            pass
        time.sleep(0.2)


@pytest.fixture
def start(settings: Settings) -> Iterator[Start]:
    started: list[subprocess.Popen[bytes]] = []

    def begin(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([*ALONGSIDE, *arguments], env=settings, start_new_session=True)
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_it_refuses_to_start_with_nothing_set(settings: Settings) -> None:
    bare = {name: value for name, value in settings.items() if not name.startswith("ALONGSIDE_")}

    refused = run(bare, "serve")

    assert refused.returncode == 1
    assert refused.stderr.startswith("Alongside did not start:\n  - ")
    for setting in ("ALONGSIDE_SECRET_KEY", "ALONGSIDE_SEALING_KEYS", "ALONGSIDE_HOSTS", "ALONGSIDE_URL", "ALONGSIDE_PROXIES"):
        assert f"{setting} " in refused.stderr


def test_it_refuses_a_database_that_is_behind(settings: Settings) -> None:
    refused = run(settings, "serve")

    assert refused.returncode == 1
    assert "migrations behind" in refused.stderr
    assert "alongside manage migrate" in refused.stderr


def test_it_refuses_a_database_that_does_not_answer(settings: Settings) -> None:
    away = {**settings, "DATABASE_URL": f"postgres://nobody@127.0.0.1:{free_port()}/nothing"}

    refused = run(away, "serve")

    assert refused.returncode == 1
    assert "The database does not answer" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_data_folder_that_cannot_be_made_is_named(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    refused = run({**settings, "ALONGSIDE_DATA": str(tmp_path / "file" / "data")}, "worker")

    assert refused.returncode == 1
    assert "Set ALONGSIDE_DATA to a folder that this user may write" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.slow
def test_it_serves_is_ready_once_a_worker_is_seen_and_stops_when_asked(settings: Settings, start: Start) -> None:
    assert run(settings, "manage", "migrate", "-v0").returncode == 0
    port = free_port()

    server = start("serve", "--port", str(port))
    wait_until(lambda: get(port, "/healthz")[0] == 200, server)
    assert get(port, "/readyz")[0] == 503
    assert json.loads(get(port, "/readyz")[2]) == {"ready": False, "database": True, "migrations": True, "worker": False}
    worker = start("worker")
    wait_until(lambda: get(port, "/readyz")[0] == 200, worker)

    status, headers, page = over_https(port, "/account/login/")
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "__Host-csrf=" in headers["Set-Cookie"]
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert style.startswith("/static/built/app.")
    assert style != "/static/built/app.css"
    status, headers, _ = over_https(port, style)
    assert (status, headers["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
    assert get(port, "/healthz", Host="elsewhere.example")[0] == 400

    for process in (worker, server):
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.mark.slow
def test_it_lives_through_a_database_that_goes_away(settings: Settings, start: Start) -> None:
    with throwaway_postgres() as address:
        settings["DATABASE_URL"] = address
        assert run(settings, "manage", "migrate", "-v0").returncode == 0
        port = free_port()
        server = start("serve", "--processes", "2", "--port", str(port))
        wait_until(lambda: get(port, "/readyz")[0] == 503, server)
        assert json.loads(get(port, "/readyz")[2])["database"] is True

    away = json.loads(get(port, "/readyz")[2])

    assert away == {"ready": False, "database": False, "migrations": False, "worker": False}
    assert get(port, "/healthz")[0] == 200
    assert over_https(port, "/static/built/app.css")[0] == 200
    assert server.poll() is None
