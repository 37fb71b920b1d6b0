"""The week itself, its lines of enquiry, and what host teams offer to be seen."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from alongside.web.organisation.models import Directorate, Identified, StaffMember, Team
from alongside.web.weeks.slots import PARTS, Slot

DEFAULT_PARTS = [["09:30", "12:00"], ["13:30", "16:00"], ["18:00", "20:30"]]


def default_parts() -> list[list[str]]:
    return [list(times) for times in DEFAULT_PARTS]


class OfAWeek:
    """Belongs to a practice week, and through it to a directorate: what `require` and the audit trail ask for."""

    week: PracticeWeek

    @property
    def directorate_id(self) -> uuid.UUID:
        return self.week.directorate_id


class PracticeWeekQuerySet(models.QuerySet["PracticeWeek"]):
    def visible_to(self, user: Any) -> PracticeWeekQuerySet:
        return self.filter(directorate_id=user.directorate_id) if user.may("weeks.view") else self.none()


class PracticeWeek(Identified):
    """A round: one to fourteen consecutive days, a theme, and the rules and weights its plan keeps."""

    class State(models.TextChoices):
        SETTING_UP = "setting_up", "Being set up"
        OPEN = "open", "Collecting offers and availability"
        PLANNING = "planning", "Being planned"
        PUBLISHED = "published", "Published"
        FINISHED = "finished", "Finished"

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="weeks")
    name = models.CharField(max_length=120)
    theme = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    parts = models.JSONField(default=default_parts)  # three pairs of clock times, [from, to]
    state = models.CharField(max_length=12, choices=State.choices, default=State.SETTING_UP)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    replies_due_on = models.DateField(null=True, blank=True)
    # Rules, in minutes and counts (timetable engine: `rules`)
    morning_to_afternoon_minutes = models.PositiveSmallIntegerField(default=60)
    afternoon_to_evening_minutes = models.PositiveSmallIntegerField(default=90)
    max_visits_a_day = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(PARTS)])
    max_minutes_from_base = models.PositiveSmallIntegerField(default=75)
    visits_by_two = models.PositiveSmallIntegerField(default=0)
    # Exchange rates of the blend (timetable engine: `weights`)
    preference_weight = models.PositiveSmallIntegerField(default=10)
    fairness_weight = models.PositiveSmallIntegerField(default=10)
    travel_weight = models.PositiveSmallIntegerField(default=1)
    compactness_weight = models.PositiveSmallIntegerField(default=5)
    version = models.PositiveIntegerField(default=1)  # goes up with every change; a stale save is refused
    created_at = models.DateTimeField(default=timezone.now)

    objects = PracticeWeekQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="week_ends_after_it_starts"),
            models.UniqueConstraint(fields=["directorate", "name"], name="week_name_unique_in_directorate"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def days(self) -> list[dt.date]:
        return [self.starts_on + dt.timedelta(days=n) for n in range((self.ends_on - self.starts_on).days + 1)]

    @property
    def when(self) -> str:
        """Monday 5 to Friday 9 March 2018"""
        first, last = self.starts_on, self.ends_on
        until = f"{last:%A} {last.day} {last:%B %Y}"
        if first == last:
            return until
        begins = f"{first:%A} {first.day}"
        begins += f" {first:%B}" if (first.year, first.month) != (last.year, last.month) else ""
        return f"{begins}{f' {first.year}' if first.year != last.year else ''} to {until}"

    @property
    def slots(self) -> list[Slot]:
        """Every slot of the week in order."""
        times = [(dt.time.fromisoformat(a), dt.time.fromisoformat(b)) for a, b in self.parts]
        return [Slot(day * PARTS + part, date, *times[part]) for day, date in enumerate(self.days) for part in range(PARTS)]

    def slot(self, number: int) -> Slot:
        return self.slots[number]


class LineOfEnquiry(OfAWeek, Identified):
    """What this week wants to find out, and what a visitor should look for."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="lines_of_enquiry")
    order = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    look_for = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.title


class Activity(models.TextChoices):
    HOME_VISIT = "home_visit", "Home visit"
    DUTY_DESK = "duty_desk", "Duty desk"
    PANEL = "panel", "Panel"
    SUPERVISION = "supervision", "Supervision"
    TEAM_MEETING = "team_meeting", "Team meeting"
    GROUP_WORK = "group_work", "Group work"
    NIGHT_DUTY = "night_duty", "Night duty"
    DIRECT_WORK = "direct_work", "Direct work with a child or adult"
    REVIEW = "review", "Review or conference"
    OTHER = "other", "Something else"


HOW_LITTLE_TO_SEE = {"panel": 2, "team_meeting": 2, "supervision": 1, "group_work": 1, "review": 1, "other": 1}


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, user: Any) -> OfferQuerySet:
        return self.filter(week__directorate_id=user.directorate_id) if user.may("weeks.view") else self.none()

    def standing(self) -> OfferQuerySet:
        return self.filter(withdrawn_at=None)


class Offer(OfAWeek, Identified):
    """A host team offers something to be seen in a slot, to one visitor or two."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="offers")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="offers")
    slot = models.PositiveSmallIntegerField()
    activity = models.CharField(max_length=20, choices=Activity.choices)
    places = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(2)])
    what_to_see = models.CharField(max_length=300, blank=True)
    meet = models.CharField(max_length=120, blank=True)
    family_agreed = models.BooleanField(default=False)
    offered_by = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfferQuerySet.as_manager()

    class Meta:
        ordering = ["slot", "team__name"]
        constraints = [
            models.UniqueConstraint(fields=["week", "team", "slot"], condition=Q(withdrawn_at=None), name="one_standing_offer_a_slot")
        ]

    def __str__(self) -> str:
        return f"{self.team}: {self.get_activity_display()}"

    @property
    def cost(self) -> int:
        """How little there is to see, 0 (most) to 2 (timetable engine: offer `cost`)."""
        return HOW_LITTLE_TO_SEE.get(self.activity, 0)
