"""Writing to the audit trail. Called inside the transaction of the change it records."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

from alongside.web.audit.models import AuditEvent
from alongside.web.platform.requests import request_id


def record(action: str, *, by: Any, on: Model, name: str = "", **detail: Any) -> AuditEvent:
    """Add one event.

    `action` is a past tense in the field's words ("week.published"); `by` a user, or None for the system; `on` the thing acted on;
    `detail` small facts that JSON can hold (codes, counts, identifiers), never a person's own words.
    """
    return AuditEvent.objects.create(
        directorate_id=getattr(on, "directorate_id", None) or getattr(by, "directorate_id", None),
        actor_id=getattr(by, "pk", None),
        actor_name=str(by) if by is not None else "Alongside",
        action=action,
        object_type=on._meta.label_lower,
        object_id=str(on.pk),
        object_name=(name or str(on))[:200],
        detail=detail,
        request_id=request_id.get(),
    )


def export_trail(*, by: Any, events: int, filters: list[str]) -> AuditEvent:
    """Note that somebody took a copy away, how much, and which filters they set. The caller has checked that they may."""
    return record("audit.exported", by=by, on=by, name="", events=events, filters=filters)
