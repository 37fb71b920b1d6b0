"""One person's words, sealed, waiting for a named reader."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When

from alongside.web.organisation.models import Directorate, Identified, Team
from alongside.web.platform.sealing import unseal
from alongside.web.safeguarding.duty import is_on_duty
from alongside.web.safeguarding.lines import withheld_from

USER = settings.AUTH_USER_MODEL


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: Any) -> ReadingQuerySet:
        """For those on duty. What became an allegation about staff is hidden from that line of management."""
        if not is_on_duty(user):
            return self.none()
        from alongside.web.safeguarding.models.concerns import Concern  # noqa: PLC0415 - concerns point to readings

        hidden = withheld_from(user, Concern.objects.filter(reading__isnull=False))
        return self.filter(directorate_id=user.directorate_id).exclude(concerns__in=hidden)

    def to_be_read(self) -> ReadingQuerySet:
        """Not read yet; also what the person took back before anybody had read it."""
        return self.filter(Q(state=Reading.State.UNREAD) | Q(state=Reading.State.WITHDRAWN, read_at=None))

    def real(self) -> ReadingQuerySet:
        return self.filter(drill=False)

    def in_order(self) -> ReadingQuerySet:
        """Oldest first; flags only move something up."""
        flagged = Case(When(flags__gt=0, then=0), default=1)
        return self.order_by(flagged, "due_at", "said_on", F("arrived_at").asc(nulls_last=True), "id")


class Reading(Identified):
    """`origin` and `origin_id` say which room the words go to when cleared.

    `words_sealed` opens to {"questions": [{"key", "question", "said"}], "answers": raw answers, "earlier": the same before each change}.
    An anonymous one has no time finer than the day. `flags` only ever move it up the queue.
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
    version = models.PositiveSmallIntegerField(default=1)  # one more each time the person corrects what they said
    flags = models.PositiveSmallIntegerField(default=0)
    said_on = models.DateField()
    arrived_at = models.DateTimeField(null=True, blank=True)  # empty for anonymous words
    due_at = models.DateTimeField()  # the end of the working day by which they are read
    state = models.CharField(max_length=10, choices=State.choices, default=State.UNREAD)
    read_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)  # when the words, or what is left of them, went to their room
    drill = models.BooleanField(default=False)

    objects = ReadingQuerySet.as_manager()

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

    @property
    def waits(self) -> bool:
        return self.state == self.State.UNREAD or (self.state == self.State.WITHDRAWN and self.read_at is None)
