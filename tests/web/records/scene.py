"""A published week for tests of writing and reading records: two visitors at one visit, a host team, a shadowing, a conversation."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from alongside.engines.forms.definition import Definition, Option, Question, QuestionType, Wording
from alongside.web.access.models import User
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.records.actions.receiving import Received, receive
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from tests import factories as make

T = QuestionType
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MONDAY_NOON = dt.datetime(2018, 3, 5, 12, tzinfo=dt.UTC)
SAID_AT = "2018-03-05T11:30:00+00:00"


def words(text: str) -> Wording:
    return Wording({"en": text})


GRADES = tuple(Option(key, words(key.title())) for key in ("outstanding", "good", "poor"))
YES_NO = (Option("yes", words("Yes")), Option("no", words("No")))
VISIT = Definition(
    words("Team visit"),
    words("Ten minutes."),
    (
        Question("proud", T.TEXT, words("What is the team proud of?"), required=True),
        Question("seen", T.EVIDENCE, words("What did you see?")),
        Question(
            "surprised", T.CHOICE, words("Did anything surprise you?"), options=(Option("yes", words("Yes")), Option("no", words("No")))
        ),
        Question("surprise", T.TEXT, words("What was it?"), show_if={"question": "surprised", "is": "yes"}),
        Question("about", T.THEMES, words("What is it about?"), options=(Option("time", words("Time")), Option("tools", words("Tools")))),
        Question("praise", T.PRAISE, words("Good work")),
        Question("promises", T.PROMISE, words("What will you do?")),
    ),
)
AUDIT = Definition(
    words("Case audit"),
    words("An hour."),
    (
        Question("read", T.TEXT, words("What did you read?")),
        Question("voice", T.GRADE, words("The child's voice"), options=GRADES, required=True),
        Question("felt", T.SCALE, words("How well did it go?"), options=(Option("1", words("Badly")), Option("5", words("Well")))),
    ),
)


@dataclass
class Scene:
    """`visitor` and `second` visit `team` together on Monday morning; `manager` hosts; `worker` and `colleague` are in the team."""

    week: PracticeWeek
    team: Team
    visitor: User
    second: User
    manager: User
    worker: User
    colleague: User
    lead: User
    entry: PublishedEntry
    second_entry: PublishedEntry
    shadowing: PublishedEntry
    forms: dict[str, FormVersion]

    def send(self, by: User | None = None, **fields: Any) -> Received:
        """One version of the visit's record, unless told otherwise."""
        kind = fields.pop("kind", "team_visit")
        base = {
            "client_id": uuid.uuid4(), "record_id": uuid.uuid4(), "kind": kind, "entry": self.entry, "team": None, "practitioner": None,
            "form_version": self.forms[kind], "based_on": None, "answers": {"proud": "Their patience"}, "recorded_at": SAID_AT,
        }  # fmt: skip
        return receive(**{**base, **fields}, by=by or self.visitor)

    def audit(self, by: User | None = None, **fields: Any) -> Received:
        answers = {"read": "A plan", "voice": {"grade": "good", "rationale": "It is all through it"}, "felt": 4}
        return self.send(by, **{"kind": "case_audit", "practitioner": self.worker.staff_member, "answers": answers, **fields})

    def body(self, **fields: Any) -> dict[str, Any]:
        """The same as a device says it."""
        base = {
            "id": str(uuid.uuid4()), "record": str(uuid.uuid4()), "kind": "team_visit", "entry": str(self.entry.pk), "team": None,
            "practitioner": None, "form_version": str(self.forms["team_visit"].pk), "based_on": None,
            "answers": {"proud": "Their patience"}, "recorded_at": SAID_AT, "consent": None,
        }  # fmt: skip
        return {**base, **fields}


def a_scene(**week_fields: Any) -> Scene:
    week, team = make.week(**week_fields), make.team(name="Heron team")
    made = make.publication(week)
    boss = make.staff(name="Morgan Field", team=team)
    make.post(team, boss, manages_team=True)
    people: list[StaffMember] = [make.staff(name=name) for name in ("Rowan Ashfell", "Priya Shah")]
    worker, colleague = make.staff(name="Sam Carr", team=team, manager=boss), make.staff(name="Jo Lind", team=team, manager=boss)
    base = {"kind": "shadowing", "slot": 4, "site": team.site, "first_in": made, "changed_in": made}
    return Scene(
        week=week,
        team=team,
        visitor=make.user("visitor", staff_member=people[0], name="Rowan Ashfell"),
        second=make.user("visitor", staff_member=people[1], name="Priya Shah"),
        manager=make.user("team_manager", staff_member=boss, name="Morgan Field"),
        worker=make.user("practitioner", staff_member=worker, name="Sam Carr"),
        colleague=make.user("practitioner", staff_member=colleague, name="Jo Lind"),
        lead=make.user("practice_lead", staff_member=make.staff(name="Lee Ward"), name="Lee Ward"),
        entry=make.entry(week, team, people[0], slot=0),
        second_entry=make.entry(week, team, people[1], slot=0),
        shadowing=PublishedEntry.objects.create(week=week, practitioner=worker, host=people[0], **base),
        forms={
            "team_visit": make.form_version("team_visit", VISIT),
            **{kind: make.form_version(kind, AUDIT) for kind in ("case_audit", "practice_observation")},
            **{kind: make.form_version(kind) for kind in ("shadowing_practitioner", "shadowing_manager", "host_view", "parent")},
        },
    )


def browser_of(user: User | None, **options: Any) -> Client:
    client = Client(**options)
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def post_json(client: Client, address: str, body: Any, **headers: str) -> HttpResponse:
    return client.post(
        address, body if isinstance(body, bytes | str) else json.dumps(body), content_type="application/json", headers=headers
    )
