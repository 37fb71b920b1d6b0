"""What was published: versions, programmes, personal pages, calendars, cancellations and repairs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from alongside.web.access.models import User
from alongside.web.weeks.actions.cancellation import Who, report_cancellation
from alongside.web.weeks.models import Cancellation, Feed, Plan
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row
from tests.web.weeks.scene import BEFORE, Scene, a_scene

READERS = EVERYONE - {"administrator", "no role"}
SEE_ALL = {"practice_lead", "analyst", "director"}
PUBLISHERS = {"practice_lead"}
VISITS = [(0, 0, 3), (1, 1, 4)]
Made = dict[str, Any]


def published() -> Scene:
    scene = a_scene(name=f"Week {uuid4()}")
    scene.publish(VISITS)
    return scene


def week() -> Made:
    return {"pk": published().week.pk}


def version() -> Made:
    return {**week(), "number": 1}


def days() -> Made:
    return {**week(), "by": "days"}


def plan_to_publish() -> Made:
    scene = published()
    return {"pk": scene.week.pk, "plan": scene.plan(VISITS[:1]).pk}


def a_visitor() -> Made:
    scene = published()
    return {"pk": scene.week.pk, "staff": scene.person(0).pk}


def themselves(user: User | None) -> Made:
    scene = published()
    person = scene.person(0)
    if user is not None:
        user.staff_member = person
        user.save()
    return {"pk": scene.week.pk, "staff": person.pk}


def a_team() -> Made:
    scene = published()
    return {"pk": scene.week.pk, "team": scene.teams[0].pk}


def their_team(user: User | None) -> Made:
    scene = published()
    if user is not None:
        user.staff_member = scene.managers[0]
        user.save()
    return {"pk": scene.week.pk, "team": scene.teams[0].pk}


def cancelled(scene: Scene, by: User, n: int = 0) -> Cancellation:
    who = Who(staff_member=scene.person(n))
    return report_cancellation(client_id=uuid4(), week=scene.week, who=who, slots=[], by=by, now=BEFORE)


def a_cancellation() -> Made:
    scene = published()
    return {"pk": cancelled(scene, scene.lead).pk}


def their_cancellation(user: User | None) -> Made:
    """One they reported themselves, where their role lets them; otherwise the practice lead did."""
    scene = published()
    if user is None:
        return {"pk": cancelled(scene, scene.lead).pk}
    user.staff_member = scene.person(0)
    user.save()
    return {"pk": cancelled(scene, scene.lead).pk}


def a_repair() -> Made:
    scene = published()
    cancellation = cancelled(scene, scene.lead)
    plan = scene.plan([(2, 0, 3), (1, 1, 4)], origin=Plan.Origin.REPAIR, based_on=scene.week.plans.get())
    Cancellation.objects.filter(pk=cancellation.pk).update(repair=plan, state=Cancellation.State.PROPOSED)
    return {"pk": scene.week.pk, "plan": plan.pk}


def week_with_a_cancellation() -> Made:
    scene = published()
    cancelled(scene, scene.lead)
    return {"pk": scene.week.pk}


def a_feed() -> Made:
    return {"token": Feed.objects.create(directorate=make.directorate(), staff_member=make.staff()).token}


def their_feed(user: User | None) -> Made:
    person = make.staff()
    if user is not None:
        user.staff_member = person
        user.save()
    return {"pk": Feed.objects.create(directorate=make.directorate(), staff_member=person).pk}


def a_colleagues_feed() -> Made:
    return their_feed(None)


def form() -> Made:
    return {"everything": "yes", "client_id": str(uuid4()), "reason": ""}


ROWS = [
    Row("weeks:publish", allowed=PUBLISHERS, make=plan_to_publish),
    Row(
        "weeks:publish", allowed=PUBLISHERS, make=plan_to_publish, method="POST",
        data=lambda: {"name": "Second", "version": 1, "after": 1},
    ),
    Row("weeks:publications", allowed=READERS, make=week),
    Row("weeks:publication", allowed=READERS, make=version, note="lines and entries about oneself, unless one sees all visits"),
    Row("weeks:programme", allowed=READERS, make=week, note="one's own part, unless one sees all visits"),
    Row("weeks:programme_print", allowed=READERS, make=days, note="one's own part, unless one sees all visits"),
    Row("weeks:programme_workbook", allowed=SEE_ALL, make=week),
    Row("weeks:my_page", allowed=READERS, make=week, note="oneself alone"),
    Row("weeks:visitor_page", allowed=SEE_ALL, make=a_visitor),
    Row("weeks:visitor_page", allowed=READERS, make_for=themselves, query="?own"),
    Row("weeks:cannot_come", allowed=PUBLISHERS, make=a_visitor),
    Row("weeks:cannot_come", allowed=PUBLISHERS, make=a_visitor, method="POST", data=form),
    Row("weeks:cannot_come", allowed=READERS, make_for=themselves, query="?own"),
    Row("weeks:cannot_come", allowed=READERS, make_for=themselves, method="POST", data=form, query="?own"),
    Row("weeks:team_page", allowed=SEE_ALL, make=a_team),
    Row("weeks:team_page", allowed=READERS, make_for=their_team, query="?own"),
    Row("weeks:cannot_host", allowed=PUBLISHERS, make=a_team),
    Row("weeks:cannot_host", allowed=PUBLISHERS, make=a_team, method="POST", data=form),
    Row("weeks:cannot_host", allowed={"practice_lead", "team_manager"}, make_for=their_team, query="?own"),
    Row("weeks:cannot_host", allowed={"practice_lead", "team_manager"}, make_for=their_team, method="POST", data=form, query="?own"),
    Row("weeks:cancellations", allowed=PUBLISHERS, make=week_with_a_cancellation),
    Row("weeks:repair_again", allowed=PUBLISHERS, make=week_with_a_cancellation, method="POST"),
    Row("weeks:repair", allowed=PUBLISHERS, make=a_repair),
    Row(
        "weeks:accept_repair", allowed=PUBLISHERS, make=a_repair, method="POST", data=lambda: {"version": 1, "after": 1},
    ),
    Row("weeks:leave_repair", allowed=PUBLISHERS, make=a_repair, method="POST"),
    Row("weeks:cancellation", allowed=PUBLISHERS, make=a_cancellation),
    Row("weeks:cancellation", allowed=READERS, make_for=their_cancellation, query="?own"),
    Row("weeks:withdraw_cancellation", allowed=PUBLISHERS, make=a_cancellation, method="POST"),
    Row("weeks:withdraw_cancellation", allowed=READERS, make_for=their_cancellation, method="POST", query="?own"),
    Row("weeks:calendars", allowed=READERS),
    Row("weeks:make_calendars", method="POST", note="no account of this test is linked to a person; see test_calendar.py"),
    Row("weeks:renew_calendar", make=a_colleagues_feed, method="POST", note="not even the practice lead"),
    Row("weeks:renew_calendar", allowed=READERS, make_for=their_feed, method="POST", query="?own"),
    Row("weeks:feed", allowed=EVERYONE, make=a_feed, anonymous=200, stranger=200, note="the address itself is the key"),
]  # fmt: skip
