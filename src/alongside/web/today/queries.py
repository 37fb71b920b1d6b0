"""What the board and the huddle say, read from the other rooms. Counts of families and concerns only: no words, no names of families."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from alongside.web.forms.kinds import FAMILY, Kind
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.organisation.queries.people import managers_of
from alongside.web.records.models import Praise, Promise, Record
from alongside.web.safeguarding.queries import open_concern_count, unread_count
from alongside.web.voices.models import Ask, Response
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from alongside.web.weeks.slots import Slot

VISIT = PublishedEntry.Kind.VISIT


@dataclass(frozen=True)
class Families:
    """How many were asked, and what came of it. Whole weeks only: never by team."""

    asked: int
    answered: int
    declined: int
    not_safe: int
    unreached: int
    said_without_being_asked: int


@dataclass(frozen=True)
class Visited:
    """One published visit, whether its time is over, and whether its record is in."""

    entry: PublishedEntry
    slot: Slot
    over: bool
    record_in: bool

    @property
    def is_missing(self) -> bool:
        return self.over and not self.record_in


@dataclass(frozen=True)
class Board:
    week: PracticeWeek
    at: dt.datetime
    visits: list[Visited]
    families: Families
    praise_given: int
    praise_delivered: int
    to_confirm: int
    promises_open: int
    concerns_open: int
    unread: int
    teams: list[Team] = field(default_factory=list)

    @cached_property
    def over(self) -> list[Visited]:
        return [visit for visit in self.visits if visit.over]

    @cached_property
    def records_in(self) -> int:
        return sum(visit.record_in for visit in self.over)

    @cached_property
    def missing(self) -> list[Visited]:
        """Visits that took place and have no record, the oldest first."""
        return [visit for visit in self.visits if visit.is_missing]

    @cached_property
    def unseen(self) -> list[tuple[Team, Slot | None]]:
        """Teams that nobody has seen yet, with when somebody will; those with nobody coming first."""
        seen = {visit.entry.team_id for visit in self.over}
        coming: dict[UUID | None, Slot] = {}
        for visit in self.visits:
            if not visit.over:
                coming.setdefault(visit.entry.team_id, visit.slot)
        rows = [(team, coming.get(team.pk)) for team in self.teams if team.pk not in seen]
        return sorted(rows, key=lambda row: (row[1] is not None, row[1].number if row[1] else 0, row[0].name))


def board_of(week: PracticeWeek, now: dt.datetime | None = None) -> Board:
    """The same number of queries however large the week."""
    now = now or timezone.now()
    praise = Praise.objects.filter(week=week).aggregate(given=Count("pk"), delivered=Count("delivered_at"))
    return Board(
        week=week,
        at=now,
        visits=_visits(week, now),
        families=_families(week),
        praise_given=praise["given"],
        praise_delivered=praise["delivered"],
        to_confirm=_to_confirm(week).count(),
        promises_open=Promise.objects.open().filter(week=week).count(),
        concerns_open=open_concern_count(week.directorate),
        unread=unread_count(week.directorate),
        teams=list(Team.objects.filter(directorate_id=week.directorate_id, retired_on=None).select_related("service")),
    )


@dataclass(frozen=True)
class Huddle:
    """One day on a page: who goes where, what yesterday left, what is due."""

    board: Board
    date: dt.date
    days: list[dt.date]
    by_slot: list[tuple[Slot, list[Visited]]]
    others: list[tuple[Slot, PublishedEntry]]
    promises_due: int

    @property
    def missing_before(self) -> list[Visited]:
        return [visit for visit in self.board.missing if visit.slot.date < self.date]


def huddle_of(week: PracticeWeek, date: dt.date, now: dt.datetime | None = None) -> Huddle:
    board = board_of(week, now)
    today: dict[Slot, list[Visited]] = {}
    for visit in board.visits:
        if visit.slot.date == date:
            today.setdefault(visit.slot, []).append(visit)
    slots = {slot.number: slot for slot in week.slots if slot.date == date}
    others = (
        week.entries.standing().exclude(kind=VISIT).filter(slot__in=slots).select_related("visitor", "practitioner", "host", "site", "team")
    )
    due = Promise.objects.open().filter(week__directorate_id=week.directorate_id, due_on__lte=date).count()
    return Huddle(board, date, week.days, sorted(today.items()), [(slots[entry.slot], entry) for entry in others], due)


def day_that_matters(week: PracticeWeek, today: dt.date) -> dt.date:
    """Today within the week; its first day before, its last after."""
    return min(max(today, week.starts_on), week.ends_on)


def who_to_chase(week: PracticeWeek, now: dt.datetime | None = None) -> dict[StaffMember, list[str]]:
    """Each person once, with what is still wanted from them, in words."""
    wanted: dict[StaffMember, list[str]] = {}
    for visit in _visits(week, now or timezone.now()):
        if visit.is_missing and visit.entry.visitor is not None:
            words = f"Please send your record of {visit.entry.team} ({visit.slot.name})."
            wanted.setdefault(visit.entry.visitor, []).append(words)
    waiting = list(_to_confirm(week).select_related("team"))
    managers = managers_of({entry.team for entry in waiting if entry.team})
    for entry in waiting:
        for manager in managers.get(entry.team_id, []) if entry.team_id else []:
            words = f"Please confirm or correct a note about {entry.team}."
            if words not in wanted.setdefault(manager, []):
                wanted[manager].append(words)
    return wanted


def _visits(week: PracticeWeek, now: dt.datetime) -> list[Visited]:
    """Over when its slot has ended, or when somebody has written it up already."""
    here = timezone.localtime(now)
    entries = week.entries.standing().filter(kind=VISIT).select_related("visitor", "team", "site").order_by("slot", "team__name")
    written = set(Record.objects.filter(week=week, kind=Kind.TEAM_VISIT, entry__isnull=False).values_list("entry_id", flat=True))
    slots = {slot.number: slot for slot in week.slots}
    return [_visited(entry, slots[entry.slot], here, entry.pk in written) for entry in entries if entry.slot in slots]


def _visited(entry: PublishedEntry, slot: Slot, here: dt.datetime, record_in: bool) -> Visited:
    ended = (slot.date, slot.ends) <= (here.date(), here.time())
    return Visited(entry, slot, over=ended or record_in, record_in=record_in)


def _families(week: PracticeWeek) -> Families:
    asks = Ask.objects.filter(week=week, kind__in=FAMILY)
    by_outcome = dict(asks.values_list("outcome").annotate(n=Count("pk")).order_by())
    unasked = Response.objects.filter(week=week, ask=None, version__form__kind__in=FAMILY).count()
    answered = by_outcome.get(Ask.Outcome.ANSWERED, 0)
    return Families(
        asked=sum(by_outcome.values()),
        answered=answered,
        declined=by_outcome.get(Ask.Outcome.DECLINED, 0),
        not_safe=by_outcome.get(Ask.Outcome.NOT_SAFE, 0),
        unreached=by_outcome.get(Ask.Outcome.UNREACHED, 0),
        said_without_being_asked=unasked,
    )


def _to_confirm(week: PracticeWeek) -> QuerySet[Record]:
    """Notes that no host has answered in any version."""
    return Record.objects.filter(week=week, kind=Kind.TEAM_VISIT).exclude(versions__host_answers__isnull=False)
