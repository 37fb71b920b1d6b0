"""Worker processes that can always be stopped.

Each worker is a fresh interpreter that reads jobs from its standard input and ends when that closes, so none outlives
this process however it ends.  Works from any thread and needs nothing of the caller's `__main__`.
"""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from .problem import Problem

PACKAGE = __name__.rpartition(".")[0]
ROOT = Path(__file__).parents[len(PACKAGE.split("."))]
LENGTH = 8


@dataclass(frozen=True)
class Event:
    """`kind` is "plan" (visits found), "bound" (a better one), "result" (the job's answer), "failed" (its traceback) or "gone"."""

    worker: int
    kind: str
    content: Any


def write_frame(stream: BinaryIO, content: object) -> None:
    body = pickle.dumps(content, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(body).to_bytes(LENGTH, "big") + body)
    stream.flush()


def read_frame(stream: BinaryIO) -> Any:
    """The next frame; raises EOFError at the end."""
    head = stream.read(LENGTH)
    if len(head) < LENGTH:
        raise EOFError
    length = int.from_bytes(head, "big")
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)  # noqa: S301 - written by our own process at the other end of a private pipe


class Crew:
    """A few workers on one problem.  Use as a context manager: leaving it ends them all."""

    def __init__(self, problem: Problem, count: int) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        self.busy: set[int] = set()
        self._problem = problem.to_dict()
        self._workers: dict[int, subprocess.Popen[bytes]] = {}
        for i in range(count):
            self._hire(i)

    def _hire(self, number: int) -> None:
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        alone = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        worker = subprocess.Popen(
            [sys.executable, "-m", f"{PACKAGE}.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **alone, "PYTHONPATH": path},
        )
        self._workers[number] = worker
        threading.Thread(target=self._listen, args=(number, worker), daemon=True).start()
        self._send(number, self._problem)

    def _listen(self, number: int, worker: subprocess.Popen[bytes]) -> None:
        assert worker.stdout is not None
        try:
            while True:
                kind, content = read_frame(worker.stdout)  # type: ignore[arg-type]
                self.events.put(Event(number, kind, content))
        except (EOFError, OSError, ValueError):
            self.events.put(Event(number, "gone", None))

    def _send(self, number: int, content: object) -> None:
        stream = self._workers[number].stdin
        assert stream is not None
        try:
            write_frame(stream, content)  # type: ignore[arg-type]
        except OSError:
            self.events.put(Event(number, "gone", None))

    def give(self, number: int, job: str, **details: object) -> None:
        """Ask a free worker to do a job; its events follow."""
        self.busy.add(number)
        self._send(number, (job, details))

    def next_event(self, timeout: float) -> Event | None:
        """The next thing a worker reports, or None when `timeout` seconds pass without one."""
        try:
            event = self.events.get(timeout=max(0.0, timeout))
        except queue.Empty:
            return None
        if event.kind in ("result", "failed", "gone"):
            self.busy.discard(event.worker)
        return event

    def close(self) -> None:
        for worker in self._workers.values():
            worker.kill()
        for worker in self._workers.values():
            worker.wait()
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    _close_quietly(stream)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _close_quietly(stream: Any) -> None:
    try:
        stream.close()
    except (OSError, ValueError):
        return
