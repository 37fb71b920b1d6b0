"""Who was asked, what families said, and how practitioners are. Some of it waits for a reader, one of them worrying."""

from __future__ import annotations

import datetime as dt
import uuid
from random import Random

from alongside.web.access.models import User
from alongside.web.forms.kinds import Kind
from alongside.web.forms.queries import form_of_kind, version_for
from alongside.web.organisation.models import Team
from alongside.web.organisation.sample import new_id
from alongside.web.safeguarding.actions.reading import clear_reading
from alongside.web.today.sample import sentences as said
from alongside.web.today.sample.answers import answered
from alongside.web.voices.actions.responding import receive_response
from alongside.web.voices.consent import agreed
from alongside.web.voices.models import Ask, Response
from alongside.web.weeks.models import PracticeWeek

KINDS = (Kind.PARENT, Kind.PARENT, Kind.CARER, Kind.CHILD_5_8, Kind.CHILD_9_12, Kind.YOUNG_13_17, Kind.YOUNG_13_17, Kind.YOUNG_18_25)
SAID, WAITING = 48, 6
OUTCOMES = ("answered", "asked", "declined", "not_safe", "unreached")
WEIGHTS = (45, 20, 15, 5, 15)
WORDS = {
    "good": said.GOOD,
    "better": said.BETTER,
    "disconfirming": said.TIMES,
    "one_change": said.ONE_CHANGE,
    "wish": said.WISHES,
    "moving_words": said.BETTER,
}
PULSE_WORDS = {"proud": said.STAFF_PROUD, "in_the_way": said.STAFF_IN_THE_WAY, "one_change": said.STAFF_IN_THE_WAY}
PULSE_TEAMS, PULSE_EACH = 5, 7


def create_asks(week: PracticeWeek, lead: User, rng: Random) -> None:
    Ask.objects.bulk_create(
        Ask(
            id=new_id(rng), week=week, team=team, kind=rng.choice(KINDS), how=rng.choice(["conversation", "letter", "link"]),
            reference=f"F{n:02}-{turn}", outcome=rng.choices(OUTCOMES, WEIGHTS)[0], asked_on=week.starts_on, noted_by=lead,
        )
        for n, team in enumerate(_teams(week), 1)
        for turn in range(rng.randint(1, 3))
    )  # fmt: skip


def create_family_words(week: PracticeWeek, users: dict[str, User], rng: Random) -> None:
    """Most are read and cleared. The last few wait, as they would this morning, and two of those should worry the reader."""
    lead, reader = users["practice_lead"], users["safeguarding_lead"]
    teams = _teams(week)[:12]
    for n in range(SAID):
        kind = rng.choice(KINDS)
        given = {"better": said.WORRYING[n - SAID]} if n >= SAID - len(said.WORRYING) else None
        response = _say(week, rng.choice(teams), kind, lead, rng, given)
        if n < SAID - WAITING and response.reading is not None:
            clear_reading(reading=response.reading, by=reader, masked={})


def _say(week: PracticeWeek, team: Team, kind: str, by: User, rng: Random, given: dict[str, str] | None) -> Response:
    form = form_of_kind(week.directorate, kind)
    version = version_for(form, week) if form else None
    assert version is not None
    return receive_response(
        client_id=new_id(rng), week=week, team=team, version=version, answers=answered(version.as_definition, WORDS, rng, given),
        consent={"learning": True, "team": rng.random() < 0.6, "quote": rng.random() < 0.7}, via=Response.Via.CONVERSATION, anonymous=False,
        said_on=week.starts_on + dt.timedelta(days=rng.randint(0, 4)), by=by,
    ).response  # fmt: skip


def create_pulse(week: PracticeWeek, rng: Random) -> None:
    """As practitioners answered it: nothing ties an answer to a person."""
    form = form_of_kind(week.directorate, Kind.PULSE)
    version = version_for(form, week) if form else None
    assert version is not None
    Response.objects.bulk_create(
        Response(
            id=uuid.UUID(int=rng.getrandbits(128), version=4), directorate=week.directorate, week=week, team=team, version=version,
            via=Response.Via.SIGNED_IN, anonymous=True, said_on=week.starts_on + dt.timedelta(days=rng.randint(0, 4)),
            answers=answered(version.as_definition, PULSE_WORDS, rng), consent=agreed({"learning": True}, anonymous=True),
        )
        for team in _teams(week)[:PULSE_TEAMS]
        for _ in range(PULSE_EACH)
    )  # fmt: skip


def _teams(week: PracticeWeek) -> list[Team]:
    return list(Team.objects.filter(directorate_id=week.directorate_id, retired_on=None).order_by("code"))
