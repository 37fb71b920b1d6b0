"""Who takes part: visitors, what they can and want, shadowings asked for, and family conversations to be held."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from alongside.web.organisation.models import Identified, Service, Site, StaffMember, Team
from alongside.web.weeks.models.week import OfAWeek, PracticeWeek


class VisitorQuerySet(models.QuerySet["Visitor"]):
    def visible_to(self, user: Any) -> VisitorQuerySet:
        """All of them for those who see all visits; otherwise oneself."""
        if not user.may("weeks.view"):
            return self.none()
        mine = self.filter(week__directorate_id=user.directorate_id)
        return mine if user.may("weeks.see_all_visits") else mine.filter(staff_member=user.staff_member_id)


class Visitor(OfAWeek, Identified):
    """A staff member (or lead member) who will visit in this week: how many visits at least, at most and ideally."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="visitors")
    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="visitor_in")
    min_visits = models.PositiveSmallIntegerField(default=1)
    max_visits = models.PositiveSmallIntegerField(default=3)
    target_visits = models.PositiveSmallIntegerField(default=2)
    replied_at = models.DateTimeField(null=True, blank=True)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        ordering = ["staff_member__name"]
        constraints = [
            models.UniqueConstraint(fields=["week", "staff_member"], name="a_visitor_once_a_week"),
            models.CheckConstraint(
                condition=Q(min_visits__lte=F("target_visits"), target_visits__lte=F("max_visits")),
                name="visits_min_target_max",
            ),
        ]

    def __str__(self) -> str:
        return self.staff_member.name


class Availability(models.Model):
    """A visitor is free in this slot."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="availability")
    slot = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["slot"]
        constraints = [models.UniqueConstraint(fields=["visitor", "slot"], name="free_once_a_slot")]

    def __str__(self) -> str:
        return f"{self.visitor} {self.slot}"


class Interest(models.Model):
    """How much a visitor wants to see a service: 0 keen, 1 happy, 2 rather not, 3 not."""

    class Level(models.IntegerChoices):
        KEEN = 0, "Keen to see"
        HAPPY = 1, "Happy to see"
        RATHER_NOT = 2, "Rather not"
        NOT = 3, "Only if nobody else can"

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="interests")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.HAPPY)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visitor", "service"], name="one_interest_a_service")]

    def __str__(self) -> str:
        return f"{self.visitor} {self.service} {self.level}"


class DeclaredInterest(OfAWeek, Identified):
    """A pair that must not meet: a relative in the team, an open complaint. The reason stays with the practice lead."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="declared_interests")
    staff_member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "staff_member", "team"], name="one_declaration_a_pair")]

    def __str__(self) -> str:
        return f"{self.staff_member} not {self.team}"


class ShadowingHost(OfAWeek, Identified):
    """A manager who takes practitioners along in some slots."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="shadowing_hosts")
    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    slots = models.JSONField(default=list)
    places = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(3)])
    max_shadowings = models.PositiveSmallIntegerField(default=2)
    what = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["staff_member__name"]
        constraints = [models.UniqueConstraint(fields=["week", "staff_member"], name="a_shadowing_host_once_a_week")]

    def __str__(self) -> str:
        return self.staff_member.name


class ShadowingRequest(OfAWeek, Identified):
    """A practitioner asks to shadow: when they can, and whom they would choose."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="shadowing_requests")
    staff_member = models.ForeignKey(StaffMember, on_delete=models.PROTECT, related_name="+")
    slots = models.JSONField(default=list)
    hoping_for = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["staff_member__name"]
        constraints = [models.UniqueConstraint(fields=["week", "staff_member"], name="a_shadowing_request_once_a_week")]

    def __str__(self) -> str:
        return self.staff_member.name


class ShadowingPreference(models.Model):
    """Two-way: how much the practitioner wants this host, and this host this practitioner. 0 first choice, higher is less."""

    request = models.ForeignKey(ShadowingRequest, on_delete=models.CASCADE, related_name="preferences")
    host = models.ForeignKey(ShadowingHost, on_delete=models.CASCADE, related_name="preferences")
    practitioner_choice = models.PositiveSmallIntegerField(null=True, blank=True)
    host_choice = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "host"], name="one_preference_a_pair")]

    def __str__(self) -> str:
        return f"{self.request} {self.host}"


class Interpreter(OfAWeek, Identified):
    """An interpreter booked for the week: languages (ISO 639 codes, or BSL) and slots."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="interpreters")
    name = models.CharField(max_length=120)
    languages = models.JSONField(default=list)
    slots = models.JSONField(default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FamilyConversation(OfAWeek, Identified):
    """A parent, carer or child has agreed to talk. Only a local reference, never a name."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="conversations")
    reference = models.CharField(max_length=40)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")  # the team that works with them
    slots = models.JSONField(default=list)
    sites = models.ManyToManyField(Site, blank=True, related_name="+")  # where they can come; none means any family room
    needs_step_free = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True)  # an interpreter is needed for it
    notes = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["reference"]
        constraints = [models.UniqueConstraint(fields=["week", "reference"], name="a_conversation_reference_once_a_week")]

    def __str__(self) -> str:
        return self.reference
