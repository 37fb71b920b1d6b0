"""Records in lists: what each is, who wrote it, and how it stands with the people it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from alongside.engines.forms.definition import Definition
from alongside.web.access.models import User
from alongside.web.forms.kinds import GRADED, Kind
from alongside.web.records.heads import heads_among
from alongside.web.records.models import ANSWER_WITHIN, HostAnswer, Record, RecordVersion
from alongside.web.records.said import still_missing
from alongside.web.weeks.models import PublishedEntry
from alongside.web.weeks.queries.hosting import teams_of

PREFETCHED = ("versions__settles", "versions__host_answers__by", "versions__replies", "versions__form_version", "versions__author")
RELATED = ("week", "team", "practitioner", "author", "entry")


class Standing(StrEnum):
    """How a record stands. A reader sees `WORDS`; a filter sends the value."""

    TWO = "two"
    TO_CONFIRM = "to-confirm"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    UNANSWERED = "unanswered"
    REPLIED = "replied"
    SENT = "sent"


WORDS = {
    Standing.TWO: "Two versions",
    Standing.TO_CONFIRM: "Waiting for the team",
    Standing.CONFIRMED: "Confirmed by the team",
    Standing.CORRECTED: "Corrected by the team",
    Standing.UNANSWERED: "Not answered by the team",
    Standing.REPLIED: "Replied to",
    Standing.SENT: "Sent",
}
COLOURS = {
    Standing.TWO: "orange",
    Standing.TO_CONFIRM: "blue",
    Standing.CONFIRMED: "green",
    Standing.CORRECTED: "yellow",
    Standing.UNANSWERED: "grey",
    Standing.REPLIED: "purple",
    Standing.SENT: "grey",
}


@dataclass(frozen=True)
class Row:
    """`newest` speaks for the record; `host_words` is what the host team corrected last."""

    record: Record
    newest: RecordVersion
    standing: Standing
    is_incomplete: bool
    host_words: str = ""
    replies: int = 0

    @property
    def in_words(self) -> str:
        return WORDS[self.standing]

    @property
    def colour(self) -> str:
        return COLOURS[self.standing]

    @property
    def counts(self) -> bool:
        """As `RecordVersion.objects.counts()` has it."""
        waiting = self.record.kind == Kind.TEAM_VISIT and not self.newest.host_answers.all()
        return not waiting or self.newest.received_at <= timezone.now() - ANSWER_WITHIN


def rows_of(records: QuerySet[Record]) -> list[Row]:
    """The same number of queries however many there are."""
    definitions: dict[UUID, Definition] = {}
    found = records.select_related(*RELATED).prefetch_related(*PREFETCHED)
    return [row for record in found if (row := _row(record, definitions)) is not None]


def to_confirm(user: User) -> QuerySet[Record]:
    """Notes of visits to teams that this person hosts for, written by others."""
    own = Record.objects.visible_to(user).filter(kind=Kind.TEAM_VISIT).exclude(author=user)
    return own.filter(team__in=teams_of(user))


def about_work_of(user: User) -> QuerySet[Record]:
    if user.staff_member_id is None:
        return Record.objects.none()
    return Record.objects.visible_to(user).filter(practitioner=user.staff_member_id, kind__in=GRADED)


def written_by(user: User) -> QuerySet[Record]:
    """Begun by this person, or with a version of theirs in it."""
    return Record.objects.visible_to(user).filter(versions__author=user).distinct()


def by_others(user: User, entries: Iterable[PublishedEntry]) -> dict[tuple[UUID | None, int], list[Record]]:
    """Notes that others wrote of the same visits, as far as this person may read them, by team and slot. One query."""
    found: dict[tuple[UUID | None, int], list[Record]] = defaultdict(list)
    visits = {(entry.week_id, entry.team_id, entry.slot) for entry in entries if entry.kind == PublishedEntry.Kind.VISIT}
    teams = {team for _, team, _ in visits}
    notes = Record.objects.visible_to(user).filter(kind=Kind.TEAM_VISIT, entry__team__in=teams).exclude(author=user)
    for record in notes.select_related("author", "entry") if teams else ():
        if record.entry is not None and (record.week_id, record.entry.team_id, record.entry.slot) in visits:
            found[record.entry.team_id, record.entry.slot].append(record)
    return found


def _row(record: Record, definitions: dict[UUID, Definition]) -> Row | None:
    versions = list(record.versions.all())
    heads = sorted(heads_among(versions), key=lambda version: (version.received_at, version.pk))
    if not heads:
        return None
    newest = heads[-1]
    form = newest.form_version
    if form.pk not in definitions:
        definitions[form.pk] = form.as_definition
    answers, replies = list(newest.host_answers.all()), sum(len(version.replies.all()) for version in versions)
    corrected = [answer.words for answer in answers if answer.outcome == HostAnswer.Outcome.CORRECTED]
    return Row(
        record=record, newest=newest, standing=_standing(record, heads, answers, replies),
        is_incomplete=bool(still_missing(newest, definitions[form.pk])), host_words=corrected[-1] if corrected else "", replies=replies,
    )  # fmt: skip


def _standing(record: Record, heads: list[RecordVersion], answers: Iterable[HostAnswer], replies: int) -> Standing:
    if len(heads) > 1:
        return Standing.TWO
    if record.kind == Kind.TEAM_VISIT:
        outcomes = {answer.outcome for answer in answers}
        if HostAnswer.Outcome.CORRECTED in outcomes:
            return Standing.CORRECTED
        if outcomes:
            return Standing.CONFIRMED
        late = heads[-1].received_at <= timezone.now() - ANSWER_WITHIN
        return Standing.UNANSWERED if late else Standing.TO_CONFIRM
    return Standing.REPLIED if replies else Standing.SENT
