"""The worker says that it is alive; health checks and the doctor read when it last did."""

import datetime as dt
import logging
import threading
from collections.abc import Callable

from django.core.cache import cache
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

KEY = "worker-seen"
EVERY = dt.timedelta(seconds=30)
MISSING_AFTER = dt.timedelta(minutes=2)

logger = logging.getLogger(__name__)


def beat() -> None:
    cache.set(KEY, timezone.now().isoformat(), timeout=24 * 3600)


def last_seen() -> dt.datetime | None:
    stamp = cache.get(KEY)
    return dt.datetime.fromisoformat(stamp) if stamp else None


def is_worker_alive() -> bool:
    seen = last_seen()
    return seen is not None and timezone.now() - seen < MISSING_AFTER


def keep_beating(stop: threading.Event, also: Callable[[], object]) -> None:
    """Beat until told to stop. A database that is away for a while ends a beat, never the worker."""
    while not stop.is_set():
        close_old_connections()
        try:
            beat()
            also()
        except DatabaseError:
            logger.warning("The worker could not record that it is alive: the database did not answer.")
        stop.wait(EVERY.total_seconds())
    connections.close_all()


def start(also: Callable[[], object] = lambda: None) -> threading.Event:
    """Beat in the background, doing `also` each time; set the returned event to stop."""
    stop = threading.Event()
    threading.Thread(target=keep_beating, args=(stop, also), name="heartbeat", daemon=True).start()
    return stop
