"""Reminders: everybody who has not answered, once a day, whatever they are asked for."""

import datetime as dt

import pytest
import time_machine
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from alongside.web.weeks.actions.reminders import Reminded, remind
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.views.reminders import in_words
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.user("practice_lead", name="Grace Lead")


@pytest.fixture
def week():
    return make.week(state="open", name="Spring week", replies_due_on=dt.date(2018, 2, 23))


@time_machine.travel("2018-02-20 10:00", tick=False)
def test_each_person_gets_one_message_with_all_that_is_wanted(week, lead):
    both = make.staff(name="Sam Both", email="sam@council.example")
    make.visitor(week, both, slots=())
    make.post(make.team(name="Duty team"), both, manages_team=True)
    answered = make.visitor(week, replied_at=dt.datetime(2018, 2, 1, tzinfo=dt.UTC))
    make.visitor(week, make.staff(name="Kim Unreachable", email=""))

    outcome = remind(week=week, by=lead)

    assert outcome == Reminded(sent=1, told_today=0, unreachable=["Kim Unreachable"])
    notice = Notice.objects.get()
    assert (notice.to, notice.kind) == ("sam@council.example", "weeks.reminder")
    assert "/availability/" in notice.body
    assert "What could a visitor see of Duty team?" in notice.body
    assert "Friday 23 February 2018" in notice.body
    assert answered.staff_member.email not in Notice.objects.values_list("to", flat=True)
    assert AuditEvent.objects.get(action="reminders.sent").detail == {"count": 1}


def test_a_second_click_on_the_same_day_reaches_nobody_and_the_next_day_does(week, lead):
    make.visitor(week, slots=())

    with time_machine.travel("2018-02-20 10:00", tick=False):
        remind(week=week, by=lead)
        assert remind(week=week, by=lead) == Reminded(sent=0, told_today=1, unreachable=[])
        other = make.week(state="open")
        make.visitor(other, week.visitors.get().staff_member, slots=())
        assert remind(week=other, by=lead).sent == 0
    with time_machine.travel("2018-02-21 10:00", tick=False):
        assert remind(week=week, by=lead).sent == 1

    assert Notice.objects.count() == 2


def test_only_while_the_week_is_open_and_only_the_practice_lead(week):
    closed = make.week(state="planning")

    with pytest.raises(Refused, match="Open the week first"):
        remind(week=closed, by=make.user("practice_lead"))
    for other in (make.user("visitor"), make.user("director"), make.stranger()):
        with pytest.raises(Http404):
            remind(week=week, by=other)


def test_the_outcome_in_words():
    assert in_words(Reminded(3, 0, [])) == "3 people reminded."
    assert in_words(Reminded(0, 1, ["Kim"])) == (
        "1 person had a reminder today already, so they get no other until tomorrow. No e-mail address for: Kim."
    )
