"""A worker process: builds the model once, then does one job after another (see crew.py)."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
import traceback
from functools import partial
from typing import Any, BinaryIO

from .crew import read_frame, write_frame


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    jobs: queue.Queue[Any] = queue.Queue()
    threading.Thread(target=_read, args=(sys.stdin.buffer, jobs), daemon=True).start()
    _work(jobs, out)


def _read(stream: BinaryIO, jobs: queue.Queue[Any]) -> None:
    """Pass jobs on; when whoever started us is gone, go too, whatever is being computed."""
    try:
        while True:
            jobs.put(read_frame(stream))
    finally:
        os._exit(0)


def _work(jobs: queue.Queue[Any], out: BinaryIO) -> None:
    from .jobs import Desk  # noqa: PLC0415 - the solver is loaded only where it is used

    def tell(kind: str, content: object) -> None:
        write_frame(out, (kind, content))

    desk = Desk(jobs.get(), partial(tell, "plan"), partial(tell, "bound"))
    while True:
        name, details = jobs.get()
        try:
            tell("result", desk.do(name, details))
        except BrokenPipeError:
            return
        except Exception:
            tell("failed", traceback.format_exc())


if __name__ == "__main__":
    main()
