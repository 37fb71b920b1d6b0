"""Who must be told of a publication, and the one message each of them gets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from alongside.web.access.models import User
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from alongside.web.weeks.publication.difference import Change
from alongside.web.weeks.publication.words import Words
from alongside.web.weeks.timetable.lines import Lines

Kind = PublishedEntry.Kind


@dataclass
class Parcel:
    """What one person is told: a line a change, and the changes themselves, first their own, then those of teams they manage."""

    staff: StaffMember
    address: str
    changes: list[Change] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)


def parcels_for(changes: Sequence[Change], words: Words, week: PracticeWeek) -> list[Parcel]:
    """One a person, by name. Only those whose own programme, or whose team's, changes. Four queries."""
    readers: dict[UUID, list[Change]] = defaultdict(list)
    teams: dict[UUID, dict[UUID, Team]] = defaultdict(dict)
    lines = Lines(week.directorate_id)
    for change in changes:
        for person in dict.fromkeys([*_takers(change), *_hosts(change, lines)]):
            readers[person].append(change)
        for team in _teams(change):
            for manager in lines.managers_of_team(team.pk):
                teams[manager][team.pk] = team
    addresses = addresses_of(readers)
    people = StaffMember.objects.in_bulk(list(readers))
    found = [
        Parcel(people[pk], addresses.get(pk, ""), theirs, [words.change(c, pk) for c in theirs], list(teams[pk].values()))
        for pk, theirs in readers.items()
    ]
    return sorted(found, key=lambda parcel: parcel.staff.name)


def addresses_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """Where each person is written to: the address in their record, else the one they sign in with."""
    people = list(people)
    signed_in = User.objects.active().filter(staff_member__in=people).values_list("staff_member_id", "email")
    recorded = StaffMember.objects.filter(pk__in=people).exclude(email="").values_list("pk", "email")
    return {**{pk: email for pk, email in signed_in if pk}, **dict(recorded)}


def _takers(change: Change) -> list[UUID]:
    entries = [e for e in (change.before, change.after) if e is not None]
    return [p for e in entries for p in (e.visitor_id, e.practitioner_id, e.host_id) if p]


def _teams(change: Change) -> list[Team]:
    return [e.team for e in (change.after, change.before) if e is not None and e.team is not None]


def _hosts(change: Change, lines: Lines) -> list[UUID]:
    return [manager for team in _teams(change) for manager in sorted(lines.managers_of_team(team.pk))]
