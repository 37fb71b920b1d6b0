"""The server is killed outright in the middle of 500 sendings: whatever it said it had, it has."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from scripts.throwaway_postgres import throwaway_postgres
from tests.service.test_serve import HOST, Settings, Start, free_port, over_https, settings, start, wait_until

__all__ = ["settings", "start"]
ROOT = Path(__file__).parents[2]
SENDINGS = 500
KILL_AFTER = 150  # acknowledged ones
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL"),
    pytest.mark.skipif("DATABASE_URL" in os.environ, reason="it brings both databases itself, so once is enough"),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, settings: Settings) -> Iterator[Settings]:
    with throwaway_postgres() if request.param == "postgresql" else nullcontext() as address:
        yield {**settings, "DATABASE_URL": address} if address else settings


def in_a_process(settings: Settings, what: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.offline.burst", what], cwd=ROOT, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


class Burst:
    """500 phones that send at once; each notes what it was told."""

    def __init__(self, port: int, told: dict[str, str], server: int) -> None:
        self.port, self.told, self.server = port, told, server
        self.sent = [str(uuid.uuid4()) for _ in range(SENDINGS)]
        self.acknowledged: list[str] = []
        self.at_the_kill = 0

    async def go(self) -> None:
        await asyncio.gather(*(self.send(version) for version in self.sent))

    async def send(self, version: str) -> None:
        try:
            answer = await self.ask(self.request(version))
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        head, _, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
        if b" 200 " not in head[:20] or length is None or len(body) < int(length[1]):
            return
        assert json.loads(body)["id"] == version
        self.acknowledged.append(version)
        if len(self.acknowledged) == KILL_AFTER:
            os.killpg(self.server, signal.SIGKILL)
            self.at_the_kill = len(self.acknowledged)

    async def ask(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()

    def request(self, version: str) -> bytes:
        told = self.told
        body = json.dumps(
            {
                "id": version, "record": str(uuid.uuid4()), "kind": "team_visit", "entry": told["entry"], "team": None,
                "practitioner": None, "form_version": told["form_version"], "based_on": None, "answers": {"good": f"Words of {version}"},
                "recorded_at": "2018-03-05T11:30:00Z", "consent": None, "person": told["person"],
            }
        ).encode()  # fmt: skip
        head = (
            f"POST /records/device/send/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"Cookie: {told['cookie']}\r\nX-CSRFToken: {told['csrf']}\r\nReferer: https://{HOST}/records/device/\r\n"
            f"X-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + body


def test_whatever_it_said_it_had_it_has(database: Settings, settings: Settings, start: Start) -> None:
    settings |= database
    told = in_a_process(settings, "prepare")
    port = free_port()
    server = start("serve", "--port", str(port), "--processes", "2" if "DATABASE_URL" in database else "1")
    wait_until(lambda: over_https(port, "/account/login/")[0] == 200, server)
    burst = Burst(port, told, server.pid)

    asyncio.run(burst.go())

    assert server.wait(10) == -signal.SIGKILL
    present = in_a_process(settings, "stored")
    print(f"\n{SENDINGS} sent, killed at {burst.at_the_kill}, {len(burst.acknowledged)} acknowledged, {len(present)} present")  # noqa: T201
    assert burst.at_the_kill == KILL_AFTER
    assert len(burst.acknowledged) < SENDINGS, "it was killed after the burst, not during it"
    assert set(burst.acknowledged) <= set(present) <= set(burst.sent)
    assert len(present) == len(set(present))
