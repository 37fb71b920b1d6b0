"""Hearing people: links, who was asked, what is typed in, the pulse, and what was said."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import uuid4

from django.utils import timezone

from alongside.engines.forms.definition import Question, QuestionType, Wording
from alongside.web.access.models import User
from alongside.web.forms.models import FormVersion
from alongside.web.voices.actions.asks import note_ask
from alongside.web.voices.models import Ask
from tests import factories as make
from tests.web.access.matrix import Row
from tests.web.voices.scene import Scene

RUN = {"practice_lead", "participation_worker"}
ASK = RUN | {"team_manager"}
RECORD = RUN | {"visitor"}
PULSE = {"practitioner", "team_manager"}
PULSE_RESULTS = RUN | PULSE
Made = dict[str, Any]


def week() -> Made:
    return {"pk": Scene().week.pk}


def one_of_several_weeks() -> Made:
    make.week()
    make.week()
    return {}


def a_team() -> Made:
    scene = Scene()
    return {"pk": scene.week.pk, "team": scene.team.pk}


def their_team(user: User | None) -> Made:
    scene = Scene()
    if user is not None:
        user.staff_member = make.staff(team=scene.team)
        user.save()
    return {"pk": scene.week.pk, "team": scene.team.pk}


def two_teams_of_theirs(user: User | None) -> Made:
    scene = Scene()
    if user is not None:
        user.staff_member = make.staff(team=scene.team)
        user.save()
        make.post(make.team(), user.staff_member, manages_team=True)
    return {"pk": scene.week.pk}


def a_way() -> Made:
    return {"pk": Scene().way().pk}


def an_ask(scene: Scene) -> Ask:
    return note_ask(
        client_id=uuid4(), week=scene.week, team=scene.team, kind="parent", how="letter", outcome="asked", by=scene.lead, reference="FC-1"
    )  # fmt: skip


def somebodys_ask() -> Made:
    return {"pk": an_ask(Scene()).pk}


def their_ask(user: User | None) -> Made:
    made = their_team(user)
    return {"pk": an_ask(_scene_of(made)).pk}


def _scene_of(made: Made) -> Scene:
    from alongside.web.organisation.models import Team
    from alongside.web.weeks.models import PracticeWeek

    return Scene(week=PracticeWeek.objects.get(pk=made["pk"]), team=Team.objects.get(pk=made["team"]))


def a_form() -> Made:
    scene = Scene()
    return {"pk": scene.week.pk, "form": scene.parent.form.pk}


def a_pulse() -> FormVersion:
    scales = [Question(f"s{n}", QuestionType.SCALE, Wording({"en": f"Scale {n}"})) for n in range(5)]
    return make.form_version("pulse", make.definition(*scales))


def pulse_for(user: User | None) -> Made:
    a_pulse()
    if user is not None and user.directorate == make.directorate():
        user.staff_member = make.staff(team=make.team())
        user.save()
    return week()


def downloading() -> Made:
    return {**week(), "kind": "csv"}


def note() -> Made:
    return {"client_id": str(uuid4()), "kind": "parent", "how": "letter", "outcome": "declined"}


def every_team() -> Made:
    return {"form": Scene().parent.form.pk, "language": "en", "closes_on": (timezone.localdate() + dt.timedelta(days=3)).isoformat()}


def one_way() -> Made:
    return {**every_team(), "client_id": str(uuid4()), "who": "anonymous"}


def typed() -> Made:
    version = FormVersion.objects.filter(form__kind="parent").latest("number")
    around = {"client_id": str(uuid4()), "version": str(version.pk), "said_on": timezone.localdate().isoformat(), "language": "en"}
    return {**around, "q-good": "Kind", "consent": "learning"}


def pulse_sent() -> Made:
    return {"client_id": str(uuid4()), "version": str(FormVersion.objects.filter(form__kind="pulse").latest("number").pk), "q-s0": "3"}


ROWS = [
    Row("voices:home", allowed=ASK, make=one_of_several_weeks, stranger=200, note="with no week of ours in it"),
    Row("voices:week", allowed=ASK, make=week),
    Row("voices:ways", allowed=RUN, make=week),
    Row("voices:way_make", allowed=RUN, make=week),
    Row("voices:way_make", allowed=RUN, make=week, method="POST", data=one_way),
    Row("voices:ways_for_every_team", allowed=RUN, make=week),
    Row("voices:ways_for_every_team", allowed=RUN, make=week, method="POST", data=every_team),
    Row("voices:posters", allowed=RUN, make=week),
    Row("voices:way", allowed=RUN, make=a_way),
    Row("voices:poster", allowed=RUN, make=a_way),
    Row("voices:letter", allowed=RUN, make=a_way),
    Row("voices:way_close", allowed=RUN, make=a_way, method="POST"),
    Row("voices:way_replace", allowed=RUN, make=a_way, method="POST", data=lambda: {"client_id": str(uuid4())}),
    Row("voices:asks", allowed=ASK, make_for=two_teams_of_theirs),
    Row("voices:asks_of_team", allowed=RUN, make=a_team),
    Row("voices:asks_of_team", allowed=ASK, make_for=their_team, query="?own"),
    Row("voices:ask_note", allowed=RUN, make=a_team, method="POST", data=note),
    Row("voices:ask_note", allowed=ASK, make_for=their_team, method="POST", data=note, query="?own"),
    Row("voices:ask_change", allowed=RUN, make=somebodys_ask, method="POST", data=lambda: {"outcome": "declined"}),
    Row("voices:ask_change", allowed=ASK, make_for=their_ask, method="POST", data=lambda: {"outcome": "declined"}, query="?own"),
    Row("voices:ask_take_off", allowed=RUN, make=somebodys_ask, method="POST"),
    Row("voices:ask_take_off", allowed=ASK, make_for=their_ask, method="POST", query="?own"),
    Row("voices:unheard", allowed=RUN, make=week),
    Row("voices:typing", allowed=RECORD, make=week),
    Row(
        "voices:typing", allowed=RECORD, make=week, method="POST",
        data=lambda: {"form": Scene().parent.form.pk, "via": "paper"},
    ),
    Row("voices:type_in", allowed=RECORD, make=a_form),
    Row("voices:type_in", allowed=RECORD, make=a_form, method="POST", data=typed, ok=200, note="its code is shown at once, not kept"),
    Row("voices:pulse", allowed=PULSE, make_for=pulse_for),
    Row("voices:pulse", allowed=PULSE, make_for=pulse_for, method="POST", data=pulse_sent, ok=200, note="its code is shown, not kept"),
    Row("voices:pulse_results", allowed=PULSE_RESULTS, make=week),
    Row("voices:said", allowed=RUN, make=week),
    Row("voices:download", allowed=RUN, make=downloading, method="POST", ok=200),
]  # fmt: skip
