"""The audit trail: who did what to what, and when. Rows are only ever added; database triggers see to that."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from alongside.web.audit.words import details_in_words, in_words


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def visible_to(self, user: Any) -> AuditEventQuerySet:
        """Events of the user's own directorate, for those who may read the trail."""
        if not user.may("audit.view"):
            return self.none()
        return self.filter(directorate_id=user.directorate_id)


class AuditEvent(models.Model):
    """One act. No foreign keys: the trail outlives what it speaks of. `detail` never holds free text from a form."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    directorate_id = models.UUIDField(null=True, db_index=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=200)
    action = models.CharField(max_length=80, db_index=True)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=64, db_index=True)
    object_name = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=32, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_name} {self.action} {self.object_name}"

    @property
    def action_in_words(self) -> str:
        return in_words(self.action)

    @property
    def facts(self) -> list[str]:
        return details_in_words(self.detail)
