"""Forms and their versions. A published version never changes: answers remember which version they answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.engines.forms.as_json import from_json
from alongside.engines.forms.definition import Definition
from alongside.web.forms.kinds import Kind
from alongside.web.organisation.models import Directorate, Identified
from alongside.web.weeks.models import OfAWeek, PracticeWeek


class FormQuerySet(models.QuerySet["Form"]):
    def visible_to(self, user: Any) -> FormQuerySet:
        return self.filter(directorate_id=user.directorate_id) if user.may("forms.view") else self.none()

    def current(self) -> FormQuerySet:
        return self.filter(retired_at=None)


class Form(Identified):
    """A form that a council uses. Its words live in its versions."""

    directorate = models.ForeignKey(Directorate, on_delete=models.PROTECT, related_name="forms")
    code = models.SlugField(max_length=60)
    kind = models.CharField(max_length=30, choices=Kind.choices)
    name = models.CharField(max_length=120)
    shipped = models.BooleanField(default=False)  # came with the product
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["directorate", "code"], name="form_code_unique_in_directorate")]

    def __str__(self) -> str:
        return self.name


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    def visible_to(self, user: Any) -> FormVersionQuerySet:
        return self.filter(form__directorate_id=user.directorate_id) if user.may("forms.view") else self.none()

    def published(self) -> FormVersionQuerySet:
        return self.exclude(published_at=None)


class FormVersion(Identified):
    """One wording of a form. `definition` is the JSON of `engines.forms.as_json`; a draft has no `published_at`."""

    form = models.ForeignKey(Form, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    saves = models.PositiveIntegerField(default=1)  # goes up with every save of a draft; a stale save is refused
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        ordering = ["form", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_number_unique"),
            models.UniqueConstraint(fields=["form"], condition=Q(published_at=None), name="one_draft_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.form} version {self.number}"

    @property
    def directorate_id(self) -> uuid.UUID:
        return self.form.directorate_id

    @property
    def is_published(self) -> bool:
        return self.published_at is not None

    @property
    def as_definition(self) -> Definition:
        return from_json(self.definition)


class WeekForm(OfAWeek, Identified):
    """A week uses this version of a form; without such a row it uses the newest published one."""

    week = models.ForeignKey(PracticeWeek, on_delete=models.CASCADE, related_name="forms")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(FormVersion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["week", "form"], name="one_version_of_a_form_a_week")]

    def __str__(self) -> str:
        return f"{self.week}: {self.version}"
