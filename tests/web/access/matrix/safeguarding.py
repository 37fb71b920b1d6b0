"""When somebody may be being harmed: who reads is a matter of role and of today's rota."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.safeguarding.actions.reading import put_forward, raise_concern
from alongside.web.safeguarding.models import Concern, Reading, ReadingDuty
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row

READERS = {"safeguarding_lead"}


def council() -> dict[str, Any]:
    return {"code": make.arrangements().directorate.code}


def on_duty(user: User | None) -> User:
    """This person reads today; so does a lead, whoever the person is, so that there is something to be refused."""
    lead = make.user("safeguarding_lead")
    for person in (lead, user):
        if person is not None:
            for days in range(5):
                day = timezone.localdate() + dt.timedelta(days=days)
                ReadingDuty.objects.get_or_create(directorate=lead.directorate, date=day, reader=person)
    return lead


def being_on_duty(user: User | None) -> dict[str, Any]:
    on_duty(user)
    return {}


def some_words() -> Reading:
    words = {"questions": [{"key": "good", "question": "What is good?", "said": "Nothing"}], "answers": {"good": "Nothing"}}
    home = make.arrangements().directorate
    return put_forward(
        directorate=home, origin="safeguarding.drill", origin_id=uuid4(), team=None, who="parent", language="en",
        words=words, said_on=timezone.localdate(), arrived_at=timezone.now(), drill=True,
    )  # fmt: skip


def words(user: User | None) -> dict[str, Any]:
    on_duty(user)
    return {"pk": some_words().pk}


def a_concern(user: User | None) -> Concern:
    lead = on_duty(user)
    return raise_concern(reading=some_words(), passages=[], about_staff=False, about=None, by=lead)


def concern(user: User | None) -> dict[str, Any]:
    return {"pk": a_concern(user).pk}


def the_rest(user: User | None) -> dict[str, Any]:
    return {"pk": a_concern(user).reading_id}


def taken(user: User | None) -> dict[str, Any]:
    held = a_concern(user)
    held.acknowledged_by, held.acknowledged_at = held.raised_by, timezone.now()
    held.save()
    return {"pk": held.pk}


def ended(user: User | None) -> dict[str, Any]:
    held = Concern.objects.get(pk=taken(user)["pk"])
    held.closed_by, held.closed_at, held.outcome = held.raised_by, timezone.now(), "known"
    held.save()
    return {"pk": held.pk}


PUBLIC: dict[str, Any] = {"allowed": EVERYONE, "anonymous": 200, "stranger": 200, "public": True, "make": council}
ON_DUTY: dict[str, Any] = {"allowed": READERS}
ALL: dict[str, Any] = {"allowed": EVERYONE}


def raising() -> dict[str, Any]:
    return {"seen": "1", "passages": ["good"], "about_staff": "no"}


def arranging() -> dict[str, Any]:
    numbers = {"front_door_name": "Front door", "front_door_phone": "01632 960001", "out_of_hours_phone": "01632 960002"}
    return {**numbers, "version": "1", "opens": "9:00", "closes": "17:00", "acknowledge_minutes": "60"}


def worried() -> dict[str, Any]:
    return {"client_id": str(uuid4()), "words": "A child at the door", "rang": "no", "about_staff": "no"}


ROWS = [
    Row("help:now", **PUBLIC),
    Row("help:now", **PUBLIC, method="POST", ok=200, data=lambda: {"words": "Please help"}),
    Row("safeguarding:home", **ON_DUTY),
    Row("safeguarding:take_over", **ON_DUTY, method="POST"),
    Row("safeguarding:words", **ON_DUTY, make_for=words, read_is_noted=True),
    Row("safeguarding:words", **ON_DUTY, make_for=words, method="POST", data=lambda: {"seen": "1"}),
    Row("safeguarding:raise_concern", **ON_DUTY, make_for=words, read_is_noted=True),
    Row("safeguarding:raise_concern", **ON_DUTY, make_for=words, method="POST", data=raising),
    Row("safeguarding:rest", **ON_DUTY, make_for=the_rest, read_is_noted=True),
    Row("safeguarding:rest", **ON_DUTY, make_for=the_rest, method="POST"),
    Row("safeguarding:closed", make_for=being_on_duty, **ON_DUTY, note="a stranger's own are elsewhere"),
    Row("safeguarding:concern", **ON_DUTY, make_for=concern, read_is_noted=True),
    Row("safeguarding:acknowledge", **ON_DUTY, make_for=concern, method="POST"),
    Row("safeguarding:about_staff", **ON_DUTY, make_for=concern, method="POST", note="nobody named: hidden from nobody yet"),
    Row("safeguarding:refer", **ON_DUTY, make_for=taken, method="POST", data=lambda: {"reference": "LAS 1"}),
    Row("safeguarding:close", **ON_DUTY, make_for=taken, method="POST", data=lambda: {"outcome": "known"}),
    Row("safeguarding:reopen", **ON_DUTY, make_for=ended, method="POST"),
    Row("safeguarding:arrangements", **ON_DUTY),
    Row("safeguarding:arrangements", **ON_DUTY, method="POST", data=arranging),
    Row("safeguarding:rota", **ON_DUTY),
    Row("safeguarding:rota", **ON_DUTY, method="POST"),
    Row("safeguarding:copy_week", **ON_DUTY, method="POST"),
    Row("safeguarding:drills", **ON_DUTY),
    Row("safeguarding:drills", **ON_DUTY, method="POST"),
    Row("safeguarding:worry", **ALL, note="whoever signs in may be worried about somebody"),
    Row("safeguarding:worry", **ALL, method="POST", data=worried),
    Row("safeguarding:worry_sent", **ALL),
    Row("safeguarding:worry_rung", **ALL),
]  # fmt: skip
