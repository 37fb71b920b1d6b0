"""A small week to tell stories about."""

from typing import Any

import pytest


@pytest.fixture
def week() -> dict[str, Any]:
    return small_week()


def small_week() -> dict[str, Any]:
    """Three visitors, two teams at two sites; Ann and visitor 2 could both see Fostering North on Monday morning."""

    def leader(i: int, avail: list[int], **more: Any) -> dict[str, Any]:
        return {
            "id": i, "role": "team manager", "corporate": True, "council": 0, "area": None, "base": 0, "parent": None,
            "avail": avail, "min": 0, "max": 2, "target": 1, "interest": [i, i], **more,
        }  # fmt: skip

    def team(i: int, slots: list[int], **more: Any) -> dict[str, Any]:
        offers = [{"slot": s, "activity": "panel", "cap": 1, "cost": 0} for s in slots]
        return {
            "id": i, "council": 0, "area": i, "kind": i, "site": i, "line": [], "exempt": [], "max_visits": 1,
            "weight": 1, "offers": offers, **more,
        }  # fmt: skip

    return {
        "name": "small", "days": 2, "parts": 3,
        "sites": [{"id": 0, "council": 0, "cap": 2}, {"id": 1, "council": 0, "cap": 2}],
        "travel": [[0, 30], [30, 0]], "areas": ["Fostering", "Safeguarding"],
        "leaders": [leader(0, [0, 1], name="Ann Able"), leader(1, [3]), leader(2, [0])],
        "teams": [team(0, [0], name="Fostering North"), team(1, [3])],
        "forbid": [], "last": [],
        "rules": {"am_pm_gap": 60, "pm_eve_gap": 90, "max_per_day": 2, "max_from_base": 75, "double_min": 0},
    }  # fmt: skip
