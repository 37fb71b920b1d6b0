"""One click chases everybody from whom something is wanted; nobody gets more than one such message a day."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.notices.actions import one_a_day_key, queue_notice
from alongside.web.notices.models import Notice
from alongside.web.organisation.models import StaffMember
from alongside.web.today.queries import who_to_chase
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused

KIND = "today.chased"


@dataclass(frozen=True)
class Chased:
    """`sent` were told now, `told_today` had been already, `unreachable` have no e-mail address."""

    sent: int
    told_today: int
    unreachable: list[str]


@transaction.atomic
def chase(*, week: PracticeWeek, by: User) -> Chased:
    """Ask for records and for answers to notes. A second click on the same day reaches nobody again."""
    require(by, Permission.TODAY_CHASE, week)
    if week.state not in (PracticeWeek.State.PUBLISHED, PracticeWeek.State.FINISHED):
        raise Refused("Publish the week first: until then nobody owes anything")
    wanted = who_to_chase(week)
    today = timezone.localdate()
    keys = {person: one_a_day_key(KIND, person, today) for person in wanted}
    told = set(Notice.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    unreachable = sorted(person.name for person in wanted if not person.email)
    sent = 0
    for person, asked in wanted.items():
        if person.email and keys[person] not in told:
            _tell(week, person, asked, keys[person], by)
            sent += 1
    if sent:
        record(KIND, by=by, on=week, count=sent)
    return Chased(sent, len(told), unreachable)


def still_to_chase(week: PracticeWeek) -> int:
    """How many would be told by a click now."""
    today = timezone.localdate()
    keys = [one_a_day_key(KIND, person, today) for person in who_to_chase(week) if person.email]
    return len(keys) - Notice.objects.filter(key__in=keys).count()


def _tell(week: PracticeWeek, person: StaffMember, asked: list[str], key: str, by: User) -> None:
    link = settings.BASE_URL.rstrip("/") + reverse("home")
    body = "\n\n".join([f"Dear {person.name},", *asked, f"It is all on your home page:\n{link}", f"Thank you,\n{by}"])
    queue_notice(
        key=key,
        kind=KIND,
        to=person.email,
        to_name=person.name,
        subject=f"{week.name}: something is wanted from you",
        body=body,
        directorate=week.directorate_id,
        by=by,
    )
