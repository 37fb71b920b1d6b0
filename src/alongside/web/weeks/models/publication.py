"""What people were told: published versions, the calendar feeds that follow them, and cancellations."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.organisation.models import Identified, Site, StaffMember, Team
from alongside.web.weeks.models.plan import Plan
from alongside.web.weeks.models.week import Activity, PracticeWeek


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible_to(self, user: Any) -> PublicationQuerySet:
        return self.filter(week__directorate_id=user.directorate_id) if user.may("weeks.view") else self.none()


class Publication(Identified):
    """A named version of the week's timetable. Never changed once made; the newest is what stands."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="publications")
    plan_version = models.PositiveIntegerField(default=1)  # as the plan stood then
    changes = models.JSONField(default=list)  # readable lines against the version before: what, text, staff, teams
    programme = models.JSONField(default=list)  # every entry as this version had it (see publication/snapshot.py)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["week", "number"], name="publication_number_unique_in_week")]

    def __str__(self) -> str:
        return self.name


class PublishedEntryQuerySet(models.QuerySet["PublishedEntry"]):
    def standing(self) -> PublishedEntryQuerySet:
        return self.filter(cancelled_in=None)

    def visible_to(self, user: Any) -> PublishedEntryQuerySet:
        """All of it for those who see all visits; otherwise what one takes part in or one's own team hosts."""
        if not user.may("weeks.view"):
            return self.none()
        mine = self.filter(week__directorate_id=user.directorate_id)
        if user.may("weeks.see_all_visits"):
            return mine
        if (staff := user.staff_member) is None:
            return mine.none()
        return mine.filter(Q(visitor=staff) | Q(practitioner=staff) | Q(host=staff) | Q(team__in=teams_seen_by(staff)))


def teams_seen_by(staff: StaffMember) -> models.QuerySet[Team]:
    """The team a person is in, and those whose managing post they hold: they see who comes there."""
    managed = Q(posts__holder=staff, posts__manages_team=True, posts__retired_on=None)
    return Team.objects.filter(managed | Q(pk=staff.team_id), directorate_id=staff.directorate_id).distinct()


class PublishedEntry(Identified):
    """One visit, shadowing or conversation as people have it in their calendars.

    The row lives across versions: moving it raises `sequence` (RFC 5545), cancelling it sets `cancelled_in`; `uid` never changes.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", "Visit"
        SHADOWING = "shadowing", "Shadowing"
        CONVERSATION = "conversation", "Family conversation"

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="entries")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    slot = models.PositiveSmallIntegerField()
    visitor = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    practitioner = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    host = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=40, blank=True)  # of a family conversation
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=20, blank=True)
    what = models.CharField(max_length=300, blank=True)
    meet = models.CharField(max_length=120, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    first_in = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    changed_in = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="+")
    cancelled_in = models.ForeignKey(Publication, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = PublishedEntryQuerySet.as_manager()

    class Meta:
        ordering = ["slot", "kind", "id"]

    def __str__(self) -> str:
        return f"{self.kind} in slot {self.slot}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_in_id is not None

    @property
    def to_be_seen(self) -> str:
        """What the team said in its own words, else the kind of thing it is."""
        return self.what or (str(Activity(self.activity).label) if self.activity in Activity.values else "")


def feed_token() -> str:
    return secrets.token_urlsafe(24)


class FeedQuerySet(models.QuerySet["Feed"]):
    def visible_to(self, user: Any) -> FeedQuerySet:
        """One's own and those of one's teams. The practice lead does not see other people's: the address is the key."""
        if not user.may("weeks.view") or (staff := user.staff_member) is None:
            return self.none()
        return self.filter(Q(staff_member=staff) | Q(team__in=teams_seen_by(staff)), directorate_id=user.directorate_id)


class Feed(Identified):
    """A calendar address for one person or one team. Whoever has the address can read it, so it can be made anew."""

    directorate = models.ForeignKey("organisation.Directorate", on_delete=models.CASCADE, related_name="+")
    staff_member = models.OneToOneField(StaffMember, null=True, blank=True, on_delete=models.CASCADE, related_name="feed")
    team = models.OneToOneField(Team, null=True, blank=True, on_delete=models.CASCADE, related_name="feed")
    token = models.CharField(max_length=64, unique=True, default=feed_token)
    made_at = models.DateTimeField(default=timezone.now)

    objects = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(staff_member=None, team__isnull=False) | Q(staff_member__isnull=False, team=None),
                name="feed_of_a_person_or_a_team",
            )
        ]

    def __str__(self) -> str:
        return str(self.staff_member or self.team)


class CancellationQuerySet(models.QuerySet["Cancellation"]):
    def open(self) -> CancellationQuerySet:
        """Nobody has decided yet what to do about it."""
        return self.filter(state__in=[Cancellation.State.REPORTED, Cancellation.State.PROPOSED])

    def unsettled(self, week: PracticeWeek) -> CancellationQuerySet:
        """Said, and not yet in a published version: waiting, or left to the practice lead."""
        return self.filter(week=week, state__in=[Cancellation.State.REPORTED, Cancellation.State.PROPOSED, Cancellation.State.LEFT])

    def visible_to(self, user: Any) -> CancellationQuerySet:
        """All of them for those who publish; otherwise one's own, or one's team's, or those one reported."""
        if not user.may("weeks.view"):
            return self.none()
        mine = self.filter(week__directorate_id=user.directorate_id)
        if user.may("weeks.publish"):
            return mine
        own = Q(reported_by=user)
        if (staff := user.staff_member) is not None:
            own |= Q(staff_member=staff) | Q(team__in=teams_seen_by(staff))
        return mine.filter(own)


class Cancellation(Identified):
    """Somebody cannot come, or a team cannot host: what, for which slots, and the repair proposed for it."""

    class State(models.TextChoices):
        REPORTED = "reported", "Reported"
        PROPOSED = "proposed", "Repair proposed"
        ACCEPTED = "accepted", "Repair accepted"
        LEFT = "left", "Left as it is"
        WITHDRAWN = "withdrawn", "Withdrawn"

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="cancellations")
    client_id = models.UUIDField(unique=True)
    staff_member = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    slots = models.JSONField(default=list)  # empty means the whole week
    reason = models.CharField(max_length=200, blank=True)
    taken_back = models.JSONField(default=dict)  # free slots, or offers, that went with it; given back if it is withdrawn
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State.choices, default=State.REPORTED)
    job = models.ForeignKey("jobs.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    repair = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = CancellationQuerySet.as_manager()

    class Meta:
        ordering = ["-reported_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(staff_member=None, team__isnull=False) | Q(staff_member__isnull=False, team=None),
                name="cancellation_of_a_person_or_a_team",
            )
        ]

    def __str__(self) -> str:
        return f"{self.staff_member or self.team} cannot"

    @property
    def is_open(self) -> bool:
        """Nobody has decided yet what to do about it."""
        return self.state in (self.State.REPORTED, self.State.PROPOSED)
