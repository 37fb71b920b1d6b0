import datetime as dt

import pytest
import time_machine

from alongside.web.platform import heartbeat

NOON = dt.datetime(2018, 3, 5, 12, tzinfo=dt.UTC)

pytestmark = pytest.mark.django_db


def test_a_worker_never_seen_is_not_alive() -> None:
    assert heartbeat.last_seen() is None
    assert not heartbeat.is_worker_alive()


def test_a_worker_is_alive_for_two_minutes_after_a_beat() -> None:
    with time_machine.travel(NOON, tick=False):
        heartbeat.beat()

    with time_machine.travel(NOON + dt.timedelta(seconds=119), tick=False):
        assert heartbeat.is_worker_alive()
    with time_machine.travel(NOON + dt.timedelta(seconds=121), tick=False):
        assert not heartbeat.is_worker_alive()
        assert heartbeat.last_seen() == NOON
