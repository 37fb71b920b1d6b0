"""A possible disclosure of harm, its clock, and what was done about it step by step."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.organisation.models import Directorate, Identified, StaffMember, Team
from alongside.web.platform.sealing import unseal
from alongside.web.safeguarding.duty import is_on_duty
from alongside.web.safeguarding.lines import withheld_from
from alongside.web.safeguarding.models.readings import Reading

USER = settings.AUTH_USER_MODEL


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, user: Any) -> ConcernQuerySet:
        """For those on duty and the head of safeguarding; an allegation about staff never for that line of management."""
        if not is_on_duty(user):
            return self.none()
        ours = self.filter(directorate_id=user.directorate_id)
        return ours.exclude(pk__in=withheld_from(user, Concern.objects.all()))

    def open(self) -> ConcernQuerySet:
        return self.filter(closed_at=None)

    def unacknowledged(self) -> ConcernQuerySet:
        return self.filter(acknowledged_at=None)

    def real(self) -> ConcernQuerySet:
        return self.filter(drill=False)


class Concern(Identified):
    """The clock runs from `raised_at`; `due_at` is when it must have been acknowledged.

    The verbatim is sealed: {"said": [{"question", "said"}], "contact": how to reach them}. A referral keeps its reference, never its
    story. `about_staff` hides it from that line of management. Its name says nothing, because the audit trail keeps it.
    """

    class Source(models.TextChoices):
        READING = "reading", "Read in what somebody told us"
        HELP_NOW = "help_now", "Somebody asked for help now"
        WORRY = "worry", "A colleague is worried about somebody"

    class Outcome(models.TextChoices):
        REFERRED = "referred", "Referred"
        KNOWN = "known", "Already known and acted on"
        NO_FURTHER = "no_further", "Looked into: nothing further needed"

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="+")
    reading = models.ForeignKey(Reading, null=True, blank=True, on_delete=models.PROTECT, related_name="concerns")
    source = models.CharField(max_length=10, choices=Source.choices)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verbatim_sealed = models.TextField()
    raised_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    about_staff = models.BooleanField(default=False)
    about = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rang = models.BooleanField(null=True, blank=True)  # of a worry: whether the person has rung somebody
    acknowledged_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    escalations = models.PositiveSmallIntegerField(default=0)  # told: 1 the deputy, 2 the head of safeguarding
    escalated_at = models.DateTimeField(null=True, blank=True)
    referral_reference = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    closed_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    drill = models.BooleanField(default=False)

    objects = ConcernQuerySet.as_manager()

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
            models.CheckConstraint(condition=Q(about=None) | Q(about_staff=True), name="somebody_named_is_staff"),
        ]

    def __str__(self) -> str:
        return "Concern"

    @property
    def verbatim(self) -> Any:
        """Opens the seal. Callers have checked that the person may read, and write it to the audit trail."""
        return unseal(self.verbatim_sealed)


class ConcernStep(models.Model):
    """One thing that was done about a concern, and by whom: added to, never changed. `reference` is a referral's."""

    class Kind(models.TextChoices):
        RAISED = "raised", "Raised"
        ACKNOWLEDGED = "acknowledged", "Acknowledged: the clock stopped"
        TOLD_DEPUTY = "told_deputy", "Nobody had acknowledged it: the deputy was told"
        TOLD_HEAD = "told_head", "Still nobody: the head of safeguarding was told"
        ABOUT_STAFF = "about_staff", "Marked as being about a member of staff"
        REFERRED = "referred", "Referred"
        CLOSED = "closed", "Closed"
        REOPENED = "reopened", "Opened again"
        RELEASED = "released", "The rest of the words went on"

    concern = models.ForeignKey(Concern, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Concern.Outcome.choices, blank=True)
    reference = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.get_kind_display()
