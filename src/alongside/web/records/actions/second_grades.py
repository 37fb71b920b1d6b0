"""A random share of graded records is graded again by somebody who has not seen the first grades."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.access.roles import ROLES
from alongside.web.audit.actions import record
from alongside.web.forms.kinds import GRADED
from alongside.web.notices.actions import one_a_day_key, queue_notice
from alongside.web.platform.ticks import every
from alongside.web.records.grading import falls_in_the_share, graded
from alongside.web.records.models import Record, RecordVersion, SecondGrade
from alongside.web.weeks.refusals import Refused

ASKED = "second_grade.asked"
LONGEST = 10_000
WRITERS = [role.code for role in ROLES if Permission.RECORDS_WRITE in role.permissions]
MODERATORS = [role.code for role in ROLES if Permission.RECORDS_MODERATE in role.permissions]


@every(name="second_grades.ask", minutes=10)
def ask_for_second_grades() -> int:
    """Ask for each graded record of the random share that nobody was asked about. Safe to do twice."""
    graded_records = Record.objects.filter(kind__in=GRADED, second_grades=None).select_related("week", "author", "practitioner", "team")
    return sum(_ask(entry) is not None for entry in graded_records if falls_in_the_share(entry.pk))


@transaction.atomic
def ask_for_second_grade(*, entry: Record, by: User) -> SecondGrade | None:
    """The moderator asks for one outside the random share. None when nobody independent is there to give it."""
    require(by, Permission.RECORDS_MODERATE, entry)
    if entry.kind not in GRADED:
        raise Refused("There are no grades in this record")
    return SecondGrade.objects.filter(record=entry).first() or _ask(entry, by=by)


@transaction.atomic
def give_second_grade(*, second: SecondGrade, grades: dict[str, dict[str, str]], by: User) -> SecondGrade:
    """Every grade with its reason; given once."""
    held = SecondGrade.objects.select_for_update(of=("self",)).select_related("record__week").get(pk=second.pk)
    if held.grader_id != by.pk or not by.is_active:
        raise NotAllowed("Not found")
    if held.given_at is not None:
        if held.grades == grades:
            return held
        raise Refused("You have given your grades. Ask the practice lead if something is wrong with them")
    if missing := _missing(newest_version(held.record), grades):
        raise Refused(*missing)
    held.grades, held.given_at = grades, timezone.now()
    held.save(update_fields=["grades", "given_at"])
    record("second_grade.given", by=by, on=held, name=str(held), kind=held.record.kind)
    return held


def newest_version(entry: Record) -> RecordVersion:
    return entry.versions.select_related("form_version__form").order_by("-received_at", "-pk")[0]


def _ask(entry: Record, by: User | None = None) -> SecondGrade | None:
    grader = _independent(entry, by)
    if grader is None:
        return None
    with transaction.atomic():
        second, new = SecondGrade.objects.get_or_create(record=entry, defaults={"grader": grader})
        if new:
            record(ASKED, by=by, on=second, name=str(second), kind=entry.kind)
            _tell(second)
    return second


def _independent(entry: Record, by: User | None) -> User | None:
    """Who has fewest to give, among those who write records or moderate: never the author, whose work it is, their team or manager,
    nor whoever asks, who has the first grades before them."""
    people = User.objects.active().filter(
        directorate_id=entry.week.directorate_id, role_grants__ended_at=None, role_grants__role__in=[*WRITERS, *MODERATORS]
    )
    judged = entry.practitioner
    if judged is not None:
        near = Q(staff_member=judged) | Q(staff_member=judged.manager_id) if judged.manager_id else Q(staff_member=judged)
        people = people.exclude(near)
    if (team := entry.team_id or (judged.team_id if judged else None)) is not None:
        people = people.exclude(staff_member__team_id=team).exclude(staff_member__posts__team_id=team)
    in_week = Q(records__week=entry.week, records__kind__in=GRADED) | Q(role_grants__role__in=MODERATORS, role_grants__ended_at=None)
    able = people.filter(in_week).exclude(pk__in=[entry.author_id, *([by.pk] if by else [])])
    fewest: User | None = able.annotate(waiting=Count("secondgrades_to_give", distinct=True)).order_by("waiting", "pk").first()
    return fewest


def _missing(version: RecordVersion, grades: dict[str, Any]) -> list[str]:
    wrong = []
    for question in graded(version):
        given = grades.get(question.key) or {}
        title = question.words.said()
        if given.get("grade") not in {option.key for option in question.options}:
            wrong.append(f"Choose a grade for “{title}”")
        elif not 0 < len(given.get("rationale", "").strip()) <= LONGEST:
            wrong.append(f"Say why you gave this grade for “{title}”")
    if unknown := set(grades) - {question.key for question in graded(version)}:
        wrong.append(f"This record has no grade called {sorted(unknown)[0][:60]}")
    return wrong


def _tell(second: SecondGrade) -> None:
    person = second.grader
    link = settings.BASE_URL.rstrip("/") + reverse("records:second_grades")
    body = f"Dear {person.name},\n\nYou were chosen at random to grade some practice again, without seeing the first grades.\n\n{link}"
    queue_notice(
        key=one_a_day_key(ASKED, person, timezone.localdate()), kind=ASKED, to=person.email, to_name=person.name,
        subject="A second grade is wanted from you", body=body, directorate=second.record.directorate_id,
    )  # fmt: skip
