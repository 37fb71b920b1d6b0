"""An uploaded workbook between its dry run and being put in place."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from alongside.web.organisation.models import Directorate, Identified
from alongside.web.weeks.models.week import PracticeWeek

KEPT_FOR = dt.timedelta(hours=1)


def expiry() -> dt.datetime:
    return timezone.now() + KEPT_FOR


class WorkbookImportQuerySet(models.QuerySet["WorkbookImport"]):
    def visible_to(self, user: Any) -> WorkbookImportQuerySet:
        """One's own only: it shows names and addresses of staff that may not be here yet."""
        if not user.may("organisation.change"):
            return self.none()
        return self.filter(directorate_id=user.directorate_id, uploaded_by=user)

    def expired(self) -> WorkbookImportQuerySet:
        """Whatever was kept of a file, or of what was found in it, for longer than an hour."""
        return self.filter(expires_at__lte=timezone.now()).exclude(stored_name="", report={})


class WorkbookImport(Identified):
    """`report` is what the dry run found; `fingerprint` the directorate as it was then. The file itself is kept for an hour."""

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READY = "ready", "Ready to put in place"
        REFUSED = "refused", "Has problems"
        DONE = "done", "Put in place"
        DISCARDED = "discarded", "Not put in place"

    directorate = models.ForeignKey(Directorate, on_delete=models.CASCADE, related_name="+")
    week = models.ForeignKey(PracticeWeek, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=200)
    stored_name = models.CharField(max_length=100, blank=True)  # empty once the file is gone
    state = models.CharField(max_length=10, choices=State.choices, default=State.READING)
    report = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    job = models.ForeignKey("jobs.Job", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=expiry)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = WorkbookImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def can_be_put_in_place(self) -> bool:
        return self.state == self.State.READY and bool(self.stored_name) and self.expires_at > timezone.now()
