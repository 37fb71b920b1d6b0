"""Praise, promises and grades as people read them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from alongside.engines.forms.definition import Question
from alongside.web.access.models import User
from alongside.web.forms.kinds import GRADED
from alongside.web.records.grading import grade_given, grade_in_words, graded
from alongside.web.records.models import Moderation, Praise, Promise, Record, RecordVersion, Reply, SecondGrade
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.queries.hosting import teams_of

WITH_NAMES = ("team", "person", "given_by", "week")


@dataclass(frozen=True)
class PraiseSeen:
    """For whom: `received` by this person or their teams, `given` by them, `others` for those who read all of it."""

    received: list[Praise]
    given: list[Praise]
    others: list[Praise]


def praise_seen_by(user: User) -> PraiseSeen:
    """What is not delivered yet is seen only by who gave it. Two queries."""
    seen = Praise.objects.visible_to(user).filter(Q(given_by=user) | Q(delivered_at__isnull=False)).select_related(*WITH_NAMES)
    teams = set(teams_of(user).values_list("pk", flat=True)) if user.staff_member_id else set()
    mine = user.staff_member
    groups: dict[str, list[Praise]] = {"received": [], "given": [], "others": []}
    for praise in seen:
        own_team = praise.team_id in teams or (mine is not None and mine.team_id == praise.team_id)
        for_me = mine is not None and (praise.person_id == mine.pk or (praise.person is not None and praise.person.manager_id == mine.pk))
        name = "given" if praise.given_by_id == user.pk else "received" if for_me or own_team else "others"
        groups[name].append(praise)
    return PraiseSeen(**groups)


@dataclass(frozen=True)
class PraiseCounts:
    """How much praise a week saw, and what for."""

    given: int
    delivered: int
    themes: list[tuple[str, int]] = field(default_factory=list)


def praise_counts(week: PracticeWeek) -> PraiseCounts:
    rows = list(Praise.objects.filter(week=week).values_list("delivered_at", "themes"))
    themes = Counter(theme for _, themes in rows for theme in themes)
    return PraiseCounts(len(rows), sum(at is not None for at, _ in rows), themes.most_common())


@dataclass(frozen=True)
class PromisesSeen:
    """`own` by this person, `to_us` made to teams they answer for, `others` for those who read all of them."""

    own: list[Promise]
    to_us: list[Promise]
    others: list[Promise]

    @property
    def is_empty(self) -> bool:
        return not (self.own or self.to_us or self.others)


def promises_seen_by(user: User) -> PromisesSeen:
    """Open ones first, the soonest due on top."""
    seen = Promise.objects.visible_to(user).select_related("team", "made_by", "week", "heard_back_by")
    teams = set(teams_of(user).values_list("pk", flat=True))
    ordered = sorted(seen, key=lambda promise: (promise.state != Promise.State.OPEN, promise.due_on))
    own = [promise for promise in ordered if promise.made_by_id == user.pk]
    rest = [promise for promise in ordered if promise.made_by_id != user.pk]
    in_team = user.staff_member.team_id if user.staff_member else None
    to_us = [promise for promise in rest if promise.team_id in teams or promise.team_id == in_team]
    return PromisesSeen(own, to_us, [promise for promise in rest if promise not in to_us])


def overdue(promises: QuerySet[Promise]) -> QuerySet[Promise]:
    return promises.filter(state=Promise.State.OPEN, due_on__lt=timezone.localdate())


def grades_wanted_from(user: User) -> QuerySet[SecondGrade]:
    """Theirs to give, and those they gave, the open ones first."""
    return SecondGrade.objects.filter(grader=user).select_related("record__team", "record__week").order_by("given_at", "asked_at")


@dataclass(frozen=True)
class GradeRow:
    """One graded question from every side. Empty where somebody has not said."""

    question: Question
    auditor: str
    auditor_why: str
    second: str
    second_why: str
    replies: list[Reply]
    decided: Moderation | None
    decided_grade: str

    @property
    def agree(self) -> bool | None:
        """None while there is only one side."""
        return self.auditor == self.second if self.auditor and self.second else None


def grade_rows(version: RecordVersion) -> list[GradeRow]:
    """Auditor, second grader, practitioner and moderator, kept apart, question by question."""
    entry = version.record
    second = SecondGrade.objects.filter(record=entry, given_at__isnull=False).first()
    decided = {each.question: each for each in entry.moderations.select_related("by")}
    replies = list(Reply.objects.filter(version__record=entry).select_related("by"))
    return [
        _row(question, version.answers, second.grades if second else {}, decided.get(question.key), replies) for question in graded(version)
    ]


def _row(question: Question, first: dict[str, Any], second: dict[str, Any], decided: Moderation | None, replies: list[Reply]) -> GradeRow:
    auditor, auditor_why = grade_given(first, question)
    other, other_why = grade_given(second, question)
    return GradeRow(
        question=question,
        auditor=grade_in_words(question, auditor),
        auditor_why=auditor_why,
        second=grade_in_words(question, other),
        second_why=other_why,
        replies=[reply for reply in replies if reply.question == question.key],
        decided=decided,
        decided_grade=grade_in_words(question, decided.grade) if decided else "",
    )


@dataclass(frozen=True)
class ToModerate:
    """A graded record and how far its moderation is."""

    record: Record
    second: SecondGrade | None
    decided: int
    differing: int | None
    own: bool


def to_moderate(user: User) -> list[ToModerate]:
    """Graded records of the directorate, those whose graders differ first. One's own are listed but not for oneself to decide."""
    records = Record.objects.visible_to(user).filter(kind__in=GRADED)
    records = records.select_related("team", "week", "author", "practitioner").prefetch_related(
        "second_grades__grader", "moderations", "versions__form_version__form"
    )
    rows = [_to_moderate(entry, user) for entry in records]
    return sorted(rows, key=lambda row: -(row.differing or 0))


def _to_moderate(entry: Record, user: User) -> ToModerate:
    second = next(iter(entry.second_grades.all()), None)
    newest = max(entry.versions.all(), key=lambda version: (version.received_at, version.pk))
    differing = None
    if second is not None and second.given_at is not None:
        differing = sum(grade_given(newest.answers, question)[0] != grade_given(second.grades, question)[0] for question in graded(newest))
    own = entry.author_id == user.pk or (second is not None and second.grader_id == user.pk)
    return ToModerate(entry, second, len(entry.moderations.all()), differing, own)


@dataclass(frozen=True)
class Agreement:
    """How often two graders gave the same grade, over `pairs` grades."""

    pairs: int
    same: int

    @property
    def percent(self) -> int:
        return round(100 * self.same / self.pairs) if self.pairs else 0


def agreement(week: PracticeWeek) -> Agreement:
    """Over every grade of the week that was given twice."""
    pairs = same = 0
    for second in SecondGrade.objects.filter(record__week=week, given_at__isnull=False).prefetch_related("record__versions__form_version"):
        newest = max(second.record.versions.all(), key=lambda version: (version.received_at, version.pk))
        for question in graded(newest):
            first, other = grade_given(newest.answers, question)[0], grade_given(second.grades, question)[0]
            pairs += bool(first and other)
            same += bool(first) and first == other
    return Agreement(pairs, same)
