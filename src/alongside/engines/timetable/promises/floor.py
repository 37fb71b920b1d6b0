"""What must be lost whatever is planned, seen without solving anything."""

from __future__ import annotations

import numpy as np

from ..judging import AREA_UNSEEN, DOUBLE_SHORT, TEAM_UNSEEN, VISIT_SHORT
from .universe import Universe


def least_loss(universe: Universe) -> int:
    """Coverage lost because nobody can come at all: teams, service areas, minima and doubles with too few possible visits."""
    p, u = universe.problem, universe
    reached = np.bincount(u.team, minlength=len(p.teams)) > 0
    lost = sum(TEAM_UNSEEN * t.weight for t in p.teams if not reached[t.id])
    corporate = np.array([v.corporate for v in p.leaders], dtype=bool)
    area = np.array([t.area for t in p.teams], dtype=np.int64)
    seen = set(area[u.team[corporate[u.leader]]].tolist())
    lost += AREA_UNSEEN * len(set(area.tolist()) - seen)
    days = np.unique(np.stack([u.leader, u.slot], axis=1), axis=0)
    per_day = np.zeros((len(p.leaders), p.days), dtype=np.int64)
    np.add.at(per_day, (days[:, 0], days[:, 1] // p.parts), 1)
    most = np.minimum(per_day, p.rules.max_per_day).sum(axis=1)
    lost += VISIT_SHORT * sum(max(0, v.min - int(most[v.id])) for v in p.leaders)
    doubles = len(np.unique(u.line[u.lines.cap[u.line] == 2]))
    return lost + DOUBLE_SHORT * max(0, p.rules.double_min - doubles)
