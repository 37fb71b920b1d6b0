"""Who may write which record. Everything else is refused as if it did not exist."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission as P
from alongside.web.forms.kinds import FAMILY, GRADED, Kind
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.models import PublishedEntry
from alongside.web.weeks.models.publication import PublishedEntryQuerySet, teams_seen_by

E = PublishedEntry.Kind
ONES_OWN = GRADED | {Kind.SHADOWING_PRACTITIONER, Kind.SHADOWING_MANAGER}
"""Only who began such a record adds to it. A team visit belongs to both who made it, a host team's view to its managers."""


@dataclass(frozen=True)
class About:
    """What a record is about."""

    kind: str
    entry: PublishedEntry | None = None
    team: Team | None = None
    practitioner: StaffMember | None = None


def may_write(by: User, about: About) -> bool:
    """Whether this person may write a record of this kind about this."""
    if not _is_of_one_directorate(by, about):
        return False
    if about.kind in FAMILY:
        return _may_record_family(by, about)
    if not by.may(P.RECORDS_WRITE):
        return False
    if about.kind in GRADED:
        return _may_judge(by, about)
    return about.entry is not None and RULES[about.kind](by, about.entry)


def entries_shared_with(entry: PublishedEntry) -> PublishedEntryQuerySet:
    """The same visit as each of its visitors has it: two may go together."""
    together = Q(week=entry.week_id, kind=E.VISIT, team=entry.team_id, slot=entry.slot, cancelled_in=None)
    return PublishedEntry.objects.filter(Q(pk=entry.pk) | (together if entry.kind == E.VISIT else Q(pk=None)))


def _is_of_one_directorate(by: User, about: About) -> bool:
    owners = [each.directorate_id for each in (about.team, about.practitioner) if each is not None]
    if about.entry is not None:
        owners.append(about.entry.week.directorate_id)
    return bool(owners) and set(owners) == {by.directorate_id}


def _visits(by: User, entry: PublishedEntry) -> bool:
    person = by.staff_member_id
    if person is None or entry.kind != E.VISIT:
        return False
    return entry.visitor_id == person or entries_shared_with(entry).filter(visitor=person).exists()


def _hosts(by: User, entry: PublishedEntry) -> bool:
    if entry.kind != E.VISIT or entry.team_id is None or by.staff_member is None or entry.visitor_id == by.staff_member_id:
        return False
    return by.may(P.RECORDS_HOST) and teams_seen_by(by.staff_member).filter(pk=entry.team_id).exists()


def _shadows(by: User, entry: PublishedEntry) -> bool:
    return entry.kind == E.SHADOWING and by.staff_member_id is not None and entry.practitioner_id == by.staff_member_id


def _is_shadowed(by: User, entry: PublishedEntry) -> bool:
    return entry.kind == E.SHADOWING and by.staff_member_id is not None and entry.host_id == by.staff_member_id


RULES: dict[str, Any] = {
    Kind.TEAM_VISIT: _visits,
    Kind.HOST_VIEW: _hosts,
    Kind.SHADOWING_PRACTITIONER: _shadows,
    Kind.SHADOWING_MANAGER: _is_shadowed,
}


def _may_judge(by: User, about: About) -> bool:
    """Those who visit or moderate, about somebody else's work; during a visit, one's own visit and somebody of that team."""
    person = about.practitioner
    if person is None or person.pk == by.staff_member_id or not (by.may(P.WEEKS_VISIT) or by.may(P.RECORDS_MODERATE)):
        return False
    if about.entry is None:
        return True
    return person.team_id == about.entry.team_id and (_visits(by, about.entry) or by.may(P.RECORDS_MODERATE))


def _may_record_family(by: User, about: About) -> bool:
    """A conversation is recorded by whoever holds it; without one in the programme, by a participation worker."""
    if not by.may(P.VOICES_RECORD):
        return False
    if about.entry is None:
        return about.team is not None and by.may(P.VOICES_RUN)
    return about.entry.visitor_id is not None and about.entry.visitor_id == by.staff_member_id
