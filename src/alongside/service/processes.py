"""Several processes as one: they start together, stop together, and none outlives its parent."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import Any

PR_SET_PDEATHSIG = 1
STOP_SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]


@dataclass(frozen=True)
class Part:
    """One process of the whole: what people call it, and how it is started."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


class Stopped(Exception):
    """Somebody asked us to stop."""


def run_together(parts: Sequence[Part], *, when_started: Callable[[], None] = lambda: None, grace: float = 10) -> int:
    """Run until told to stop (0) or until one of the parts ends by itself (1). Leaves nothing running."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    with _stop_signals_raise():
        try:
            for part in parts:
                children[part.name] = _start(part)
            when_started()
            name = _wait_for_any(children)
        except Stopped:
            return 0
        finally:
            _ignore_stop_signals()
            _stop(list(children.values()), grace)
    sys.stderr.write(f"The {name} stopped by itself (code {children[name].returncode}), so everything was stopped.\n")
    return 1


def _start(part: Part) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches the parent alone, which then stops the parts in order."""
    if sys.platform == "win32":
        return subprocess.Popen(part.command, env=dict(part.environment))
    parent = os.getpid()
    linux = sys.platform == "linux"
    return subprocess.Popen(
        part.command,
        env=dict(part.environment),
        start_new_session=True,
        preexec_fn=(lambda: end_with(parent)) if linux else None,
    )


def end_with(parent: int, how: signal.Signals = signal.SIGTERM) -> None:
    """In a child, on Linux: the kernel signals this process when its parent is gone, even if the parent was killed outright."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, how)
    if os.getppid() != parent:
        os._exit(1)


def _wait_for_any(children: Mapping[str, subprocess.Popen[bytes]]) -> str:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                return name
        time.sleep(0.2)


def _stop(children: Sequence[subprocess.Popen[bytes]], grace: float) -> None:
    """Ask; after the grace ask again (a worker then leaves its task); then kill, with whatever they started."""
    for _ in range(2):
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                child.terminate()
        deadline = time.monotonic() + grace
        while any(child.poll() is None for child in children):
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
        else:
            return
    for child in children:
        _kill(child)


def _kill(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)
    child.wait()


@contextlib.contextmanager
def _stop_signals_raise() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise Stopped

    before: dict[signal.Signals, Any] = {number: signal.signal(number, stop) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ignore_stop_signals() -> None:
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)
