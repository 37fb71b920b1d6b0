import socket
from pathlib import Path

import pytest

from alongside.service.demo import demo_environment, free_port, throw_away


def test_nothing_of_a_real_installation_reaches_the_demonstration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://real@127.0.0.1/real")
    monkeypatch.setenv("ALONGSIDE_ENV", "production")
    monkeypatch.setenv("ALONGSIDE_SECRET_KEY", "real")
    monkeypatch.setenv("ALONGSIDE_OIDC_ISSUER", "https://login.council.example")

    environment = demo_environment(data=tmp_path, port=8000)

    ours = {name: value for name, value in environment.items() if name.startswith(("ALONGSIDE_", "DATABASE_"))}
    assert ours == {
        "ALONGSIDE_ENV": "demo",
        "ALONGSIDE_COUNCIL": "Thornmere Council",
        "ALONGSIDE_DATA": str(tmp_path),
        "ALONGSIDE_URL": "http://localhost:8000",
    }


def test_a_port_in_use_is_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert free_port(port) > port


def test_throwing_away_takes_only_what_a_demonstration_made(tmp_path: Path) -> None:
    for name in ("alongside.sqlite3", "alongside.sqlite3-wal", "letter.txt"):
        (tmp_path / name).touch()
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "import.xlsx").touch()

    throw_away(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
