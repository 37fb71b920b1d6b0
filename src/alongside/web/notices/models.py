"""Messages that leave the building: e-mail by SMTP or GOV.UK Notify. Kept, so that who was told what can be read."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.access.letters import KINDS

CONFIDENTIAL = "safeguarding."


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: Any) -> NoticeQuerySet:
        """Every message of the directorate for those who publish; those about access for those who manage it; and one's own.

        Who is told that a concern waits is for them alone: whom it left out would tell of whom it is about. Only one that could not be
        sent is there for those who publish, so that somebody puts it right.
        """
        mine = self.filter(directorate_id=user.directorate_id)
        if not user.is_active:
            return self.none()
        addresses = Q(to__iexact=user.email)
        if (staff := user.staff_member) is not None and staff.email:
            addresses |= Q(to__iexact=staff.email)
        if user.may("weeks.publish"):
            addresses |= ~Q(kind__startswith=CONFIDENTIAL) | Q(state=Notice.State.FAILED)
        if user.may("access.manage"):
            addresses |= Q(kind__in=KINDS)
        return mine.filter(addresses)

    def failed(self) -> NoticeQuerySet:
        return self.filter(state=Notice.State.FAILED)

    def unsettled(self) -> NoticeQuerySet:
        return self.filter(state__in=[Notice.State.QUEUED, Notice.State.SENDING])


class Notice(models.Model):
    """One message to one address. `key` says what it is about, so that nobody is told the same thing twice."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Could not be sent"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    directorate = models.ForeignKey("organisation.Directorate", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    to = models.EmailField(blank=True)
    to_name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    attachment = models.TextField(blank=True)
    attachment_name = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)  # a worker has it in hand since then
    try_again_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-queued_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="notice_sent_at_goes_with_its_state",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", claimed_at__isnull=False) | (~Q(state="sending") & Q(claimed_at=None)),
                name="notice_claimed_at_goes_with_its_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} to {self.to}"

    @property
    def lets_in(self) -> bool:
        """It holds a link by which whoever reads it gets in."""
        return self.kind in KINDS
