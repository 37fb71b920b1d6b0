"""Visits that one person cannot make one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from .universe import Ints, Universe


def too_far_rows(universe: Universe, chosen: Ints) -> Iterator[Ints]:
    """Sets of positions in `chosen` of which one person can make at most one: all visits at one site in a slot, with
    all visits in the next slot of that day at sites that cannot be reached in time."""
    p = universe.problem
    travel = np.array(p.travel, dtype=np.int64)
    site = np.array([t.site for t in p.teams], dtype=np.int64)[universe.team[chosen]]
    slot, leader = universe.slot[chosen], universe.leader[chosen]
    of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for i, key in enumerate(zip(leader.tolist(), slot.tolist(), strict=True)):
        of[key].append(i)
    for (who, s), here in of.items():
        there = of.get((who, s + 1))
        if there is None or (s + 1) % p.parts == 0:
            continue
        gap = p.rules.am_pm_gap if (s + 1) % p.parts == 1 else p.rules.pm_eve_gap
        late = np.array(there)
        early = np.array(here)
        for g in np.unique(site[early]):
            far = late[travel[g, site[late]] > gap]
            if len(far):
                yield np.concatenate([early[site[early] == g], far])
