"""Praise, promises, second grades and moderation."""

from __future__ import annotations

import uuid
from typing import Any

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.records.models import Praise, Promise, SecondGrade
from tests import factories as make
from tests.web.access.matrix import Row, holders
from tests.web.records.following_scene import Scene, a_scene

SEE = holders(Permission.RECORDS_SEE)
WRITE = holders(Permission.RECORDS_WRITE)
MODERATE = holders(Permission.RECORDS_MODERATE)
DUE = "01/01/2030"


def _published() -> Scene:
    return a_scene()


def team() -> dict[str, Any]:
    return {"team_pk": _published().team.pk}


def own_praise(user: User | None) -> dict[str, Any]:
    scene = _published()
    giver = user if user is not None and user.directorate == scene.week.directorate else scene.visitor
    return {"pk": Praise.objects.create(week=scene.week, team=scene.team, words="Good", given_by=giver).pk}


def _promise(maker: User, scene: Scene) -> Promise:
    return Promise.objects.create(week=scene.week, team=scene.team, words="Fix the lift", made_by=maker, due_on="2018-04-02")


def own_promise(user: User | None) -> dict[str, Any]:
    scene = _published()
    maker = user if user is not None and user.directorate == scene.week.directorate else scene.visitor
    return {"pk": _promise(maker, scene).pk}


def promise_to_own_team(user: User | None) -> dict[str, Any]:
    """Made by a visitor to the team that this person is in."""
    scene = _published()
    if user is not None and user.directorate == scene.week.directorate:
        user.staff_member = make.staff(team=scene.team)
        user.save()
    return {"pk": _promise(scene.visitor, scene).pk}


def own_second_grade(user: User | None) -> dict[str, Any]:
    scene = _published()
    audit = scene.audit(voice="good", plan="poor")
    grader = user if user is not None and user.directorate == scene.week.directorate else scene.lead
    return {"pk": SecondGrade.objects.create(record=audit.record, grader=grader).pk}


def audit() -> dict[str, Any]:
    return {"pk": _published().audit(voice="good", plan="poor").record_id}


def decision() -> dict[str, Any]:
    return {"which": "plan", "plan-question": "plan", "plan-grade": "good", "plan-words": "Seen together"}


def grades() -> dict[str, Any]:
    return {"voice": "good", "voice-rationale": "Yes", "plan": "poor", "plan-rationale": "No date"}


def week_there() -> dict[str, Any]:
    _published()
    return {}


ROWS = [
    Row("records:praise", allowed=SEE),
    Row("records:praise_team", allowed=WRITE, make=week_there),
    Row("records:praise_give", allowed=WRITE, make=team),
    Row(
        "records:praise_give", allowed=WRITE, make=team, method="POST",
        data=lambda: {"client_id": str(uuid.uuid4()), "to": "team", "words": "They listened"},
    ),
    Row("records:praise_take_back", allowed=SEE, make_for=own_praise, method="POST"),
    Row("records:promises", allowed=SEE),
    Row("records:promise_new", allowed=WRITE, make=week_there),
    Row("records:promise_new", allowed=WRITE, make=week_there, method="POST", ok=422, note="an empty form"),
    Row("records:promise_settle", allowed=WRITE, make_for=own_promise),
    Row(
        "records:promise_settle", allowed=WRITE, make_for=own_promise, method="POST",
        data=lambda: {"state": "done", "told_team": "It runs"},
    ),
    Row("records:promise_open_again", allowed=WRITE, make_for=own_promise, method="POST"),
    Row("records:promise_heard_back", allowed={"team_manager", "practice_lead"}, make_for=promise_to_own_team),
    Row(
        "records:promise_heard_back", allowed={"team_manager", "practice_lead"}, make_for=promise_to_own_team, method="POST",
        data=lambda: {"heard_back": "yes", "words": ""},
    ),
    Row("records:second_grades", allowed=WRITE),
    Row("records:second_grade", allowed=WRITE, make_for=own_second_grade),
    Row("records:second_grade", allowed=WRITE, make_for=own_second_grade, method="POST", data=grades),
    Row("records:moderation", allowed=MODERATE),
    Row("records:moderate", allowed=MODERATE, make=audit),
    Row("records:moderate", allowed=MODERATE, make=audit, method="POST", data=decision),
    Row("records:second_grade_ask", allowed=MODERATE, make=audit, method="POST"),
]  # fmt: skip
