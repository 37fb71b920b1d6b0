"""What visitors wrote in the last week: most of the visits, most of them answered by the host team, with praise and promises."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.forms.kinds import Kind
from alongside.web.forms.models import FormVersion
from alongside.web.forms.queries import form_of_kind, version_for
from alongside.web.organisation.models import StaffMember
from alongside.web.organisation.queries.people import managers_of
from alongside.web.organisation.sample import new_id
from alongside.web.records.actions.praise import TO_TEAM, praise_from
from alongside.web.records.actions.promises import promises_from
from alongside.web.records.models import HostAnswer, Praise, Promise, Record, RecordVersion, Reply, SecondGrade
from alongside.web.today.sample import sentences as said
from alongside.web.today.sample.answers import answered
from alongside.web.weeks.models import PracticeWeek, PublishedEntry

WRITTEN_UP, CONFIRMED, CORRECTED = 0.85, 0.6, 0.75  # shares; what is above the last is not answered yet
VISIT_WORDS = {
    "proud": said.PROUD,
    "in_the_way": said.IN_THE_WAY,
    "disconfirming": said.DISCONFIRMING,
    "surprised": said.SURPRISED,
    "theme_of_week": said.PROUD,
}
AUDITS = 8


def create_visit_records(week: PracticeWeek, users: dict[str, User], rng: Random) -> None:
    """Left to be done by whoever tries it: the visitor's own record, and the team manager's answer to a note."""
    version = _version(week, Kind.TEAM_VISIT)
    entries = list(week.entries.standing().filter(kind="visit").select_related("visitor", "team").order_by("slot", "pk"))
    managers = managers_of({entry.team for entry in entries if entry.team})
    visitor, host = users["visitor"].staff_member, users["team_manager"].staff_member
    for entry in entries:
        hosts = managers.get(entry.team_id, []) if entry.team_id else []
        if entry.visitor != visitor and (rng.random() < WRITTEN_UP or host in hosts):
            made = _visit_record(week, entry, version, rng)
            _host_answer(made, [each for each in hosts if each != host], rng)


def _visit_record(week: PracticeWeek, entry: PublishedEntry, version: FormVersion, rng: Random) -> RecordVersion:
    assert entry.visitor
    assert entry.team
    slot = week.slot(entry.slot)
    at = timezone.make_aware(dt.datetime.combine(slot.date, slot.ends)) + dt.timedelta(minutes=rng.randint(5, 90))
    given = {
        "evidence": [{"kind": kind, "words": words} for kind, words in rng.sample(said.EVIDENCE, rng.randint(0, 2))],
        "praise": _praise(entry, rng),
        "promises": [{"words": rng.choice(said.PROMISES), "by": (slot.date + dt.timedelta(weeks=6)).isoformat()}] * (rng.random() < 0.4),
    }
    author = account_of(entry.visitor)
    record = Record.objects.create(
        pk=new_id(rng), week=week, kind=Kind.TEAM_VISIT, entry=entry, team=entry.team, author=author, received_at=at
    )
    answers = answered(version.as_definition, VISIT_WORDS, rng, given)
    made = _first_version(record, version, answers, at, rng)
    praise_from(made)
    promises_from(made)
    Praise.objects.filter(version=made).update(given_at=at, delivered_at=at + dt.timedelta(minutes=20))
    if rng.random() < 0.5:
        settled = {"state": "done", "settled_on": slot.date + dt.timedelta(weeks=5), "told_team": said.TOLD_TEAM}
        Promise.objects.filter(version=made).update(**settled)
    return made


def _praise(entry: PublishedEntry, rng: Random) -> list[dict[str, str]]:
    if rng.random() > 0.55 or entry.team is None:
        return []
    people = list(entry.team.staff.filter(retired_on=None).order_by("code"))
    to = str(rng.choice(people).pk) if people and rng.random() < 0.6 else TO_TEAM
    return [{"to": to, "words": rng.choice(said.PRAISE)}]


def _host_answer(version: RecordVersion, managers: list[StaffMember], rng: Random) -> None:
    drawn = rng.random()
    if not managers or drawn > CORRECTED:
        return
    confirmed = drawn < CONFIRMED
    HostAnswer.objects.create(
        version=version,
        outcome="confirmed" if confirmed else "corrected",
        words="" if confirmed else rng.choice(said.CORRECTIONS),
        by=account_of(managers[0]),
        at=version.received_at + dt.timedelta(hours=rng.randint(2, 30)),
    )


def create_audits(week: PracticeWeek, users: dict[str, User], rng: Random) -> None:
    """A few case audits by visitors, two of them graded a second time, and some replies."""
    version = _version(week, Kind.CASE_AUDIT)
    worked_with = users["practitioner"].staff_member
    others = StaffMember.objects.filter(directorate=week.directorate, seniority="practitioner", team__isnull=False).order_by("code")
    people = [worked_with, *others.exclude(pk=getattr(worked_with, "pk", None))[: AUDITS - 1]]
    auditors = [visitor.staff_member for visitor in week.visitors.select_related("staff_member")]
    for n, person in enumerate(each for each in people if each is not None):
        auditor = next(each for each in auditors[n:] if each.service_id != person.service_id and each.pk != person.pk)
        made = _audit(week, version, auditor, person, rng)
        if n % 3 == 0:
            Reply.objects.create(
                version=made, question="plan", words="Two of the dates passed while the court decided.", by=account_of(person)
            )
        if n in (1, 2):
            _second_grade(made, users["director"], rng)


def _audit(week: PracticeWeek, version: FormVersion, auditor: StaffMember, person: StaffMember, rng: Random) -> RecordVersion:
    at = timezone.make_aware(dt.datetime.combine(week.starts_on + dt.timedelta(days=rng.randint(1, 4)), dt.time(15, rng.randint(0, 59))))
    record = Record.objects.create(
        pk=new_id(rng), week=week, kind=Kind.CASE_AUDIT, team=person.team, practitioner=person, author=account_of(auditor), received_at=at
    )
    given = {**_grades(version, rng), "urgent": "no", "done_together": "in_person"}
    pools = {"disconfirming": said.DISCONFIRMING, "in_the_way": said.IN_THE_WAY, "proud": said.STAFF_PROUD}
    return _first_version(record, version, answered(version.as_definition, pools, rng, given), at, rng)


def _second_grade(version: RecordVersion, grader: User, rng: Random) -> None:
    first = {key: answer for key, answer in version.answers.items() if isinstance(answer, dict)}
    grades = {key: {**answer, "rationale": rng.choice(said.AUDIT_WHY)} for key, answer in first.items()}
    changed = rng.choice(sorted(grades))
    grades[changed]["grade"] = "develop" if grades[changed]["grade"] != "develop" else "sound"
    at = version.received_at + dt.timedelta(days=2)
    SecondGrade.objects.create(record=version.record, grader=grader, grades=grades, asked_at=version.received_at, given_at=at)


def _grades(version: FormVersion, rng: Random) -> dict[str, Any]:
    asked = [question for question in version.as_definition.questions if question.type == "grade"]
    weights = [2, 4, 3, 1, 0]
    return {
        q.key: {"grade": rng.choices([o.key for o in q.options], weights[: len(q.options)])[0], "rationale": rng.choice(said.AUDIT_WHY)}
        for q in asked
    }


def _first_version(record: Record, version: FormVersion, answers: dict[str, Any], at: dt.datetime, rng: Random) -> RecordVersion:
    return RecordVersion.objects.create(
        pk=new_id(rng), record=record, form_version=version, answers=answers, author=record.author, recorded_at=at, received_at=at
    )


def _version(week: PracticeWeek, kind: str) -> FormVersion:
    form = form_of_kind(week.directorate, kind)
    version = version_for(form, week) if form else None
    assert version is not None, "The shipped forms are installed first."
    return version


def account_of(person: StaffMember) -> User:
    """Their account; without a role where they had none, so that nobody new can be chosen at the door."""
    there = User.objects.filter(staff_member=person).first()
    return there or User.objects.create_user(person.email, name=person.name, directorate=person.directorate, staff_member=person)
