"""Who reads on which day: written by those who arrange it, and taken over by a reader who steps in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.duty import arrangements_of, duty_day
from alongside.web.safeguarding.models import ReadingDuty

MUST_READ = "{person} may not read what families say. Give them the role of safeguarding lead first."
TWO_PEOPLE = "The deputy is another person than the reader."


@transaction.atomic
def set_rota(*, directorate: Directorate, days: Mapping[dt.date, tuple[User | None, User | None]], by: User) -> int:
    """Reader and deputy of each day, None for nobody; how many days changed. Who took over a day keeps it."""
    require(by, Permission.SAFEGUARDING_ARRANGE, directorate)
    changed = [day for day, (reader, deputy) in days.items() if _set_day(directorate, day, reader, deputy)]
    if changed:
        record("reading_rota.changed", by=by, on=arrangements_of(directorate.pk), days=[day.isoformat() for day in changed])
    return len(changed)


@transaction.atomic
def copy_last_week(*, directorate: Directorate, monday: dt.date, by: User) -> int:
    """The week beginning `monday` as the week before it; days that have somebody stay as they are."""
    require(by, Permission.SAFEGUARDING_ARRANGE, directorate)
    week = [monday + dt.timedelta(days=n) for n in range(7)]
    taken = set(ReadingDuty.objects.filter(directorate=directorate, date__in=week, took_over=False).values_list("date", flat=True))
    last = ReadingDuty.objects.filter(directorate=directorate, date__in=[day - dt.timedelta(days=7) for day in week], took_over=False)
    days = {
        duty.date + dt.timedelta(days=7): (_if_may(duty.reader), _if_may(duty.deputy))
        for duty in last.select_related("reader", "deputy")
        if duty.date + dt.timedelta(days=7) not in taken and duty.reader.may(Permission.SAFEGUARDING_READ)
    }
    return set_rota(directorate=directorate, days=days, by=by)


@transaction.atomic
def take_over(*, by: User) -> ReadingDuty:
    """Somebody who may read steps in for the day whose turn it is. Written to the trail; twice is once."""
    require(by, Permission.SAFEGUARDING_READ, by.directorate)
    day = duty_day(arrangements_of(by.directorate_id), timezone.now())
    duty, new = ReadingDuty.objects.get_or_create(directorate=by.directorate, date=day, reader=by, defaults={"took_over": True})
    if new:
        record("reading_rota.taken_over", by=by, on=duty, name="Reading rota", day=day.isoformat())
    return duty


def _set_day(directorate: Directorate, day: dt.date, reader: User | None, deputy: User | None) -> bool:
    _check(directorate, reader, deputy)
    held = list(ReadingDuty.objects.filter(directorate=directorate, date=day, took_over=False))
    now = [(duty.reader_id, duty.deputy_id) for duty in held]
    wanted = [(reader.pk, deputy.pk if deputy else None)] if reader else []
    if now == wanted:
        return False
    ReadingDuty.objects.filter(pk__in=[duty.pk for duty in held]).delete()
    if reader is not None:
        ReadingDuty.objects.filter(directorate=directorate, date=day, reader=reader).delete()  # they had taken it over: now it is theirs
        ReadingDuty.objects.create(directorate=directorate, date=day, reader=reader, deputy=deputy)
    return True


def _check(directorate: Directorate, reader: User | None, deputy: User | None) -> None:
    if deputy is not None and (reader is None or reader.pk == deputy.pk):
        raise ValidationError(TWO_PEOPLE)
    for person in (reader, deputy):
        if person is not None and (person.directorate_id != directorate.pk or not person.may(Permission.SAFEGUARDING_READ)):
            raise ValidationError(MUST_READ.format(person=person))


def _if_may(person: User | None) -> User | None:
    return person if person is not None and person.may(Permission.SAFEGUARDING_READ) else None
