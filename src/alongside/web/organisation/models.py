"""The directorate: services, teams, sites, posts, people and who manages whom."""

from __future__ import annotations

import uuid
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q


class Identified(models.Model):
    """A UUID for URLs. Codes are for people and workbooks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class Directorate(Identified):
    """A council's social care directorate. Everything else belongs to one."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name

    @property
    def directorate_id(self) -> uuid.UUID:
        return self.pk


class OwnedQuerySet(models.QuerySet[Any]):
    """Rows of one directorate, seen by those who may see its organisation."""

    def visible_to(self, user: Any) -> Self:
        if not user.may("organisation.view"):
            return self.none()
        return self.filter(directorate_id=user.directorate_id)

    def current(self) -> Self:
        """Not retired: retired rows stay so that old weeks still read right."""
        return self.filter(retired_on=None)


class Owned(Identified):
    """Belongs to a directorate, has a code unique in it, and may be retired but is never deleted once used."""

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    retired_on = models.DateField(null=True, blank=True)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["directorate", "code"], name="%(class)s_code_unique_in_directorate")]

    def __str__(self) -> str:
        return self.name


class Service(Owned):
    """A service area, such as Safeguarding or Early help."""

    order = models.PositiveSmallIntegerField(default=0)

    class Meta(Owned.Meta):
        ordering = ["order", "name"]


class Site(Owned):
    """A building where teams work and visits happen. Coordinates are WGS84 degrees."""

    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    latitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    visits_at_once = models.PositiveSmallIntegerField(default=3, validators=[MinValueValidator(1)])
    step_free = models.BooleanField(default=False)
    family_room = models.BooleanField(default=False)
    getting_there = models.TextField(blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="site_has_both_coordinates_or_neither",
            ),
        ]


class TravelTime(models.Model):
    """Minutes given by the council between two sites; where absent they are worked out from coordinates."""

    directorate = models.ForeignKey(Directorate, on_delete=models.CASCADE, related_name="+")
    origin = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="journeys_out")
    destination = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="journeys_in")
    minutes = models.PositiveSmallIntegerField(validators=[MaxValueValidator(600)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["origin", "destination"], name="one_travel_time_each_way"),
            models.CheckConstraint(condition=~Q(origin=F("destination")), name="travel_time_between_two_sites"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} to {self.destination}: {self.minutes} minutes"


class Team(Owned):
    """The smallest unit named in any report. `weight` says how much it matters that this team is seen (1 usual, 2 double)."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="teams")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="teams")
    about = models.TextField(blank=True)
    max_visits = models.PositiveSmallIntegerField(default=2, validators=[MinValueValidator(1), MaxValueValidator(10)])
    weight = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(5)])


class Seniority(models.TextChoices):
    """What a visitor is, from the top; the first four see teams for the corporate leadership."""

    CHIEF_EXECUTIVE = "chief_executive", "Chief executive"
    DIRECTOR = "director", "Director"
    LEAD_MEMBER = "lead_member", "Lead member"
    HEAD_OF_SERVICE = "head_of_service", "Head of service"
    SERVICE_MANAGER = "service_manager", "Service manager"
    TEAM_MANAGER = "team_manager", "Team manager"
    PRACTITIONER = "practitioner", "Practitioner"
    OTHER = "other", "Other"


CORPORATE = (Seniority.CHIEF_EXECUTIVE, Seniority.DIRECTOR, Seniority.LEAD_MEMBER, Seniority.HEAD_OF_SERVICE)


class StaffMember(Owned):
    """A person who works for, or leads, the directorate. `code` is the council's own staff number."""

    job_title = models.CharField(max_length=120, blank=True)
    seniority = models.CharField(max_length=20, choices=Seniority.choices, default=Seniority.OTHER)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="staff")
    base = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="staff_based_here")
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="manages")

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=~Q(manager=F("id")), name="nobody_manages_themselves"),
        ]

    @property
    def is_corporate(self) -> bool:
        return self.seniority in CORPORATE


class Post(Owned):
    """A post in a team, filled or vacant. A team's manager is who holds its post marked `manages_team`."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="posts")
    holder = models.ForeignKey(StaffMember, null=True, blank=True, on_delete=models.SET_NULL, related_name="posts")
    manages_team = models.BooleanField(default=False)
    vacant_since = models.DateField(null=True, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(holder=None) | Q(vacant_since=None), name="post_is_filled_or_vacant"),
        ]
