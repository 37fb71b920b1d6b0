from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache

from tests.web.voices.public.walking import Walker
from tests.web.voices.scene import Scene


@pytest.fixture
def scene(db: None) -> Scene:
    cache.clear()
    return Scene()


@pytest.fixture
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test goes through faster than any person."""
    monkeypatch.setattr("alongside.web.voices.public.views.sending.TOO_FAST", 0)


@pytest.fixture
def walker(scene: Scene, no_hurry: None) -> Callable[..., Walker]:
    def walk(**what: Any) -> Walker:
        return Walker(scene.way(**what))

    return walk
