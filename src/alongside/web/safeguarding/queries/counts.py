"""How much waits. Drills are never counted."""

from __future__ import annotations

from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.models import Concern, Reading


def unread_count(directorate: Directorate) -> int:
    return Reading.objects.filter(directorate=directorate).to_be_read().real().count()


def open_concern_count(directorate: Directorate) -> int:
    return Concern.objects.filter(directorate=directorate).open().real().count()
