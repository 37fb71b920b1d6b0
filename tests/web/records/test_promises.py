"""Promises: kept from records, reminded of, settled in the visitor's own words, and asked about three months on."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine

from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.records.actions.promises import (
    Promised,
    ask_teams_whether_they_heard_back,
    make_promise,
    open_again,
    promises_from,
    remind_of_promises,
    say_whether_heard_back,
    settle_promise,
)
from alongside.web.records.models import Promise
from alongside.web.records.queries.following import promises_seen_by
from alongside.web.weeks.refusals import Refused
from tests import factories as make
from tests.web.records.following_scene import Scene, a_scene

pytestmark = pytest.mark.django_db
MONDAY = "2018-03-05T12:00:00Z"
DUE = dt.date(2018, 4, 2)


@pytest.fixture
def scene() -> Scene:
    return a_scene()


def promise(scene: Scene, due_on: dt.date = DUE) -> Promise:
    with time_machine.travel(MONDAY, tick=False):
        what = Promised(scene.team, "Fix the lift", due_on)
        return make_promise(client_id=uuid.uuid4(), week=scene.week, what=what, by=scene.visitor)


def test_a_record_makes_each_promise_once_and_an_edit_moves_its_day(scene: Scene) -> None:
    first = scene.version(promises=[{"words": "Fix the lift", "by": "2018-04-02"}, {"words": " ", "by": ""}])
    promises_from(first)
    second = scene.edit(
        first.record, first.form_version, first,
        promises=[{"words": "Fix the lift", "by": "2018-05-01"}, {"words": "Ask the head", "by": "soon"}],
    )  # fmt: skip

    promises_from(second)
    promises_from(second)

    made = list(Promise.objects.values_list("words", "due_on", "made_on"))
    day = dt.date(2018, 3, 5)
    assert sorted(made) == [("Ask the head", day + dt.timedelta(weeks=4), day), ("Fix the lift", dt.date(2018, 5, 1), day)]


def test_an_edit_never_moves_a_promise_that_was_settled(scene: Scene) -> None:
    first = scene.version(promises=[{"words": "Fix the lift", "by": "2018-04-02"}])
    promises_from(first)
    settle_promise(promise=Promise.objects.get(), state="done", told_team="It runs", by=scene.visitor)

    promises_from(scene.edit(first.record, first.form_version, first, promises=[{"words": "Fix the lift", "by": "2018-09-01"}]))

    assert Promise.objects.get().due_on == DUE


def test_reminders_come_a_week_before_on_the_day_and_weekly_after_once_a_day(scene: Scene) -> None:
    promise(scene)
    promise(scene, DUE + dt.timedelta(days=1))
    told = []
    for offset in range(-9, 16):
        with time_machine.travel(dt.datetime(2018, 4, 2, 10, tzinfo=dt.UTC) + dt.timedelta(days=offset), tick=False):
            before = Notice.objects.count()
            remind_of_promises()
            remind_of_promises()
            told += [offset] * (Notice.objects.count() - before)

    assert told == [-7, -6, 0, 1, 7, 8, 14, 15]
    assert {notice.to_name for notice in Notice.objects.all()} == {"Visitor"}


def test_nobody_is_reminded_of_what_is_settled_or_after_they_left(scene: Scene) -> None:
    done, left = promise(scene), promise(scene)
    settle_promise(promise=done, state="done", told_team="It runs", by=scene.visitor)
    Notice.objects.all().delete()
    left.made_by.is_active = False
    left.made_by.save()

    with time_machine.travel("2018-04-02T10:00:00Z", tick=False):
        remind_of_promises()

    assert not Notice.objects.exists()


def test_settling_tells_the_team_in_the_visitors_words_and_twice_is_once(scene: Scene) -> None:
    made = promise(scene)

    settle_promise(promise=made, state="cannot", told_team="No money this year", by=scene.visitor)
    settle_promise(promise=made, state="cannot", told_team="No money this year", by=scene.visitor)

    made.refresh_from_db()
    assert (made.state, made.told_team) == ("cannot", "No money this year")
    assert list(Notice.objects.values_list("to_name", flat=True)) == ["Team manager"]
    assert AuditEvent.objects.filter(action="promise.settled").count() == 1


def test_only_who_promised_settles_or_opens_again_and_must_say_something(scene: Scene) -> None:
    made = promise(scene)
    for person in (scene.lead, scene.manager, make.stranger()):
        with pytest.raises(NotAllowed):
            settle_promise(promise=made, state="done", told_team="Done", by=person)
        with pytest.raises(NotAllowed):
            open_again(promise=made, by=person)
    with pytest.raises(Refused, match="what the team should know"):
        settle_promise(promise=made, state="done", told_team=" ", by=scene.visitor)
    with pytest.raises(Refused, match="Choose"):
        settle_promise(promise=made, state="open", told_team="x", by=scene.visitor)
    settle_promise(promise=made, state="done", told_team="Done", by=scene.visitor)

    opened = open_again(promise=made, by=scene.visitor)

    assert (opened.state, opened.settled_on) == ("open", None)


def test_three_months_on_the_teams_manager_is_asked_once(scene: Scene) -> None:
    promise(scene)
    asked = []
    for day in ("2018-06-03", "2018-06-04", "2018-06-05"):
        with time_machine.travel(f"{day}T10:00:00Z", tick=False):
            asked.append(ask_teams_whether_they_heard_back())

    assert asked == [0, 1, 0]
    assert list(Notice.objects.values_list("to_name", "subject")) == [("Team manager", "Did your team hear back?")]


def test_the_host_says_whether_they_heard_back_and_nobody_else(scene: Scene) -> None:
    made = promise(scene)
    for person in (scene.visitor, scene.worker, make.user("team_manager", staff_member=make.staff(team=make.team())), make.stranger()):
        with pytest.raises(NotAllowed):
            say_whether_heard_back(promise=made, heard_back="yes", words="", by=person)
    with pytest.raises(Refused):
        say_whether_heard_back(promise=made, heard_back="maybe", words="", by=scene.manager)

    said = say_whether_heard_back(promise=made, heard_back="partly", words="A letter came", by=scene.manager)

    assert (said.heard_back, said.heard_back_words, said.heard_back_by) == ("partly", "A letter came", scene.manager)


def test_each_sees_their_own_list(scene: Scene) -> None:
    made = promise(scene)

    assert promises_seen_by(scene.visitor).own == [made]
    assert promises_seen_by(scene.manager).to_us == [made]
    assert promises_seen_by(scene.worker).to_us == [made]
    assert promises_seen_by(scene.lead).others == [made]
    assert promises_seen_by(make.user("visitor", staff_member=make.staff())).is_empty
    assert promises_seen_by(make.stranger()).is_empty


def test_a_stranger_promises_nothing(scene: Scene) -> None:
    for person in (make.stranger(), make.user("analyst")):
        with pytest.raises(NotAllowed):
            make_promise(client_id=uuid.uuid4(), week=scene.week, what=Promised(scene.team, "x", DUE), by=person)
