"""Programmes day by day, now and as they were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from alongside.web.access.models import User
from alongside.web.weeks.models import PracticeWeek, Publication, PublishedEntry
from alongside.web.weeks.publication.snapshot import entries_of
from alongside.web.weeks.queries.publication import Concern
from alongside.web.weeks.slots import Slot


@dataclass(frozen=True)
class SlotEntries:
    slot: Slot
    entries: list[PublishedEntry]


@dataclass(frozen=True)
class DayEntries:
    date: object
    slots: list[SlotEntries]


def by_day(entries: Iterable[PublishedEntry], week: PracticeWeek) -> list[DayEntries]:
    """In the order of slots, grouped by day; empty days and slots left out."""
    slots = week.slots
    ordered = sorted(entries, key=lambda e: e.slot)
    grouped = [SlotEntries(slots[n], list(found)) for n, found in groupby(ordered, key=lambda e: e.slot)]
    return [DayEntries(date, list(found)) for date, found in groupby(grouped, key=lambda s: s.slot.date)]


def programme_of(user: User, publication: Publication) -> list[PublishedEntry]:
    """The programme as the version had it: all of it for those who see all visits, otherwise what is one's own or one's team's."""
    concern = Concern(user)
    people = ("visitor_id", "practitioner_id", "host_id")
    return [entry for entry in entries_of(publication) if concern.with_([str(getattr(entry, p)) for p in people], [str(entry.team_id)])]


@dataclass(frozen=True)
class PrintedPage:
    """One sheet of paper: a person's week, or a team's."""

    heading: str
    subheading: str
    days: list[DayEntries]


def by_person(entries: Iterable[PublishedEntry], week: PracticeWeek) -> list[PrintedPage]:
    """A page a person who takes part, by name."""
    entries = list(entries)
    people = {p.pk: p for e in entries for p in (e.visitor, e.practitioner, e.host) if p is not None}
    mine = {pk: [e for e in entries if pk in (e.visitor_id, e.practitioner_id, e.host_id)] for pk in people}
    return [PrintedPage(p.name, p.job_title, by_day(mine[p.pk], week)) for p in sorted(people.values(), key=lambda p: p.name)]


def by_team(entries: Iterable[PublishedEntry], week: PracticeWeek) -> list[PrintedPage]:
    """A page a team that is visited, by name."""
    entries = list(entries)
    teams = {e.team_id: e.team for e in entries if e.team is not None}
    theirs = {pk: [e for e in entries if e.team_id == pk] for pk in teams}
    ordered = sorted(teams.values(), key=lambda team: team.name)
    return [PrintedPage(t.name, f"{t.service}, {t.site}", by_day(theirs[t.pk], week)) for t in ordered]
