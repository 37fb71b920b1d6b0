"""Records: writing, reading, what is said beside them, and what devices ask. The rules about whose they are: tests/web/records."""

from __future__ import annotations

import uuid
from typing import Any

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.weeks.models import PublishedEntry
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row, holders
from tests.web.records.scene import Scene, a_scene

WRITE, SEE = holders(Permission.RECORDS_WRITE), holders(Permission.RECORDS_SEE)
HOST, JUDGE = {"team_manager"}, {"visitor", "practice_lead"}


def _is_ours(user: User | None, scene: Scene) -> bool:
    return user is not None and user.directorate_id == scene.week.directorate_id


def _in_the_team(user: User | None, scene: Scene) -> None:
    """This person becomes one of the host team, where they are one of ours."""
    if user is not None and _is_ours(user, scene):
        user.staff_member = make.staff(team=scene.team)
        user.save()


def _visiting(user: User | None, scene: Scene) -> PublishedEntry:
    """The visit becomes this person's, where they are one of ours."""
    if user is not None and _is_ours(user, scene):
        user.staff_member = make.staff()
        user.save()
        PublishedEntry.objects.filter(pk=scene.entry.pk).update(visitor=user.staff_member)
        scene.entry.refresh_from_db()
    return scene.entry


def own_visit(user: User | None) -> dict[str, Any]:
    return {"entry": _visiting(user, a_scene()).pk, "kind": "team_visit"}


def somebodys_work() -> dict[str, Any]:
    return {"kind": "case_audit", "staff": a_scene().worker.staff_member.pk}


def own_record(user: User | None) -> dict[str, Any]:
    scene = a_scene()
    _visiting(user, scene)
    by = user if user is not None and _is_ours(user, scene) and user.may(Permission.RECORDS_WRITE) else scene.second
    return {"pk": scene.send(by, entry=scene.entry if by is user else scene.second_entry).version.record_id}


def two_versions(user: User | None) -> dict[str, Any]:
    scene = a_scene()
    _visiting(user, scene)
    by = user if user is not None and _is_ours(user, scene) and user.may(Permission.RECORDS_WRITE) else scene.second
    entry = scene.entry if by is user else scene.second_entry
    first = scene.send(by, entry=entry).version
    for words in ("One", "Two"):
        scene.send(by, entry=entry, record_id=first.record_id, based_on=first.pk, answers={"proud": words})
    return {"pk": first.record_id}


def note_for_own_team(user: User | None) -> dict[str, Any]:
    scene = a_scene()
    _in_the_team(user, scene)
    return {"pk": scene.send().version.pk}


def record_of_own_work(user: User | None) -> dict[str, Any]:
    scene = a_scene()
    _in_the_team(user, scene)
    worker = user.staff_member if user is not None and _is_ours(user, scene) else scene.worker.staff_member
    return {"pk": scene.audit(practitioner=worker).version.pk}


def choice() -> dict[str, Any]:
    return {"kind": "case_audit"}


ROWS = [
    Row("records:mine", allowed=WRITE),
    Row("records:all", allowed={"practice_lead"}),
    Row("records:to_confirm", allowed=HOST),
    Row("records:about_me", allowed=SEE),
    Row("records:write", allowed=WRITE, make_for=own_visit),
    Row("records:write", allowed=WRITE, make_for=own_visit, method="POST", data=lambda: {"q-proud": "Patience"}),
    Row("records:choose_work", allowed=JUDGE, make=choice, stranger=200, note="a stranger chooses among their own people"),
    Row("records:write_about", allowed=JUDGE, make=somebodys_work),
    Row("records:write_about", allowed=JUDGE, make=somebodys_work, method="POST", ok=422, note="an empty form"),
    Row("records:record", allowed=WRITE, make_for=own_record),
    Row("records:change", allowed=WRITE, make_for=own_record),
    Row("records:change", allowed=WRITE, make_for=own_record, method="POST", data=lambda: {"q-proud": "Patience and humour"}),
    Row("records:settle", allowed=WRITE, make_for=two_versions),
    Row("records:settle", allowed=WRITE, make_for=two_versions, method="POST", ok=422, note="nothing is chosen"),
    Row(
        "records:host_answer", allowed=HOST, make_for=note_for_own_team, method="POST",
        data=lambda: {"client_id": str(uuid.uuid4()), "outcome": "corrected", "words": "It was a Tuesday"},
    ),
    Row(
        "records:reply", allowed=SEE, make_for=record_of_own_work, method="POST",
        data=lambda: {"client_id": str(uuid.uuid4()), "question": "voice", "words": "I see it otherwise"},
    ),
    Row("records:device", allowed=EVERYONE, anonymous=200, note="the shell that a device keeps: nobody's name is in it"),
    Row("records:device_today", allowed=WRITE, anonymous=401, note="JSON for devices: no redirect"),
    Row("records:device_csrf", allowed=EVERYONE, anonymous=401, note="JSON for devices: no redirect"),
    Row("records:device_send", allowed=EVERYONE, anonymous=401, method="POST", ok=415, note="a form is not JSON; see test_device.py"),
]  # fmt: skip
