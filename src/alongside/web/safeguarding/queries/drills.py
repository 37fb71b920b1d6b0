"""How drills went: what became of the words, and how long each step took."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.engines.clock import working_minutes
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.duty import arrangements_of
from alongside.web.safeguarding.models import Reading


@dataclass(frozen=True)
class Drill:
    """Working minutes from the start until it was read, and until the concern was acknowledged; None where it was not."""

    started: dt.datetime
    outcome: str
    read_by: str
    minutes_to_read: float | None
    minutes_to_acknowledge: float | None


def drills_of(directorate: Directorate) -> list[Drill]:
    opening = arrangements_of(directorate.pk).opening
    found = []
    readings = Reading.objects.filter(directorate=directorate, drill=True).select_related("read_by").prefetch_related("concerns")
    for reading in readings.order_by("-arrived_at"):
        concern = next(iter(reading.concerns.all()), None)
        start = reading.arrived_at or reading.due_at

        def since(moment: dt.datetime | None, start: dt.datetime = start) -> float | None:
            return None if moment is None else working_minutes(opening, start, moment)

        acknowledged = concern.acknowledged_at if concern else None
        outcome = "Waiting to be read"
        if reading.state == Reading.State.CLEARED:
            outcome = "Cleared: the concern was not seen"
        elif concern:
            outcome = "Acknowledged" if acknowledged else "A concern was raised, not acknowledged yet"
        found.append(Drill(start, outcome, str(reading.read_by or ""), since(reading.read_at), since(acknowledged)))
    return found
