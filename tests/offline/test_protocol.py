"""A thousand generated stories of sending, with the network cut at every step: nothing is lost, nothing is stored twice."""

from __future__ import annotations

import datetime as dt
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import Team
from alongside.web.records.models import Record, RecordVersion
from alongside.web.weeks.models import PublishedEntry
from tests import factories as make
from tests.offline.proxy import CUTS

ROOT = Path(__file__).parents[2]
RUNS = 1000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def flaky_network(live_server: Any) -> Iterator[int]:
    """A port of a proxy to the live server, in a process of its own."""
    command = [sys.executable, "-m", "tests.offline.proxy", live_server.url.rsplit(":", 1)[1]]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert process.stdout
    yield int(process.stdout.readline())
    process.kill()
    process.wait()


@pytest.fixture
def nobody_there() -> Iterator[int]:
    """A port where every connection is refused."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        yield kept.getsockname()[1]


def scene() -> tuple[User, User, Team, PublishedEntry, list[FormVersion]]:
    """Two visitors to one team; the form had a new version while phones were away."""
    today = timezone.localdate()
    week = make.week(starts_on=today, ends_on=today + dt.timedelta(days=4))
    person, team = make.staff(), make.team()
    entry = make.entry(week, team, person)
    old = make.form_version("team_visit")
    return make.user("visitor", staff_member=person), make.user("visitor"), team, entry, [old, make.form_version(form=old.form)]


def cookies(user: User, *, ended: bool = False) -> str:
    client = Client()
    client.force_login(user, backend=BACKEND)
    held = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.get("/records/device/csrf/")
    if ended:
        client.session.flush()
    return f"{settings.SESSION_COOKIE_NAME}={held}; {settings.CSRF_COOKIE_NAME}={client.cookies[settings.CSRF_COOKIE_NAME].value}"


def live_through(told: dict[str, Any]) -> dict[str, Any]:
    command = [str(ROOT / "scripts/with-node"), "node", "tests/offline/client.mjs"]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(told), capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    heard: dict[str, Any] = json.loads(done.stdout)
    return heard


def stored() -> dict[str, dict[str, Any]]:
    return {
        str(version.pk): {
            "id": str(version.pk),
            "record": str(version.record_id),
            "based_on": str(version.based_on_id) if version.based_on_id else None,
            "answers": version.answers,
            "form_version": str(version.form_version_id),
        }
        for version in RecordVersion.objects.all()
    }


def test_whatever_was_sent_is_there_once_and_nothing_else(flaky_network: int, nobody_there: int) -> None:
    visitor, other, team, entry, forms = scene()

    heard = live_through(
        {
            "proxy": flaky_network, "refused": nobody_there, "person": str(visitor.pk), "entry": str(entry.pk), "team": str(team.pk),
            "cookies": {"alive": cookies(visitor), "ended": cookies(visitor, ended=True), "other": cookies(other)},
            "forms": [str(form.pk) for form in forms], "runs": RUNS, "first": 1, "atOnce": 4, "cuts": CUTS,
        }
    )  # fmt: skip

    print(f"\n{RUNS} runs, {len(heard['sent'])} versions sent, {heard['count']}")  # noqa: T201 - figures for whoever runs it
    assert heard["unsettled"] == []
    assert stored() == {each["id"]: each for each in heard["sent"]}
    assert {str(pk) for pk in Record.objects.values_list("pk", flat=True)} == {each["record"] for each in heard["sent"]}
    assert set(RecordVersion.objects.values_list("author", flat=True)) == {visitor.pk}
    assert heard["count"]["cuts"] >= RUNS
