"""Run a method as its own process and measure it from outside: wall, processor seconds, peak memory with children."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    seconds: float
    processor: float
    peak_mb: int
    code: int
    errors: str


def measure(command: list[str], *, environment: dict[str, str], limit: float) -> Measured:
    """Run to the end, or kill the whole group after `limit` seconds."""
    begun = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    watch = _Watch(process.pid)
    watch.start()
    try:
        _, errors = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        _, errors = process.communicate()
    seconds = time.monotonic() - begun
    watch.ended.set()
    watch.join()
    return Measured(seconds, watch.processor, watch.peak >> 20, process.returncode, errors[-500:])


class _Watch(threading.Thread):
    """Looks ten times a second at every process of a group."""

    def __init__(self, group: int) -> None:
        super().__init__(daemon=True)
        self.group, self.peak, self.used, self.ended = group, 0, dict[int, float](), threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.1):
            together = 0
            for pid, stat in _processes():
                if int(stat[2]) == self.group:
                    together += int(stat[21]) * PAGE
                    self.used[pid] = (int(stat[11]) + int(stat[12])) / TICKS
            self.peak = max(self.peak, together)

    @property
    def processor(self) -> float:
        return sum(self.used.values())


def _processes() -> list[tuple[int, list[str]]]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                found.append((int(entry.name), (entry / "stat").read_text().rpartition(")")[2].split()))
            except OSError:
                continue
    return found
