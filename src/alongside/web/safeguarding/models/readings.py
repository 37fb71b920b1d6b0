"""When somebody may be being harmed: words to be read first, who reads them on which day, and concerns with their clock.

Words are sealed (platform.sealing). Nothing here is shown in lists, searches, exports or logs of other rooms.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.organisation.models import Directorate, Identified, StaffMember, Team
from alongside.web.platform.sealing import unseal

USER = settings.AUTH_USER_MODEL


class Arrangements(models.Model):
    """The council's own numbers and rules. Without a front door number no family form can be opened."""

    directorate = models.OneToOneField(Directorate, on_delete=models.CASCADE, primary_key=True, related_name="safeguarding")
    front_door_name = models.CharField(max_length=120, default="Children's and adults' front door")
    front_door_phone = models.CharField(max_length=30, blank=True)
    out_of_hours_phone = models.CharField(max_length=30, blank=True)
    opens = models.TimeField(default=dt.time(9, 0))
    closes = models.TimeField(default=dt.time(17, 0))
    acknowledge_minutes = models.PositiveSmallIntegerField(default=60, validators=[MinValueValidator(5), MaxValueValidator(480)])
    head_of_safeguarding = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Safeguarding arrangements of {self.directorate}"


class ReadingDuty(Identified):
    """Who reads on a day, and who stands in for them."""

    directorate = models.ForeignKey(Directorate, on_delete=models.CASCADE, related_name="+")
    date = models.DateField()
    reader = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["date"]
        constraints = [models.UniqueConstraint(fields=["directorate", "date", "reader"], name="a_reader_once_a_day")]

    def __str__(self) -> str:
        return f"{self.date}: {self.reader}"


class Reading(Identified):
    """One person's words, waiting for a named reader. `origin` and `origin_id` say which room they go to when cleared.

    `words_sealed` opens to a list of {"question", "said"} and the raw answers. An anonymous one has no time finer than the day.
    `flags` only ever move it up the queue.
    """

    class State(models.TextChoices):
        UNREAD = "unread", "Not read yet"
        CLEARED = "cleared", "Cleared"
        CONCERN = "concern", "A concern was raised"
        WITHDRAWN = "withdrawn", "Taken back by the person"

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=40)
    origin_id = models.UUIDField()
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=30)  # the kind of form: who said it
    language = models.CharField(max_length=8, default="en")
    words_sealed = models.TextField()
    flags = models.PositiveSmallIntegerField(default=0)
    said_on = models.DateField()
    arrived_at = models.DateTimeField(null=True, blank=True)  # empty for anonymous words
    due_at = models.DateTimeField()  # the end of the working day by which they are read
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNREAD)
    read_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    drill = models.BooleanField(default=False)

    class Meta:
        ordering = ["said_on", "arrived_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "origin_id"], name="words_are_read_once"),
            models.CheckConstraint(
                condition=Q(state__in=["unread", "withdrawn"]) | Q(read_by__isnull=False, read_at__isnull=False),
                name="reading_has_its_reader",
            ),
        ]

    def __str__(self) -> str:
        return f"Words said on {self.said_on}"

    @property
    def words(self) -> Any:
        """Opens the seal. Callers have checked that the person may read, and write it to the audit trail."""
        return unseal(self.words_sealed)


class Concern(Identified):
    """A possible disclosure of harm. The clock runs from `raised_at`; `due_at` is when it must have been acknowledged.

    The verbatim is sealed. A referral keeps its reference, never its story. `about_staff` hides it from that line of management.
    """

    class Source(models.TextChoices):
        READING = "reading", "Read in what somebody told us"
        HELP_NOW = "help_now", "Somebody asked for help now"
        WORRY = "worry", "A visitor or member of staff is worried"

    class Outcome(models.TextChoices):
        REFERRED = "referred", "Referred"
        KNOWN = "known", "Already known and acted on"
        NO_FURTHER = "no_further", "Looked into: nothing further needed"

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="+")
    reading = models.OneToOneField(Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="concern")
    source = models.CharField(max_length=10, choices=Source.choices)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verbatim_sealed = models.TextField()
    raised_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    about_staff = models.BooleanField(default=False)
    about = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    escalations = models.PositiveSmallIntegerField(default=0)  # 1 the deputy, 2 the head of safeguarding
    escalated_at = models.DateTimeField(null=True, blank=True)
    referral_reference = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    closed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    drill = models.BooleanField(default=False)

    class Meta:
        ordering = ["acknowledged_at", "due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_by=None, acknowledged_at=None) | Q(acknowledged_by__isnull=False, acknowledged_at__isnull=False),
                name="concern_acknowledged_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None, outcome="")
                | (Q(closed_by__isnull=False, closed_at__isnull=False, acknowledged_at__isnull=False) & ~Q(outcome="")),
                name="concern_closed_with_an_outcome",
            ),
            models.CheckConstraint(condition=~Q(outcome="referred") | ~Q(referral_reference=""), name="referral_has_a_reference"),
        ]

    def __str__(self) -> str:
        return "Concern"

    @property
    def verbatim(self) -> Any:
        return unseal(self.verbatim_sealed)
