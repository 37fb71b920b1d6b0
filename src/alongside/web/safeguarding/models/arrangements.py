"""The council's own numbers and rules, and who reads on which day."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from alongside.engines.clock import Opening
from alongside.web.organisation.models import Directorate, Identified

USER = settings.AUTH_USER_MODEL


class Arrangements(models.Model):
    """Without a front door number no family form can be opened. `version` notices when two people change them at once."""

    directorate = models.OneToOneField(Directorate, on_delete=models.CASCADE, primary_key=True, related_name="safeguarding")
    front_door_name = models.CharField(max_length=120, default="Children's and adults' front door")
    front_door_phone = models.CharField(max_length=30, blank=True)
    out_of_hours_phone = models.CharField(max_length=30, blank=True)
    opens = models.TimeField(default=dt.time(9, 0))
    closes = models.TimeField(default=dt.time(17, 0))
    acknowledge_minutes = models.PositiveSmallIntegerField(default=60, validators=[MinValueValidator(5), MaxValueValidator(480)])
    head_of_safeguarding = models.ForeignKey(USER, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="front_door_opens_before_it_closes")]

    def __str__(self) -> str:
        return f"Safeguarding arrangements of {self.directorate}"

    @property
    def opening(self) -> Opening:
        """Its hours for the working clock."""
        return Opening(self.opens, self.closes)


class ReadingDuty(Identified):
    """Who reads on a day, and who stands in for them. `took_over` marks somebody who stepped in: the rota still shows who was meant."""

    directorate = models.ForeignKey(Directorate, on_delete=models.CASCADE, related_name="+")
    date = models.DateField()
    reader = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    took_over = models.BooleanField(default=False)

    class Meta:
        ordering = ["date", "took_over", "id"]
        constraints = [
            models.UniqueConstraint(fields=["directorate", "date", "reader"], name="a_reader_once_a_day"),
            models.CheckConstraint(condition=Q(deputy=None) | ~Q(deputy=F("reader")), name="nobody_is_their_own_deputy"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.reader}"
