"""A record arrives, from a device or a page: stored once, beside what others wrote meanwhile, and durable before anybody is told so."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from alongside.engines.forms.answers import missing, wrong
from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.actions import record as audit
from alongside.web.forms.kinds import GRADED, RECORDS
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.records.actions.praise import praise_from
from alongside.web.records.actions.promises import promises_from
from alongside.web.records.actions.telling import tell_whom_it_concerns
from alongside.web.records.answering import as_kept
from alongside.web.records.arriving import Unstorable, when_recorded
from alongside.web.records.heads import heads_of
from alongside.web.records.models import Record, RecordVersion
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.records.writers import ONES_OWN, About, may_write
from alongside.web.weeks.models import PracticeWeek, PublishedEntry


class State(StrEnum):
    """What became of a sending: kept, kept before, or kept beside another version that it did not know of."""

    STORED = "stored"
    ALREADY = "already"
    BESIDE = "beside"


@dataclass(frozen=True)
class Received:
    """`incomplete` says what is still missing, by question key; it was stored all the same."""

    version: RecordVersion
    state: State
    incomplete: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def receive(
    *, client_id: UUID, record_id: UUID, kind: str, entry: PublishedEntry | None, team: Team | None, practitioner: StaffMember | None,
    form_version: FormVersion, based_on: UUID | None, answers: dict[str, Any], recorded_at: str, by: User, settles: tuple[UUID, ...] = (),
) -> Received:  # fmt: skip
    """Store one version of a record. `client_id` is the version's, `recorded_at` ISO as the device says it.

    Sent again it is stored once; the same id with other words, or from another person, is refused as if there were none. An edit of
    anything but the newest version is kept beside it. Incomplete words are stored. Raises Unstorable and NotAllowed.
    """
    if kind not in RECORDS:
        raise Unstorable(kind="Say which kind of record this is")
    if kind in GRADED and practitioner is None:
        raise Unstorable(practitioner="Choose whose work it is")
    definition = form_version.as_definition
    answers = as_kept(definition, answers)
    about = _about(kind, entry, team, practitioner)
    sent = _Sent(client_id, record_id, about, form_version, based_on, answers, recorded_at, by, settles)
    if (known := sent.stored_before()) is not None:
        return Received(known, State.ALREADY, missing(definition, answers))
    if not may_write(by, about) or not _fits(form_version, kind, by):
        raise NotAllowed("Not found")
    if faults := wrong(definition, answers):
        raise Unstorable(**faults)
    version, state = _store(sent)
    return Received(version, state, missing(definition, answers))


@dataclass(frozen=True)
class _Sent:
    client_id: UUID
    record_id: UUID
    about: About
    form_version: FormVersion
    based_on: UUID | None
    answers: dict[str, Any]
    recorded_at: str
    by: User
    settles: tuple[UUID, ...]

    def stored_before(self) -> RecordVersion | None:
        """The version that this sending made the first time. Raises NotAllowed where the id is somebody else's, or other words'."""
        known = RecordVersion.objects.select_related("record__week", "form_version").filter(pk=self.client_id).first()
        if known is not None and not self.is_the_same_as(known):
            raise NotAllowed("Not found")
        return known

    def is_the_same_as(self, known: RecordVersion) -> bool:
        base = str(known.based_on_id or known.circumstances.get("based_on", ""))
        return (
            known.author_id == self.by.pk
            and known.record_id == self.record_id
            and self.is_about(known.record)
            and known.form_version_id == self.form_version.pk
            and base == str(self.based_on or "")
            and known.answers == self.answers
        )

    def is_about(self, held: Record) -> bool:
        """The team goes with these, as it was when the record began."""
        entry, practitioner = self.about.entry, self.about.practitioner
        told = self.about.kind, entry and entry.pk, practitioner and practitioner.pk
        return (held.kind, held.entry_id, held.practitioner_id) == told


def _about(kind: str, entry: PublishedEntry | None, team: Team | None, practitioner: StaffMember | None) -> About:
    """The programme knows which team it is; without an entry, the practitioner's own. Only judged work is somebody's."""
    practitioner = practitioner if kind in GRADED else None
    if entry is not None:
        team = entry.team
    elif practitioner is not None:
        team = practitioner.team
    return About(kind, entry, team, practitioner)


def _fits(version: FormVersion, kind: str, by: User) -> bool:
    return version.is_published and version.form.kind == kind and version.directorate_id == by.directorate_id


def _store(sent: _Sent) -> tuple[RecordVersion, State]:
    """One sending of a record at a time, so that each knows the versions before it."""
    about, now = sent.about, timezone.now()
    week = about.entry.week if about.entry is not None else week_being_seen(sent.by.directorate_id)
    if week is None:
        raise NotAllowed("Not found")
    record, is_new = Record.objects.get_or_create(
        pk=sent.record_id,
        defaults={
            "week": week, "kind": about.kind, "entry": about.entry, "team": about.team, "practitioner": about.practitioner,
            "author": sent.by, "received_at": now,
        },
    )  # fmt: skip
    record = Record.objects.select_for_update(of=("self",)).select_related("week", "team", "entry").get(pk=record.pk)
    if not is_new and not _may_edit(sent, record):
        raise NotAllowed("Not found")
    if (known := sent.stored_before()) is not None:
        return known, State.ALREADY
    version = _add_version(sent, record, now)
    beside = len(heads_of(record)) > 1
    audit("record.received", by=sent.by, on=record, name=str(record), kind=record.kind, version=str(version.pk), beside=beside)
    tell_whom_it_concerns(version)
    return version, State.BESIDE if beside else State.STORED


def _may_edit(sent: _Sent, record: Record) -> bool:
    """One's own, or the record of the visit that two made together."""
    return sent.is_about(record) and (record.author_id == sent.by.pk or record.kind not in ONES_OWN)


def _add_version(sent: _Sent, record: Record, now: dt.datetime) -> RecordVersion:
    base = record.versions.filter(pk=sent.based_on).first() if sent.based_on else None
    recorded_at, believed = when_recorded(sent.recorded_at, now)
    version, is_new = RecordVersion.objects.get_or_create(
        pk=sent.client_id,
        defaults={
            "record": record, "form_version": sent.form_version, "based_on": base, "answers": sent.answers, "author": sent.by,
            "recorded_at": recorded_at, "received_at": now,
            "circumstances": _circumstances(sent, record.week, base, now, believed),
        },
    )  # fmt: skip
    if not is_new:
        raise NotAllowed("Not found")
    version.settles.set(record.versions.filter(pk__in=sent.settles).exclude(pk=version.pk))
    praise_from(version)
    promises_from(version)
    return version


def _circumstances(sent: _Sent, week: PracticeWeek, base: RecordVersion | None, now: dt.datetime, believed: bool) -> dict[str, Any]:
    """What was unusual when it came: a clock that is wrong, an unknown base, a visit called off, a finished week, an older form."""
    entry = sent.about.entry
    newest = sent.form_version.form.versions.published().order_by("-number").values_list("number", flat=True).first()
    found: dict[str, Any] = {
        "device_said": "" if believed else sent.recorded_at,
        "based_on": str(sent.based_on) if sent.based_on and base is None else "",
        "cancelled": bool(entry and entry.is_cancelled),
        "finished": week.state == PracticeWeek.State.FINISHED,
        "newest_form": newest if newest is not None and newest > sent.form_version.number else 0,
    }
    return {name: value for name, value in found.items() if value}
