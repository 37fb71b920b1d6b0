"""Plans: drafts of who goes where and when, and the hand-made changes to them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.organisation.models import Identified, Site
from alongside.web.weeks.models.people import FamilyConversation, Interpreter, ShadowingHost, ShadowingRequest, Visitor
from alongside.web.weeks.models.week import OfAWeek, Offer, PracticeWeek


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Any) -> PlanQuerySet:
        """Drafts are for those who plan; what was published is seen through `Publication`."""
        return self.filter(week__directorate_id=user.directorate_id) if user.may("weeks.plan") else self.none()


class Plan(OfAWeek, Identified):
    """One draft. `levels` are the engine's six values; `stages` its proven bounds; both refer to the plan as it stands."""

    class Origin(models.TextChoices):
        RUN = "run", "Planned"
        REPAIR = "repair", "Repaired"
        COPY = "copy", "Copied"
        IMPORT = "import", "Imported"

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.RUN)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    job = models.ForeignKey("jobs.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    levels = models.JSONField(default=list)
    stages = models.JSONField(default=list)
    seconds = models.FloatField(default=0)
    version = models.PositiveIntegerField(default=1)  # goes up with every change; a stale save is refused
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["week", "number"], name="plan_number_unique_in_week")]

    def __str__(self) -> str:
        return self.name


class PlannedVisit(Identified):
    """One visitor at one offer. `key` stays the same across plans and versions when visitor and team are the same."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="visits")
    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    locked = models.BooleanField(default=False)

    class Meta:
        ordering = ["offer__slot", "offer__team__name"]
        constraints = [models.UniqueConstraint(fields=["plan", "visitor", "offer"], name="a_visit_once_a_plan")]

    def __str__(self) -> str:
        return f"{self.visitor} at {self.offer}"


class PlannedShadowing(Identified):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shadowings")
    request = models.ForeignKey(ShadowingRequest, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(ShadowingHost, on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["slot"]
        constraints = [models.UniqueConstraint(fields=["plan", "request", "host"], name="a_shadowing_once_a_plan")]

    def __str__(self) -> str:
        return f"{self.request} with {self.host}"


class PlannedConversation(Identified):
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="conversations")
    conversation = models.ForeignKey(FamilyConversation, on_delete=models.PROTECT, related_name="+")
    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    slot = models.PositiveSmallIntegerField()
    interpreter = models.ForeignKey(Interpreter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["slot"]
        constraints = [models.UniqueConstraint(fields=["plan", "conversation"], name="a_conversation_once_a_plan")]

    def __str__(self) -> str:
        return f"{self.conversation} with {self.visitor}"


class BoardChange(Identified):
    """A hand-made change to a plan, kept so that it can be undone: visits taken out and put in, as [visitor, offer, locked].

    `version` is the plan's version that it made, `undone_version` the one that undoing it made.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="changes")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=300)
    taken_out = models.JSONField(default=list)
    put_in = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    undone_version = models.PositiveIntegerField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-version", "-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="board_change_undone_at_with_by",
            )
        ]

    def __str__(self) -> str:
        return self.words
