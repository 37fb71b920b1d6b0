"""One person's week, stop by stop: where to be, when, and how long the way there takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from alongside.web.access.models import User
from alongside.web.organisation.models import Site, StaffMember, Team
from alongside.web.organisation.queries import travel_matrix
from alongside.web.weeks.models import Cancellation, PracticeWeek, PublishedEntry
from alongside.web.weeks.queries.publication import entries_for, of_person
from alongside.web.weeks.slots import Slot

Kind = PublishedEntry.Kind


@dataclass(frozen=True)
class Stop:
    """One thing to be at. `minutes` is the way there from `leaving` (the base, or the stop before on that day)."""

    entry: PublishedEntry
    slot: Slot
    is_new: bool
    is_over: bool
    leaving: Site | None = None
    minutes: int | None = None
    reported: Cancellation | None = None  # somebody said it cannot be, and it is not settled yet

    @property
    def seen(self) -> str:
        return self.entry.to_be_seen

    @property
    def map_address(self) -> str:
        site = self.entry.site
        if site.latitude is None or site.longitude is None:
            return ""
        return f"https://www.openstreetmap.org/?mlat={site.latitude}&mlon={site.longitude}#map=17/{site.latitude}/{site.longitude}"


@dataclass(frozen=True)
class Day:
    date: dt.date
    stops: Sequence[Stop]


@dataclass(frozen=True)
class Itinerary:
    """`cancelled` were published once and no longer take place."""

    days: Sequence[Day]
    cancelled: Sequence[Stop]

    @property
    def stops(self) -> list[Stop]:
        return [stop for day in self.days for stop in day.stops]

    @property
    def ahead(self) -> list[Stop]:
        """What is not over yet."""
        return [stop for stop in self.stops if not stop.is_over]

    @property
    def still_to_come(self) -> list[Stop]:
        """What is ahead and nobody has cancelled."""
        return [stop for stop in self.ahead if stop.reported is None]


def itinerary_of(user: User, week: PracticeWeek, staff: StaffMember, *, first_open: int) -> Itinerary:
    """What `staff` takes part in, as far as `user` may see it. Three queries."""
    entries = list(of_person(entries_for(user, week), staff))
    standing = [e for e in entries if not e.is_cancelled]
    base = staff.base or (staff.team.site if staff.team else None)
    legs = _legs(standing, base)
    return _arranged(entries, week, first_open, legs, list(Cancellation.objects.unsettled(week).filter(staff_member=staff)))


def team_itinerary(user: User, week: PracticeWeek, team: Team, *, first_open: int) -> Itinerary:
    """Who comes to a team, as far as `user` may see it. Two queries."""
    reported = list(Cancellation.objects.unsettled(week).filter(team=team))
    return _arranged(entries_for(user, week).filter(team=team), week, first_open, {}, reported)


def _arranged(
    entries: Iterable[PublishedEntry],
    week: PracticeWeek,
    first_open: int,
    legs: dict[UUID, tuple[Site, int]],
    reported: Sequence[Cancellation],
) -> Itinerary:
    slots = week.slots
    standing: list[Stop] = []
    cancelled: list[Stop] = []
    for entry in entries:
        leaving, minutes = legs.get(entry.pk, (None, None))
        is_new, is_over = entry.changed_in.number > 1 and not entry.is_cancelled, entry.slot < first_open
        said = next((c for c in reported if entry.slot in c.slots or (not c.slots and not is_over)), None)
        stop = Stop(entry, slots[entry.slot], is_new, is_over, leaving, minutes, said)
        (cancelled if entry.is_cancelled else standing).append(stop)
    days = [Day(date, list(stops)) for date, stops in groupby(standing, key=lambda stop: stop.slot.date)]
    return Itinerary(days, cancelled)


def _legs(entries: Sequence[PublishedEntry], base: Site | None) -> dict[UUID, tuple[Site, int]]:
    """The way to each entry: from the one before on the same day, else from the base. One query."""
    sites = list({site.pk: site for site in [*(e.site for e in entries), *([base] if base else [])]}.values())
    if not sites:
        return {}
    minutes, place = travel_matrix(sites), {site.pk: n for n, site in enumerate(sites)}
    found: dict[UUID, tuple[Site, int]] = {}
    for _, day in groupby(entries, key=lambda e: e.week.slots[e.slot].day):
        here: Any = base
        for entry in day:
            if here is not None:
                found[entry.pk] = here, minutes[place[here.pk]][place[entry.site_id]]
            here = entry.site
    return found
