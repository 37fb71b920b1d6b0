"""What nobody may read. Those who give roles see how much, so that they appoint somebody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.web.access.permissions import Permission
from alongside.web.safeguarding.duty import holders, may_read
from alongside.web.safeguarding.models import Concern, Reading
from alongside.web.safeguarding.telling import allowed


def concerns_nobody_may_read(user: Any) -> int:
    """Open concerns that no safeguarding lead may see, as far as this person may know that there are any."""
    open_ones = list(Concern.objects.filter(directorate_id=user.directorate_id).open())
    if not open_ones:
        return 0
    readers = may_read(user.directorate_id)
    left = [concern for concern in open_ones if not allowed(readers, concern)]
    managers = holders(user.directorate_id, Permission.ACCESS_MANAGE) if left else []
    return sum(user in (allowed(managers, concern) or managers) for concern in left)


def words_nobody_may_read(directorate_id: UUID) -> bool:
    return Reading.objects.filter(directorate_id=directorate_id).to_be_read().exists() and not may_read(directorate_id)
