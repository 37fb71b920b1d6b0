"""The clock stands still on a Monday morning; `clock.move_to(...)` moves it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.web.safeguarding.scene import MONDAY_TEN, Scene, a_scene


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    with time_machine.travel(MONDAY_TEN, tick=False) as coordinates:
        yield coordinates


@pytest.fixture
def scene(db: None, clock: time_machine.Coordinates) -> Scene:
    return a_scene()
