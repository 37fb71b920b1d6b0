"""Records of what was seen: their versions, what the host team and the practitioner say beside them, praise and promises."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.forms.kinds import Kind
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import Identified, StaffMember, Team
from alongside.web.weeks.models import OfAWeek, PracticeWeek, PublishedEntry
from alongside.web.weeks.models.publication import teams_seen_by

USER = settings.AUTH_USER_MODEL
ANSWER_WITHIN = dt.timedelta(days=7)
"""How long a host team has to confirm or correct a note before it counts without their word."""


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, user: Any) -> RecordQuerySet:
        """All of them for those who moderate; otherwise one's own, those about one's own work, and those of teams one hosts for.

        Never one that the person is still to grade blind.
        """
        mine = self.filter(week__directorate_id=user.directorate_id).exclude(second_grades__in=blind_for(user))
        if user.may("records.read_all"):
            return mine
        own = Q(author=user)
        if (staff := user.staff_member) is not None:
            own |= Q(practitioner=staff) | Q(models.Exists(visited_together(staff)), kind=Kind.TEAM_VISIT)
            if user.may("records.host"):
                own |= Q(kind=Kind.TEAM_VISIT, team__in=teams_seen_by(staff))
        return mine.filter(own) if user.may("records.see") else self.none()


def blind_for(user: Any) -> models.QuerySet[SecondGrade]:
    """What a person was asked to grade and has not."""
    return SecondGrade.objects.filter(grader=user, given_at=None)


def visited_together(staff: StaffMember) -> models.QuerySet[PublishedEntry]:
    """For a record's query: this person's own entry for the visit that the record is about."""
    visit = {name: models.OuterRef(f"entry__{name}") for name in ("week", "team", "slot")}
    return PublishedEntry.objects.filter(visitor=staff, kind=PublishedEntry.Kind.VISIT, cancelled_in=None, **visit)


class Record(OfAWeek, Identified):
    """One record of one visit, observation, audit or shadowing. The id is made on the device."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.PROTECT, related_name="records")
    kind = models.CharField(max_length=30, choices=Kind.choices)
    entry = models.ForeignKey(PublishedEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="records")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")  # whose work it is
    author = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="records")
    received_at = models.DateTimeField(default=timezone.now)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{f', {self.team}' if self.team else ''}"


class RecordVersionQuerySet(models.QuerySet["RecordVersion"]):
    def standing(self) -> RecordVersionQuerySet:
        """Nothing was based on them since, and no later one settles them. One a record; two where people edited side by side."""
        return self.filter(edits=None, settled_by=None)

    def newest(self) -> RecordVersionQuerySet:
        """The one version of each record that speaks for it: of those that stand, the last to come."""
        of_the_record = RecordVersion.objects.standing().filter(record=models.OuterRef("record")).order_by("-received_at", "-id")
        return self.filter(pk=models.Subquery(of_the_record.values("pk")[:1]))

    def counts(self) -> RecordVersionQuerySet:
        """What reports may use: the newest of each record, once its host team confirmed or corrected it, or let the time for it pass.

        Only notes of team visits wait for a host team. See docs/adr/0015.
        """
        answered = models.Exists(HostAnswer.objects.filter(version=models.OuterRef("pk")))
        silent = Q(received_at__lte=timezone.now() - ANSWER_WITHIN)
        return self.newest().filter(~Q(record__kind=Kind.TEAM_VISIT) | answered | silent)


class RecordVersion(Identified):
    """What was sent once, never changed. An edit is a new version `based_on` the one before; two on one base stand side by side."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="versions")
    form_version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="edits")
    settles = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="settled_by")  # both sides of a conflict
    answers = models.JSONField()
    author = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()  # by the device's clock
    received_at = models.DateTimeField(default=timezone.now)
    circumstances = models.JSONField(default=dict)  # what was unusual when it came (see actions/receiving.py)

    objects = RecordVersionQuerySet.as_manager()

    class Meta:
        ordering = ["received_at", "id"]

    def __str__(self) -> str:
        return f"{self.record}, sent {self.received_at:%d/%m/%Y %H:%M}"


class HostAnswer(Identified):
    """The host team confirms a note or says what is not right. Their words stand beside it; nothing is overwritten.

    Answers add up: whoever confirmed too soon corrects later, and both stay to be read.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmed"
        CORRECTED = "corrected", "Corrected"

    version = models.ForeignKey(RecordVersion, on_delete=models.CASCADE, related_name="host_answers")
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    words = models.TextField(blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [models.CheckConstraint(condition=Q(outcome="confirmed") | ~Q(words=""), name="a_correction_has_words")]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Reply(Identified):
    """What the practitioner says beside a grade of their work, or beside the whole record (`question` empty)."""

    version = models.ForeignKey(RecordVersion, on_delete=models.CASCADE, related_name="replies")
    question = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"Reply of {self.at:%d/%m/%Y}"


class SecondGrade(Identified):
    """A second, blind grading of a graded record: whoever gives it has not seen the first."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="second_grades")
    grader = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="secondgrades_to_give")
    grades = models.JSONField(default=dict)  # question key -> {"grade", "rationale"}
    asked_at = models.DateTimeField(default=timezone.now)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record"], name="one_second_grade_a_record")]

    def __str__(self) -> str:
        return f"Second grade of {self.record}"


class Moderation(Identified):
    """What the moderator holds for one grade, beside what the auditor, the second grader and the practitioner said."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="moderations")
    question = models.CharField(max_length=60)
    grade = models.CharField(max_length=60)
    words = models.TextField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["question", "at"]
        constraints = [models.UniqueConstraint(fields=["record", "question"], name="one_moderation_a_grade")]

    def __str__(self) -> str:
        return f"{self.question}: {self.grade}"


class PraiseQuerySet(models.QuerySet["Praise"]):
    def visible_to(self, user: Any) -> PraiseQuerySet:
        """All of it for those who read all records; otherwise what one gave, what is for one, and what is for one's team."""
        mine = self.filter(week__directorate_id=user.directorate_id)
        if user.may("records.read_all"):
            return mine
        own = Q(given_by=user)
        if (staff := user.staff_member) is not None:
            own |= Q(person=staff) | Q(team__in=teams_seen_by(staff), person=None) | Q(person__manager=staff)
        return mine.filter(own) if user.may("records.see") else self.none()


class Praise(OfAWeek, Identified):
    """Good work, named: for a person or a team, delivered to them and their manager within the day."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.PROTECT, related_name="praise")
    version = models.ForeignKey(RecordVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="praise")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    themes = models.JSONField(default=list)
    given_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    objects = PraiseQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "id"]

    def __str__(self) -> str:
        return f"Praise for {self.person or self.team}"


class PromiseQuerySet(models.QuerySet["Promise"]):
    def visible_to(self, user: Any) -> PromiseQuerySet:
        """All for those who read all records; otherwise one's own and those made to teams one hosts for."""
        mine = self.filter(week__directorate_id=user.directorate_id)
        if user.may("records.read_all"):
            return mine
        own = Q(made_by=user)
        if (staff := user.staff_member) is not None:
            own |= Q(team__in=teams_seen_by(staff))
        return mine.filter(own) if user.may("records.see") else self.none()

    def open(self) -> PromiseQuerySet:
        return self.filter(state="open")


class Promise(OfAWeek, Identified):
    """What a visitor said they would do, by when; and, three months on, whether the team heard back."""

    class State(models.TextChoices):
        OPEN = "open", "Not done yet"
        DONE = "done", "Done"
        CANNOT = "cannot", "Cannot be done"

    class HeardBack(models.TextChoices):
        YES = "yes", "Yes"
        PARTLY = "partly", "In part"
        NO = "no", "No"

    week = models.ForeignKey(PracticeWeek, on_delete=models.PROTECT, related_name="promises")
    version = models.ForeignKey(RecordVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="promises")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="promises")
    made_on = models.DateField(default=timezone.localdate)
    due_on = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    settled_on = models.DateField(null=True, blank=True)
    told_team = models.TextField(blank=True)  # what the visitor tells the team about it
    asked_team_on = models.DateField(null=True, blank=True)  # "did you hear back?"
    heard_back = models.CharField(max_length=6, choices=HeardBack.choices, blank=True)
    heard_back_words = models.TextField(blank=True)
    heard_back_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = PromiseQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_on=None) | (~Q(state="open") & Q(settled_on__isnull=False)),
                name="promise_settled_on_goes_with_its_state",
            )
        ]

    def __str__(self) -> str:
        return f"Promise to {self.team}, due {self.due_on:%d/%m/%Y}"
