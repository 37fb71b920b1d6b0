"""Good work is said the same day: to whoever did it, and to their manager."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alongside.engines.forms.definition import Definition, QuestionType
from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.notices.actions import queue_notice
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.organisation.queries.people import managers_of
from alongside.web.platform.ticks import every
from alongside.web.records.models import Praise, Record, RecordVersion
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused

KIND = "praise.given"
SETTLE = timedelta(minutes=15)
"""An edit made just after sending still changes what is delivered."""
TO_TEAM = "team"
IS_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class GoodWork:
    """Whose good work, in whose words. `person` None means the whole team."""

    team: Team
    person: StaffMember | None
    words: str
    themes: list[str] = field(default_factory=list)


@transaction.atomic
def give_praise(*, client_id: UUID, week: PracticeWeek, what: GoodWork, by: User) -> Praise:
    """Named praise, outside any record. The same form sent twice gives it once."""
    require(by, Permission.RECORDS_WRITE, week)
    if made := Praise.objects.filter(pk=client_id).first():
        if made.given_by_id != by.pk:
            raise NotAllowed("Not found")
        return made
    _check(week, what, by)
    praise = Praise.objects.create(
        pk=client_id, week=week, team=what.team, person=what.person, words=what.words, themes=what.themes, given_by=by
    )
    record(KIND, by=by, on=praise, name=str(praise), team=what.team.code)
    return praise


@transaction.atomic
def take_praise_back(*, praise: Praise, by: User) -> None:
    """Only one's own, and only until it is delivered."""
    held = Praise.objects.select_for_update().filter(pk=praise.pk).first()
    if held is None:
        return
    if held.given_by_id != by.pk:
        raise NotAllowed("Not found")
    if held.delivered_at:
        raise Refused("It has been delivered, so it cannot be taken back. Speak to the team's manager")
    record("praise.taken_back", by=by, on=held, name=str(held), team=held.team.code)
    held.delete()


def praise_from(version: RecordVersion) -> list[Praise]:
    """The praise in a record, once for each person and words in all its versions. Called inside the transaction that stores it.

    What an edit changed or left out is taken back while it is not yet delivered.
    """
    entry = version.record
    if entry.team is None:
        return []
    definition = version.form_version.as_definition
    wanted = dict.fromkeys(_said(definition, version))
    themes = _themes(definition, version)
    there = Praise.objects.filter(version__record=entry)
    there.filter(delivered_at=None, version__in=_line(version)).exclude(pk__in=[p.pk for p in there if _as_said(p) in wanted]).delete()
    known = {_as_said(praise) for praise in there.all()}
    people = _people(entry, [to for to, _ in wanted])
    given = [
        Praise.objects.create(
            week=entry.week, version=version, team=entry.team, person=people.get(to), words=words, themes=themes, given_by=version.author
        )
        for to, words in wanted
        if (to, words) not in known and (to == TO_TEAM or to in people)
    ]
    for praise in given:
        record(KIND, by=version.author, on=praise, name=str(praise), team=entry.team.code)
    return given


@every(name="praise.deliver", minutes=5)
def deliver_praise() -> int:
    """Tell whoever did the good work, and their manager. Returns how much was delivered; safe to do twice."""
    ready = Praise.objects.filter(delivered_at=None, given_at__lte=timezone.now() - SETTLE)
    return sum(_deliver(pk, timezone.now()) for pk in ready.values_list("pk", flat=True))


@transaction.atomic
def _deliver(pk: UUID, now: datetime) -> bool:
    praise = (
        Praise.objects.select_for_update(of=("self",)).select_related("team", "person", "week").filter(pk=pk, delivered_at=None).first()
    )
    if praise is None:
        return False
    praise.delivered_at = now
    praise.save(update_fields=["delivered_at"])
    for person in readers_of(praise):
        _tell(praise, person)
    record("praise.delivered", by=None, on=praise, name=str(praise), team=praise.team.code)
    return True


def readers_of(praise: Praise) -> list[StaffMember]:
    """The person and their manager; for a whole team, everybody in it and who manages it. Each once, whoever gave it left out."""
    managers = managers_of([praise.team]).get(praise.team_id, [])
    if praise.person is None:
        found: Iterable[StaffMember] = [*praise.team.staff.filter(retired_on=None), *managers]
    else:
        found = [praise.person, *([praise.person.manager] if praise.person.manager else managers)]
    return [person for person in dict.fromkeys(found) if person.pk != praise.given_by.staff_member_id]


def _tell(praise: Praise, person: StaffMember) -> None:
    whom = "you" if person.pk == praise.person_id else str(praise.person or praise.team)
    link = settings.BASE_URL.rstrip("/") + reverse("records:praise")
    body = f"Dear {person.name},\n\n{praise.given_by} saw good work by {whom} during {praise.week} and said so.\n\nRead it here:\n{link}"
    queue_notice(
        key=f"{KIND}:{praise.pk}:{person.pk}", kind=KIND, to=person.email, to_name=person.name,
        subject=f"Praise for {whom}", body=body, directorate=praise.directorate_id,
    )  # fmt: skip


def _check(week: PracticeWeek, what: GoodWork, by: User) -> None:
    if what.team.directorate_id != week.directorate_id:
        raise NotAllowed("Not found")
    if what.person is not None and (what.person.directorate_id != week.directorate_id or what.person.team_id != what.team.pk):
        raise Refused("Choose somebody who is in that team")
    if what.person is not None and what.person.pk == by.staff_member_id:
        raise Refused("Choose somebody else: praise is for other people's work")


def _said(definition: Definition, version: RecordVersion) -> list[tuple[str, str]]:
    asked = [question.key for question in definition.questions if question.type is QuestionType.PRAISE]
    return [(item["to"], item["words"].strip()) for key in asked for item in version.answers.get(key) or [] if item["words"].strip()]


def _themes(definition: Definition, version: RecordVersion) -> list[str]:
    asked = [question.key for question in definition.questions if question.type is QuestionType.THEMES]
    return [theme for key in asked for theme in version.answers.get(key) or []]


def _as_said(praise: Praise) -> tuple[str, str]:
    return (str(praise.person_id) if praise.person_id else TO_TEAM, praise.words)


def _line(version: RecordVersion) -> list[UUID]:
    """The versions that this one came from, and itself: an edit beside it keeps its own praise."""
    line, step = [version.pk], version.based_on
    while step is not None:
        line.append(step.pk)
        step = step.based_on
    return line


def _people(entry: Record, named: list[str]) -> dict[str, StaffMember]:
    """Staff of this directorate by id. A name that is nobody's here is left out: the words stay in the record."""
    ids = [UUID(to) for to in named if IS_ID.fullmatch(to)]
    people = StaffMember.objects.filter(pk__in=ids, directorate_id=entry.week.directorate_id)
    return {str(person.pk): person for person in people}
