"""One click reminds everyone who has not answered; nobody gets more than one such message a day."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.design.words import day
from alongside.web.notices.actions import one_a_day_key, queue_notice
from alongside.web.notices.models import Notice
from alongside.web.organisation.models import StaffMember
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.queries.replies import teams_without_offers, visitors_without_reply
from alongside.web.weeks.refusals import Refused

KIND = "weeks.reminder"


@dataclass(frozen=True)
class Reminded:
    """`sent` were told now, `told_today` had been already, `unreachable` have no e-mail address."""

    sent: int
    told_today: int
    unreachable: list[str]


@transaction.atomic
def remind(*, week: PracticeWeek, by: User) -> Reminded:
    """Ask visitors for their availability and team managers for offers. A second click on the same day reaches nobody again."""
    require(by, Permission.WEEKS_SET_UP, week)
    if week.state != PracticeWeek.State.OPEN:
        raise Refused("Open the week first: people are reminded while it collects offers and availability")
    today = timezone.localdate()
    asks = _what_to_ask(week)
    keys = {person: one_a_day_key(KIND, person, today) for person in asks}
    told = set(Notice.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    unreachable = sorted(person.name for person in asks if not person.email)
    sent = 0
    for person, asked in asks.items():
        if person.email and keys[person] not in told:
            _tell(week, person, asked, keys[person], by)
            sent += 1
    if sent:
        record("reminders.sent", by=by, on=week, count=sent)
    return Reminded(sent, len(told), unreachable)


def _what_to_ask(week: PracticeWeek) -> dict[StaffMember, list[str]]:
    """Each person once, with all that is still wanted from them."""
    base = settings.BASE_URL.rstrip("/")
    asks: dict[StaffMember, list[str]] = {}
    for visitor in visitors_without_reply(week):
        link = base + reverse("weeks:availability", kwargs={"pk": visitor.pk})
        question = "When are you free, and what would you like to see? It takes two minutes:"
        asks.setdefault(visitor.staff_member, []).append(f"{question}\n{link}")
    for team, managers in teams_without_offers(week):
        link = base + reverse("weeks:team_offers", kwargs={"pk": week.pk, "team_pk": team.pk})
        for manager in managers:
            asks.setdefault(manager, []).append(f"What could a visitor see of {team}?\n{link}")
    return asks


def _tell(week: PracticeWeek, person: StaffMember, asked: list[str], key: str, by: User) -> None:
    due = f"Please answer by {day(week.replies_due_on)}." if week.replies_due_on else "Please answer as soon as you can."
    news = f"{week.name} starts on {day(week.starts_on)}. We still need to hear from you."
    body = "\n\n".join([f"Dear {person.name},", news, *asked, due, f"Thank you,\n{by}"])
    queue_notice(
        key=key,
        kind=KIND,
        to=person.email,
        to_name=person.name,
        subject=f"{week.name}: we need to hear from you",
        body=body,
        directorate=week.directorate_id,
        by=by,
    )
