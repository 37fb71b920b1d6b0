"""Making a practice week and changing what it is: dates, theme, rules, lines of enquiry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.design.words import plural
from alongside.web.organisation.models import Directorate
from alongside.web.weeks.actions.beginnings import begin_as
from alongside.web.weeks.models import LineOfEnquiry, PracticeWeek
from alongside.web.weeks.refusals import Refused, Stale
from alongside.web.weeks.slots import PARTS

LONGEST_DAYS = 14
S = PracticeWeek.State


@dataclass(frozen=True)
class WeekDetails:
    """What the week is called, when it is, and what it is about. `parts` are three pairs of clock times."""

    name: str
    theme: str
    starts_on: dt.date
    ends_on: dt.date
    parts: list[list[str]]
    replies_due_on: dt.date | None = None


@dataclass(frozen=True)
class WeekRules:
    """Minutes and counts that a plan keeps, and what one thing is worth against another."""

    morning_to_afternoon_minutes: int
    afternoon_to_evening_minutes: int
    max_visits_a_day: int
    max_minutes_from_base: int
    visits_by_two: int
    preference_weight: int
    fairness_weight: int
    compactness_weight: int


@transaction.atomic
def create_week(*, client_id: UUID, details: WeekDetails, like: PracticeWeek | None, by: User) -> PracticeWeek:
    """A new week, empty or with the rules, visitors and lines of enquiry of an earlier one. Sending the form twice makes one."""
    require(by, Permission.WEEKS_SET_UP)
    if like is not None:
        require(by, Permission.WEEKS_SET_UP, like)
    _check_dates(details)
    Directorate.objects.select_for_update().get(pk=by.directorate_id)  # the same form twice at once makes one week
    if made := PracticeWeek.objects.filter(pk=client_id).first():
        require(by, Permission.WEEKS_SET_UP, made)
        return made
    _check_name(details.name, by.directorate_id)
    week = PracticeWeek(pk=client_id, directorate_id=by.directorate_id, based_on=like, **asdict(details))
    if like is not None:
        for name in WeekRules.__dataclass_fields__:
            setattr(week, name, getattr(like, name))
    week.save(force_insert=True)
    if like is not None:
        begin_as(week, like)
    record("week.created", by=by, on=week, starts_on=str(week.starts_on), like=str(like.pk) if like else "")
    return week


@transaction.atomic
def change_details(*, week: PracticeWeek, version: int, details: WeekDetails, by: User) -> PracticeWeek:
    require(by, Permission.WEEKS_SET_UP, week)
    _check_dates(details)
    week = _locked(week, version)
    when, wanted = (week.starts_on, week.ends_on, week.parts), (details.starts_on, details.ends_on, details.parts)
    if week.state in (S.PUBLISHED, S.FINISHED) and when != wanted:
        raise Refused("The week is published, so its dates and times stand: people have them in their calendars")
    _refuse_cutting_off(week, details)
    if details.name != week.name:
        _check_name(details.name, week.directorate_id)
    return _change(week, asdict(details), "week.details_changed", by)


@transaction.atomic
def change_rules(*, week: PracticeWeek, version: int, rules: WeekRules, by: User) -> PracticeWeek:
    require(by, Permission.WEEKS_SET_UP, week)
    return _change(_locked(week, version), asdict(rules), "week.rules_changed", by)


@transaction.atomic
def set_lines_of_enquiry(*, week: PracticeWeek, version: int, lines: Sequence[tuple[str, str]], by: User) -> PracticeWeek:
    """`lines` are pairs of title and what to look for, in order. A line keeps its identity when it is reworded."""
    require(by, Permission.WEEKS_SET_UP, week)
    week = _locked(week, version)
    standing = list(week.lines_of_enquiry.all())
    if [(line.title, line.look_for) for line in standing] == list(lines):
        return week
    for n, (title, look_for) in enumerate(lines):
        line = standing[n] if n < len(standing) else LineOfEnquiry(week=week)
        line.order, line.title, line.look_for = n, title, look_for
        line.save()
    for line in standing[len(lines) :]:
        line.delete()
    _next_version(week)
    record("week.lines_of_enquiry_set", by=by, on=week, count=len(lines))
    return week


def _check_name(name: str, directorate_id: UUID) -> None:
    if PracticeWeek.objects.filter(directorate_id=directorate_id, name=name).exists():
        raise Refused(f"There is already a week called {name}. Choose another name")


def _check_dates(details: WeekDetails) -> None:
    if details.ends_on < details.starts_on:
        raise Refused("The week must end on or after the day it starts")
    if (details.ends_on - details.starts_on).days >= LONGEST_DAYS:
        raise Refused("A week has at most 14 days. Choose an earlier last day")


def _refuse_cutting_off(week: PracticeWeek, details: WeekDetails) -> None:
    """A shorter week must not leave what is offered or planned without a day. When people are free may fall away."""
    after = ((details.ends_on - details.starts_on).days + 1) * PARTS
    if after >= len(week.slots):
        return
    if n := week.offers.standing().filter(slot__gte=after).count():
        raise Refused(f"{plural(n, 'offer')} would no longer have a day. Have them taken back or moved first, or keep the last day")
    cut_off = Q(visits__offer__slot__gte=after) | Q(shadowings__slot__gte=after) | Q(conversations__slot__gte=after)
    if plan := week.plans.filter(cut_off).first():
        raise Refused(f"{plan} has visits on days that would no longer be in the week. Keep the last day, or set up a new week")


def _locked(week: PracticeWeek, version: int) -> PracticeWeek:
    found = PracticeWeek.objects.select_for_update().get(pk=week.pk)
    if found.version != version:
        raise Stale("this week", found.version)
    return found


def _change(week: PracticeWeek, values: dict[str, object], event: str, by: User) -> PracticeWeek:
    """Save what differs, and say which fields did. No difference, no event."""
    changed = [name for name, value in values.items() if getattr(week, name) != value]
    if not changed:
        return week
    for name in changed:
        setattr(week, name, values[name])
    week.version += 1
    week.save(update_fields=[*changed, "version"])
    record(event, by=by, on=week, fields=changed)
    return week


def _next_version(week: PracticeWeek) -> None:
    week.version += 1
    week.save(update_fields=["version"])
