"""Stops that one person cannot make one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from ..problem import Problem
from .universe import Ints


def too_far_rows(problem: Problem, leader: Ints, slot: Ints, site: Ints) -> Iterator[Ints]:
    """Sets of stops (by place in the arrays) of which one person can make at most one: all at one site in a slot, with
    all in the next slot of that day at sites that cannot be reached in time."""
    travel = np.array(problem.travel, dtype=np.int64)
    of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, key in enumerate(zip(leader.tolist(), slot.tolist(), strict=True)):
        of[key].append(i)
    for (who, s), here in of.items():
        there = of.get((who, s + 1))
        if there is None or (s + 1) % problem.parts == 0:
            continue
        rules = problem.rules
        gap = rules.am_pm_gap if (s + 1) % problem.parts == 1 else rules.pm_eve_gap
        late, early = np.array(there), np.array(here)
        for g in np.unique(site[early]):
            far = late[travel[g, site[late]] > gap]
            if len(far):
                yield np.concatenate([early[site[early] == g], far])
