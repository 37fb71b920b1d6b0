"""The first page of the room: who is on duty, what is to be read, which concerns are open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from alongside.web.safeguarding.duty import arrangements_of, duty_day, is_on_duty
from alongside.web.safeguarding.models import Arrangements, Concern, Reading, ReadingDuty
from alongside.web.safeguarding.queries.counts import open_concern_count, unread_count
from alongside.web.safeguarding.waiting import Clock, clock_of, when
from alongside.web.safeguarding.who import language_in_words, who_in_words


@dataclass(frozen=True)
class WordsRow:
    """One person's words in the queue, without a word of them."""

    reading: Reading
    who: str
    language: str
    said: str
    due: str
    late: bool
    moved_up: bool
    taken_back: bool


@dataclass(frozen=True)
class ConcernRow:
    concern: Concern
    clock: Clock
    raised: str


@dataclass(frozen=True)
class Home:
    """`words` and `concerns` are empty for who is not on duty; they see the counts."""

    on_duty: bool
    day: dt.date
    duties: list[ReadingDuty]
    arrangements: Arrangements
    words: list[WordsRow]
    concerns: list[ConcernRow]
    unread: int
    open_concerns: int

    @property
    def next_words(self) -> WordsRow | None:
        return self.words[0] if self.words else None

    @property
    def to_acknowledge(self) -> list[ConcernRow]:
        return [row for row in self.concerns if row.clock.running]

    @property
    def in_hand(self) -> list[ConcernRow]:
        return [row for row in self.concerns if not row.clock.running]


def home_of(user: Any) -> Home:
    """A constant number of queries, however much waits."""
    now, ours = timezone.now(), user.directorate
    arrangements = arrangements_of(ours.pk)
    day = duty_day(arrangements, now)
    duties = ReadingDuty.objects.filter(directorate=ours, date=day).select_related("reader", "deputy")
    on_duty = is_on_duty(user, now)
    words = [_words_row(reading, now) for reading in _queue(user)] if on_duty else []
    concerns = [_concern_row(concern, arrangements, now) for concern in _open_concerns(user)] if on_duty else []
    return Home(on_duty, day, list(duties), arrangements, words, concerns, unread_count(ours), open_concern_count(ours))


def next_to_read(user: Any, *, after: Reading | None = None) -> Reading | None:
    """What to read next: the first of the queue that is not the one in hand."""
    queue = Reading.objects.visible_to(user).to_be_read().in_order()
    return (queue.exclude(pk=after.pk) if after else queue).first()


def closed_concerns(user: Any) -> Any:
    return Concern.objects.visible_to(user).filter(closed_at__isnull=False).select_related("team", "closed_by").order_by("-closed_at")


def _queue(user: Any) -> Any:
    return Reading.objects.visible_to(user).to_be_read().in_order().select_related("team").defer("words_sealed")


def _open_concerns(user: Any) -> Any:
    found = Concern.objects.visible_to(user).open().select_related("team", "acknowledged_by").defer("verbatim_sealed")
    return sorted(found, key=_most_urgent)


def _most_urgent(concern: Concern) -> tuple[bool, dt.datetime, str]:
    return (concern.acknowledged_at is not None, concern.due_at, str(concern.pk))


def _words_row(reading: Reading, now: dt.datetime) -> WordsRow:
    """Anonymous words show the day alone."""
    said = f"{reading.said_on:%A} {reading.said_on.day} {reading.said_on:%B}"
    if reading.arrived_at is not None:
        said += f", here since {when(reading.arrived_at, now)}"
    return WordsRow(
        reading, who_in_words(reading.who), language_in_words(reading.language), said, when(reading.due_at, now),
        reading.due_at <= now, reading.flags > 0, reading.state == Reading.State.WITHDRAWN,
    )  # fmt: skip


def _concern_row(concern: Concern, arrangements: Arrangements, now: dt.datetime) -> ConcernRow:
    return ConcernRow(concern, clock_of(concern, arrangements, now), when(concern.raised_at, now))
