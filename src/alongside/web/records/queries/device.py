"""What a person takes along on their device: their visits, which forms each takes, and the forms themselves. No child's name, ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission as P
from alongside.web.forms.kinds import FAMILY, RECORDS, Kind
from alongside.web.forms.models import FormVersion
from alongside.web.forms.queries import form_of_kind, version_for
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.records.heads import heads_among
from alongside.web.records.models import Record
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.safeguarding.queries import family_forms_may_open
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from alongside.web.weeks.queries.hosting import teams_of
from alongside.web.weeks.queries.publication import RELATED, of_person
from alongside.web.weeks.slots import Slot

E = PublishedEntry.Kind
IN_ORDER = {kind: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True)
class Visit:
    """One thing in the programme that this person may write about, with the kinds of form it takes and what is written already."""

    entry: PublishedEntry
    slot: Slot
    team: Team | None
    kinds: Sequence[str]
    staff: Sequence[StaffMember] = ()
    records: Sequence[tuple[Record, UUID]] = ()  # each with the version that stands


@dataclass(frozen=True)
class ToTakeAlong:
    """`forms` by kind. A kind without a published form is in none of the visits."""

    week: PracticeWeek | None = None
    visits: Sequence[Visit] = ()
    forms: dict[str, FormVersion] = field(default_factory=dict)


def to_take_along(user: User) -> ToTakeAlong:
    """Today's first, then what is to come, then what has been."""
    week = week_being_seen(user.directorate_id)
    if week is None or user.staff_member is None:
        return ToTakeAlong(week)
    hosted: set[UUID] = set(teams_of(user).values_list("pk", flat=True)) if user.may(P.RECORDS_HOST) else set()
    entries = _entries(week, user.staff_member, hosted)
    forms = forms_of(week, {kind for entry in entries for kind in kinds_for(user, entry, hosted)})
    staff, records, slots = _staff_of(entries), records_by_entry(user, entries), week.slots
    visits = [
        Visit(entry, slots[entry.slot], entry.team, kinds, staff[entry.team_id], records[entry.pk])
        for entry in entries
        if (kinds := [kind for kind in kinds_for(user, entry, hosted) if kind in forms])
    ]
    return ToTakeAlong(week, sorted(visits, key=_when), forms)


def kinds_for(user: User, entry: PublishedEntry, hosted: Container[UUID | None]) -> list[str]:
    """The kinds of form this person may fill in about this entry (the rules themselves are in writers.py)."""
    person = user.staff_member_id
    found: set[str] = set()
    if user.may(P.RECORDS_WRITE):
        if entry.kind == E.VISIT and entry.visitor_id == person:
            found |= {Kind.TEAM_VISIT, Kind.PRACTICE_OBSERVATION, Kind.CASE_AUDIT}
        if entry.kind == E.VISIT and entry.visitor_id != person and entry.team_id in hosted:
            found |= {Kind.HOST_VIEW}
        if entry.kind == E.SHADOWING:
            found |= {Kind.SHADOWING_PRACTITIONER} if entry.practitioner_id == person else set()
            found |= {Kind.SHADOWING_MANAGER} if entry.host_id == person else set()
    if entry.kind == E.CONVERSATION and entry.visitor_id == person and user.may(P.VOICES_RECORD):
        found |= FAMILY
    return sorted(found, key=lambda kind: IN_ORDER[Kind(kind)])


def forms_of(week: PracticeWeek, kinds: Iterable[str]) -> dict[str, FormVersion]:
    """The version to use for each kind. Families' forms are there only while the council can be rung."""
    wanted = set(kinds)
    if wanted & FAMILY and not family_forms_may_open(week.directorate):
        wanted -= FAMILY
    found = {}
    for kind in sorted(wanted):
        form = form_of_kind(week.directorate, kind)
        version = version_for(form, week) if form is not None else None
        if version is not None:
            found[kind] = version
    return found


def records_by_entry(user: User, entries: Iterable[PublishedEntry]) -> dict[UUID, list[tuple[Record, UUID]]]:
    """One's own records about each entry, with the version an edit starts from. Three queries."""
    found: dict[UUID, list[tuple[Record, UUID]]] = defaultdict(list)
    own = Record.objects.visible_to(user).filter(author=user, entry__in=list(entries), kind__in=RECORDS)
    for record in own.prefetch_related("versions__settles").order_by("received_at", "id"):
        heads = heads_among(record.versions.all())
        if record.entry_id and heads:
            found[record.entry_id].append((record, heads[-1].pk))
    return found


def _entries(week: PracticeWeek, person: StaffMember, hosted: set[UUID]) -> list[PublishedEntry]:
    """Their own and those of teams they host, called-off ones left out."""
    standing = PublishedEntry.objects.filter(week=week).standing().select_related(*RELATED)
    return list(of_person(standing, person)) + list(
        standing.filter(kind=E.VISIT, team__in=hosted).exclude(visitor=person) if hosted else ()
    )


def _staff_of(entries: Iterable[PublishedEntry]) -> dict[UUID | None, list[StaffMember]]:
    """Whose work may be seen there, and to whom praise may go."""
    found: dict[UUID | None, list[StaffMember]] = defaultdict(list)
    teams = {entry.team_id for entry in entries if entry.team_id and entry.kind == E.VISIT}
    for person in StaffMember.objects.filter(team__in=teams, retired_on=None).order_by("name"):
        found[person.team_id].append(person)
    return found


def _when(visit: Visit) -> tuple[int, int]:
    away = (visit.slot.date - timezone.localdate()).days
    return (0 if away == 0 else 1 if away > 0 else 2), visit.entry.slot
