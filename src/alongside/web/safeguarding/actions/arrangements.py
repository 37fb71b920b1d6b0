"""The council's numbers, hours, and who is the head of safeguarding."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.models import Arrangements

STALE = "Somebody else has changed these arrangements. Look at them again, then save."
MUST_READ = "The head of safeguarding must hold the role of safeguarding lead."


@transaction.atomic
def set_arrangements(
    *, directorate: Directorate, front_door_name: str, front_door_phone: str, out_of_hours_phone: str, opens: dt.time, closes: dt.time,
    acknowledge_minutes: int, head_of_safeguarding: User | None, version: int, by: User,
) -> Arrangements:  # fmt: skip
    """All of it at once. Concerns that are open keep the time they were due."""
    require(by, Permission.SAFEGUARDING_ARRANGE, directorate)
    head = head_of_safeguarding
    if head is not None and (head.directorate_id != directorate.pk or not head.may(Permission.SAFEGUARDING_READ)):
        raise ValidationError({"head_of_safeguarding": MUST_READ})
    held, _ = Arrangements.objects.select_for_update().get_or_create(directorate=directorate)
    if held.version != version:
        raise ValidationError(STALE)
    wanted = {
        "front_door_name": front_door_name, "front_door_phone": front_door_phone, "out_of_hours_phone": out_of_hours_phone,
        "opens": opens, "closes": closes, "acknowledge_minutes": acknowledge_minutes, "head_of_safeguarding": head,
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(held, name) != value]
    for name, value in wanted.items():
        setattr(held, name, value)
    held.version += 1
    held.full_clean()
    held.save()
    if changed:
        record("safeguarding_arrangements.changed", by=by, on=held, name="Safeguarding arrangements", changed=changed)
    return held
