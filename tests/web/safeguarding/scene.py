"""A council that listens: a reader and a deputy on duty on Monday 5 March 2018, ten in the morning, and somebody who said something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.safeguarding import origins
from alongside.web.safeguarding.actions.reading import put_forward
from alongside.web.safeguarding.models import Arrangements, Reading, ReadingDuty
from tests import factories as make

MONDAY_TEN = dt.datetime(2018, 3, 5, 10, 0, tzinfo=dt.UTC)
SAID = {"good": "She listens to me", "better": "I am scared of Dave at night"}
ORIGIN = "tests.origin"
SIGN_IN = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Room:
    """The room that words come from, as `origins` sees it: what it was given and what it was told to forget."""

    released: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    withheld: list[Any] = field(default_factory=list)


@dataclass
class Scene:
    arrangements: Arrangements
    reader: User
    deputy: User
    head: User
    room: Room

    def client(self, user: User) -> Client:
        client = Client()
        client.force_login(user, backend=SIGN_IN)
        return client


def staffed(name: str, manager: StaffMember | None = None, team: Team | None = None) -> StaffMember:
    return make.staff(name=name, manager=manager, team=team)


def lead(name: str, **fields: Any) -> User:
    return make.user("safeguarding_lead", staff_member=fields.pop("staff_member", None) or staffed(name), name=name, **fields)


def a_scene() -> Scene:
    """Called while the clock stands at MONDAY_TEN."""
    room = Room()
    origins.register(
        ORIGIN,
        released=lambda reading, answers, by: room.released.append((reading.pk, answers)),
        withheld=lambda reading: room.withheld.append(reading.pk),
    )
    reader, deputy, head = lead("Rea Reader"), lead("Dee Deputy"), lead("Hattie Head")
    arrangements = make.arrangements(head_of_safeguarding=head)
    today = timezone.localdate()
    for n in range(5):
        ReadingDuty.objects.create(directorate=arrangements.directorate, date=today + dt.timedelta(days=n), reader=reader, deputy=deputy)
    return Scene(arrangements, reader, deputy, head, room)


def words(said: Mapping[str, str] = SAID) -> dict[str, Any]:
    questions = [{"key": key, "question": f"What is {key}?", "said": text} for key, text in said.items()]
    return {"questions": questions, "answers": {**said, "felt": 3}}


def say(said: Mapping[str, str] = SAID, **fields: Any) -> Reading:
    base = {"directorate": make.directorate(), "origin": ORIGIN, "origin_id": uuid4(), "team": None, "who": "child_9_12", "language": "en"}
    said_on = {"said_on": timezone.localdate(), "arrived_at": timezone.now()}
    return put_forward(**{**base, **said_on, "words": words(said), **fields})
