"""What waits on a person's home page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from alongside.engines.clock import working_day_after
from alongside.web.access.permissions import Permission
from alongside.web.design.at_hand import AtHand, at_hand
from alongside.web.design.words import plural
from alongside.web.safeguarding.duty import arrangements_of, is_on_duty
from alongside.web.safeguarding.escalation import duty_has_reader, has_reader
from alongside.web.safeguarding.models import Concern, Reading
from alongside.web.safeguarding.queries.nobody import concerns_nobody_may_read, words_nobody_may_read


@at_hand
def for_readers(user: Any) -> Iterator[AtHand]:
    if not user.may(Permission.SAFEGUARDING_READ):
        return
    room, now = reverse("safeguarding:home"), timezone.now()
    if is_on_duty(user, now):
        concerns = Concern.objects.visible_to(user).unacknowledged().count()
        words = Reading.objects.visible_to(user).to_be_read().count()
        if concerns:
            yield AtHand(f"{plural(concerns, 'concern')} to acknowledge", room, "Now: the clock runs", urgent=True)
        if words:
            yield AtHand(f"{plural(words, 'answer')} to read", room, "Before anybody else may, today", urgent=True)
    elif not duty_has_reader(user.directorate_id, now):
        yield AtHand("Nobody reads today", room, "Nobody is on the rota. You may take over.", urgent=True)


@at_hand
def for_those_who_arrange(user: Any) -> Iterator[AtHand]:
    if not user.may(Permission.SAFEGUARDING_ARRANGE):
        return
    arrangements = arrangements_of(user.directorate_id)
    if not arrangements.front_door_phone:
        where = reverse("safeguarding:arrangements")
        yield AtHand("Give the front door's telephone number", where, "Until then no family can be asked anything", urgent=True)
        return
    day = working_day_after(arrangements.opening, timezone.localdate())
    if not has_reader(user.directorate_id, day):
        yield AtHand(f"Nobody reads on {day:%A} {day.day} {day:%B}", reverse("safeguarding:rota"), "Put somebody on the rota", urgent=True)


@at_hand
def for_those_who_give_roles(user: Any) -> Iterator[AtHand]:
    """A count and nothing else; not shown to the line that the concern is about while anybody else gives roles."""
    if not user.may(Permission.ACCESS_MANAGE):
        return
    people = reverse("access:people")
    if concerns := concerns_nobody_may_read(user):
        yield AtHand(f"{plural(concerns, 'concern')} that nobody may read", people, "Make somebody safeguarding lead", urgent=True)
    if words_nobody_may_read(user.directorate_id):
        yield AtHand("Nobody may read what families say", people, "Make somebody safeguarding lead", urgent=True)
