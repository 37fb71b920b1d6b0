"""Things that must happen as time passes: each room registers what it does, and the worker does it when it is due.

What is registered must be safe to do twice: two workers, or a restart, may do it again.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone

log = logging.getLogger("alongside.ticks")


@dataclass(frozen=True)
class Tick:
    """`work` is done at most about once every `every`."""

    name: str
    every: dt.timedelta
    work: Callable[[], object]


TICKS: dict[str, Tick] = {}


def every(*, name: str, minutes: float) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function: `@every(name="concerns.escalate", minutes=1)`."""

    def register(work: Callable[[], object]) -> Callable[[], object]:
        TICKS[name] = Tick(name, dt.timedelta(minutes=minutes), work)
        return work

    return register


def do_what_is_due() -> None:
    """Do each that is due. One that fails is logged, tried again next time, and never stops the others."""
    for tick in list(TICKS.values()):
        if not _is_due(tick):
            continue
        try:
            tick.work()
        except Exception:
            log.exception("%s failed; it will be tried again", tick.name)
        else:
            cache.set(_key(tick), timezone.now().isoformat(), timeout=7 * 24 * 3600)


def _is_due(tick: Tick) -> bool:
    done = cache.get(_key(tick))
    return done is None or timezone.now() - dt.datetime.fromisoformat(done) >= tick.every


def _key(tick: Tick) -> str:
    return f"tick:{tick.name}"
