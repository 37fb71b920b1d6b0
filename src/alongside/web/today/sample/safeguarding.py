"""Numbers to ring that nobody has (Ofcom's range for drama), and who reads in the weeks to come."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from alongside.web.access.models import RoleGrant, User
from alongside.web.organisation.models import Directorate, Seniority, StaffMember
from alongside.web.safeguarding.models import Arrangements, ReadingDuty

FRONT_DOOR, AT_NIGHT = "01632 960001", "01632 960002"
DAYS = 42


def create_arrangements(directorate: Directorate, users: dict[str, User]) -> None:
    """The safeguarding lead reads, a head of service stands in and answers for safeguarding."""
    reader, deputy = users["safeguarding_lead"], _head(directorate)
    Arrangements.objects.update_or_create(
        directorate=directorate,
        defaults={"front_door_phone": FRONT_DOOR, "out_of_hours_phone": AT_NIGHT, "head_of_safeguarding": deputy},
    )
    today = timezone.localdate()
    days = [today + dt.timedelta(days=n) for n in range(DAYS)]
    ReadingDuty.objects.bulk_create(
        ReadingDuty(directorate=directorate, date=day, reader=reader, deputy=deputy) for day in days if day.weekday() < 5
    )


def _head(directorate: Directorate) -> User:
    heads = StaffMember.objects.filter(directorate=directorate, seniority=Seniority.HEAD_OF_SERVICE, user=None).order_by("name")
    person = heads[len(heads) - 1]
    user = User.objects.create_user(person.email, name=person.name, directorate=directorate, staff_member=person)
    RoleGrant.objects.create(user=user, role="safeguarding_lead")
    return user
