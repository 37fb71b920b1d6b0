"""A network that fails on purpose: passes each request on, cut where it is told to.

As a program (`python -m tests.offline.proxy PORT`) it is told by a header of the request; inside a test, by a function.
One request a connection, so that a cut hits one request only.
"""

from __future__ import annotations

import asyncio
import re
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass

BEFORE_THE_SERVER = ("start", "mid-head", "mid-body")
AFTER_THE_SERVER = ("no-wait", "before-answer", "mid-answer-head", "mid-answer", "hang")
IN_ITS_PLACE = ("portal", "redirect", "lookalike", "bad-gateway")
CUTS = (*BEFORE_THE_SERVER, *AFTER_THE_SERVER, *IN_ITS_PLACE, "twice")
HTML = "<!doctype html><title>Free wifi</title><p>Sign in to the internet."
ANSWERS = {
    "portal": ("200 OK", "text/html", HTML),
    "redirect": ("302 Found\r\nLocation: http://localhost:9/wifi", "text/html", HTML),
    "lookalike": ("200 OK", "application/json", '{"id": "00000000-0000-4000-8000-000000000000", "state": "stored", "csrf": null}'),
    "bad-gateway": ("502 Bad Gateway", "text/html", "<h1>502</h1>"),
}
Choose = Callable[[bytes], str]


@dataclass
class Request:
    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body


def told_by_header(head: bytes) -> str:
    found = re.search(rb"\r\nx-cut: *([a-z-]+)", head, re.IGNORECASE)
    return found[1].decode() if found else ""


class Proxy:
    def __init__(self, upstream: int, choose: Choose = told_by_header) -> None:
        self.upstream = upstream
        self.choose = choose

    async def serve(self, port: int = 0) -> asyncio.Server:
        return await asyncio.start_server(self.handle, "127.0.0.1", port, limit=1 << 20)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await read_request(reader)
            cut = self.choose(request.head)
            await self.answer(request, cut, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.transport.abort()

    async def answer(self, request: Request, cut: str, writer: asyncio.StreamWriter) -> None:
        if cut == "start":
            return
        if cut in ANSWERS:
            status, kind, text = ANSWERS[cut]
            await send(
                writer,
                f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(text)}\r\nConnection: close\r\n\r\n{text}".encode(),
            )
            return
        if cut == "mid-head":
            await self.pass_on(request.head[: len(request.head) // 2], wait=False)
            return
        if cut == "mid-body":
            await self.pass_on(request.head + request.body[: len(request.body) // 2], wait=False)
            return
        if cut == "twice":
            await self.pass_on(request.whole)
        if cut == "no-wait":
            writer.transport.abort()
        answer = await self.pass_on(request.whole)
        head, _, body = answer.partition(b"\r\n\r\n")
        if cut == "hang":
            await asyncio.sleep(3)
        elif cut == "mid-answer-head":
            await send(writer, head[: len(head) // 2])
        elif cut == "mid-answer":
            await send(writer, head + b"\r\n\r\n" + body[: len(body) // 2])
        elif cut not in {"no-wait", "before-answer"}:
            await send(writer, answer)

    async def pass_on(self, data: bytes, wait: bool = True) -> bytes:
        """What the server answers; nothing when the rest of the request never comes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        try:
            writer.write(data)
            await writer.drain()
            return await reader.read() if wait else b""
        finally:
            writer.close()


async def read_request(reader: asyncio.StreamReader) -> Request:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    body = await reader.readexactly(int(length[1])) if length else b""
    head = re.sub(rb"\r\nconnection: *[^\r]*", b"", head, flags=re.IGNORECASE)
    return Request(head[:-2] + b"Connection: close\r\n\r\n", body)


async def send(writer: asyncio.StreamWriter, data: bytes) -> None:
    """Let what was written leave, also when the connection is cut right after it."""
    writer.write(data)
    await writer.drain()
    if writer.can_write_eof():
        writer.write_eof()
    await asyncio.sleep(0.005)


@contextmanager
def running_proxy(upstream: int, choose: Choose) -> Iterator[int]:
    """A proxy in a thread of this process; yields its port."""
    loop = asyncio.new_event_loop()
    ready: Future[int] = Future()

    async def begin() -> None:
        server = await Proxy(upstream, choose).serve()
        ready.set_result(server.sockets[0].getsockname()[1])

    def run() -> None:
        loop.run_until_complete(begin())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield ready.result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)


async def main(upstream: int) -> None:
    server = await Proxy(upstream).serve()
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201 - whoever started it reads the port
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
