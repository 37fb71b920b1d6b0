"""As time passes: concerns that nobody took go further up, unread words are called for, and gaps in the rota are told in time.

Each is safe to do twice, by two workers at once: who was told is kept by key (notices), how far a concern went by a compared update.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alongside.engines.clock import is_open, is_working_day, working_day_after
from alongside.web.access.permissions import Permission
from alongside.web.audit.actions import record
from alongside.web.platform.ticks import every
from alongside.web.safeguarding.duty import arrangements_of, duty_day, holders, may_read
from alongside.web.safeguarding.models import Arrangements, Concern, ConcernStep, Reading, ReadingDuty
from alongside.web.safeguarding.telling import allowed, head, on_duty, tell, tell_that_nobody_may
from alongside.web.safeguarding.waiting import level_of

NEAR = dt.timedelta(hours=2)
"""Words that nobody has read this long before they are due are called for again."""


@every(name="safeguarding.escalate", minutes=1)
def escalate_concerns() -> int:
    """Tell the deputy once a concern is late, the head of safeguarding after the same time again; how many steps were taken."""
    now, steps = timezone.now(), 0
    for concern in Concern.objects.unacknowledged().filter(due_at__lte=now, escalations__lt=2).order_by("due_at"):
        reached = level_of(concern, arrangements_of(concern.directorate_id), now)
        for level in range(concern.escalations + 1, reached + 1):
            steps += _escalate(concern, level, now)
    return steps


@transaction.atomic
def _escalate(concern: Concern, level: int, now: dt.datetime) -> bool:
    still_there = Concern.objects.unacknowledged().filter(pk=concern.pk, escalations=level - 1)
    if not still_there.update(escalations=level, escalated_at=now):
        return False
    kind = ConcernStep.Kind.TOLD_DEPUTY if level == 1 else ConcernStep.Kind.TOLD_HEAD
    ConcernStep.objects.create(concern=concern, kind=kind, at=now)
    record("concern.escalated", by=None, on=concern, level=level)
    directorate = concern.directorate_id
    deputies, heads = allowed(on_duty(directorate, now, deputies=True), concern), allowed(head(directorate), concern)
    people = (deputies if level == 1 else heads) or heads or allowed(may_read(directorate), concern)
    if not people:
        tell_that_nobody_may(concern)
    what = "A concern waits and is late. Sign in."
    tell(people, key=f"late{level}:{concern.pk}", subject="A concern still waits", what=what, directorate_id=directorate)
    return True


@every(name="safeguarding.unread", minutes=5)
def call_for_readers() -> None:
    """While the office is open: in the morning, each hour while something flagged waits, near the time it is due, and when it is late."""
    now = timezone.now()
    waiting = Reading.objects.to_be_read().order_by()
    for directorate in waiting.values_list("directorate_id", flat=True).distinct():
        arrangements = arrangements_of(directorate)
        if is_open(arrangements.opening, now):
            _call(list(waiting.filter(directorate_id=directorate)), directorate, now)


def _call(readings: list[Reading], directorate_id: UUID, now: dt.datetime) -> None:
    readers = on_duty(directorate_id, now) or head(directorate_id) or may_read(directorate_id)
    if not readers:
        _call_for_somebody(directorate_id, now)
        return
    today = f"{timezone.localtime(now):%Y-%m-%d}"
    something = partial(tell, readers, what="There is something to read. Sign in.", directorate_id=directorate_id)
    something(key=f"read:{today}", subject="There is something to read")
    if any(reading.flags for reading in readings):
        something(key=f"read:{today}-{timezone.localtime(now):%H}", subject="There is something to read")
    if any(reading.due_at - NEAR <= now for reading in readings):
        something(key=f"near:{today}", subject="There is still something to read today")
    if any(reading.due_at <= now for reading in readings):
        others = [*on_duty(directorate_id, now, deputies=True), *head(directorate_id)]
        late = "Something waits to be read and is late"
        tell([*readers, *others], key=f"late:{today}", subject=late, what=f"{late}. Sign in.", directorate_id=directorate_id)


def _call_for_somebody(directorate_id: UUID, now: dt.datetime) -> None:
    tell(
        holders(directorate_id, Permission.ACCESS_MANAGE),
        key=f"nobody-reads:{timezone.localdate(now)}", subject="Nobody may read what families say", route="access:people",
        what="There is something to read and nobody may. Give somebody the role of safeguarding lead.", directorate_id=directorate_id,
    )  # fmt: skip


@every(name="safeguarding.rota", minutes=30)
def tell_of_rota_gaps() -> None:
    """On the working day before: nobody who may read is on the rota. Told to those who arrange it."""
    now = timezone.now()
    today = timezone.localdate(now)
    for arrangements in Arrangements.objects.exclude(front_door_phone=""):
        if not is_working_day(arrangements.opening, today) or not is_open(arrangements.opening, now):
            continue
        day = working_day_after(arrangements.opening, today)
        if has_reader(arrangements.directorate_id, day):
            continue
        arrange = holders(arrangements.directorate_id, Permission.SAFEGUARDING_ARRANGE)
        tell(
            arrange or holders(arrangements.directorate_id, Permission.ACCESS_MANAGE),
            key=f"rota:{day}", subject="Nobody reads on the next working day", route="safeguarding:rota",
            what=f"Nobody is on the rota for {day:%A} {day.day} {day:%B}. Sign in and put somebody there.",
            directorate_id=arrangements.directorate_id,
        )  # fmt: skip


def has_reader(directorate_id: UUID, day: dt.date) -> bool:
    """Somebody on the rota that day who still may read."""
    duties = ReadingDuty.objects.filter(Q(directorate_id=directorate_id), date=day).select_related("reader", "deputy")
    return any(person is not None and person.may(Permission.SAFEGUARDING_READ) for d in duties for person in (d.reader, d.deputy))


def duty_has_reader(directorate_id: UUID, now: dt.datetime) -> bool:
    return has_reader(directorate_id, duty_day(arrangements_of(directorate_id), now))
