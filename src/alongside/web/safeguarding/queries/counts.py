"""How much waits. Drills are never counted, nor are allegations about staff: whoever sees the count may stand in that line, and a count
that is higher than their list would tell them."""

from __future__ import annotations

from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.models import Concern, Reading


def unread_count(directorate: Directorate) -> int:
    return Reading.objects.filter(directorate=directorate).to_be_read().real().count()


def open_concern_count(directorate: Directorate) -> int:
    return Concern.objects.filter(directorate=directorate, about_staff=False).open().real().count()
