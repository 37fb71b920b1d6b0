import base64
import secrets

import pytest

from alongside.service.safety import refusals

SEALING_KEY = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
SAFE = {
    "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(64),
    "ALONGSIDE_SEALING_KEYS": SEALING_KEY,
    "ALONGSIDE_HOSTS": "alongside.council.example",
    "ALONGSIDE_URL": "https://alongside.council.example",
    "ALONGSIDE_PROXIES": "1",
}
POSTGRESQL = {"DATABASE_URL": "postgres://alongside@localhost/alongside"}


def test_a_careful_installation_starts() -> None:
    assert refusals(SAFE) == []
    assert refusals({**SAFE, **POSTGRESQL}, processes=4) == []


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"ALONGSIDE_ENV": "demo"}, "lets anyone sign in as anyone"),
        ({"ALONGSIDE_ENV": "development"}, "ALONGSIDE_ENV is development"),
        ({"ALONGSIDE_DEBUG": "true"}, "ALONGSIDE_DEBUG is on"),
        ({"ALONGSIDE_SECRET_KEY": ""}, "ALONGSIDE_SECRET_KEY is not set"),
        ({"ALONGSIDE_SECRET_KEY": "password"}, "too easy to guess"),
        ({"ALONGSIDE_SECRET_KEY": "a" * 80}, "too easy to guess"),
        ({"ALONGSIDE_SEALING_KEYS": ""}, "nothing that families say could be kept"),
        ({"ALONGSIDE_SEALING_KEYS": "password"}, "key 1 of 1 is not a sealing key"),
        ({"ALONGSIDE_SEALING_KEYS": f"{SEALING_KEY},{SEALING_KEY[:-4]}"}, "key 2 of 2 is not a sealing key"),
        ({"ALONGSIDE_SEALING_KEYS": f"{SEALING_KEY},{SEALING_KEY}"}, "the same key twice"),
        ({"ALONGSIDE_SEALING_KEYS": base64.urlsafe_b64encode(b"a" * 32).decode()}, "is not a sealing key"),
        ({"ALONGSIDE_HOSTS": ""}, "ALONGSIDE_HOSTS is not set"),
        ({"ALONGSIDE_HOSTS": "*"}, "admits any name"),
        ({"ALONGSIDE_HOSTS": "alongside.council.example,.council.example"}, "admits any name"),
        ({"ALONGSIDE_URL": "http://alongside.council.example"}, "must be the https:// address"),
        ({"ALONGSIDE_URL": ""}, "must be the https:// address"),
        ({"ALONGSIDE_URL": "https://elsewhere.example"}, "not in ALONGSIDE_HOSTS"),
        ({"ALONGSIDE_PROXIES": "0"}, "must travel over HTTPS"),
    ],
)
def test_an_unsafe_setting_is_refused_with_its_reason(change: dict[str, str], says: str) -> None:
    reasons = refusals({**SAFE, **change})

    assert len(reasons) == 1
    assert says in reasons[0]


def test_sqlite_serves_from_one_process_only() -> None:
    assert refusals(SAFE, processes=1) == []
    assert "SQLite is for one server process, and 2 were asked for" in refusals(SAFE, processes=2)[0]


def test_every_reason_is_given_at_once() -> None:
    assert len(refusals({"ALONGSIDE_ENV": "demo"})) == 6


def test_no_reason_repeats_the_secret() -> None:
    key = "hunter2-hunter2"

    assert not any(key in reason for reason in refusals({**SAFE, "ALONGSIDE_SECRET_KEY": key, "ALONGSIDE_SEALING_KEYS": key}))
