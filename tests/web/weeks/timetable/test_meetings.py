"""Shadowings and family conversations on their way to the engine and back."""

import pytest

from alongside.engines.timetable import Plan, Problem, solve
from alongside.engines.timetable.meetings import Meetings
from alongside.web.weeks.models import Interpreter, ShadowingHost, ShadowingRequest
from alongside.web.weeks.timetable import build_problem, save_plan
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    return make.week()


@pytest.fixture
def room():
    return make.site(family_room=True, step_free=True)


def test_a_week_without_them_is_the_visits_alone(week):
    found = build_problem(week)

    assert found.with_meetings is found.problem


def test_both_sides_wishes_and_lines_reach_the_engine(week):
    boss = make.staff(code="E001")
    chosen = ShadowingHost.objects.create(week=week, staff_member=make.staff(code="E002"), slots=[1], places=2, max_shadowings=3)
    ShadowingHost.objects.create(week=week, staff_member=boss, slots=[1, 99])
    asked = ShadowingRequest.objects.create(week=week, staff_member=make.staff(manager=boss), slots=[4, 1])
    asked.preferences.create(host=chosen, practitioner_choice=0, host_choice=2)
    make.visitor(week, chosen.staff_member)

    meetings = Meetings.of(build_problem(week).with_meetings)

    first, second = meetings.hosts
    assert (first.leader, first.avail, first.likes) == (None, (1,), {})
    assert (second.leader, second.cap, second.max, second.likes) == (0, 2, 3, {0: 2})
    practitioner = meetings.practitioners[0]
    assert (practitioner.avail, practitioner.line, practitioner.prefs) == ((4, 1), {0}, {1: 0})


def test_conversations_carry_places_needs_and_the_teams_line(week, room):
    manager = make.staff()
    team = make.team()
    make.post(team, manager, manages_team=True)
    make.visitor(week, manager)
    named = make.site()
    first = week.conversations.create(reference="FC-1", team=team, slots=[2], needs_step_free=True, language="pl")
    week.conversations.create(reference="FC-2", team=team, slots=[3]).sites.add(named)
    Interpreter.objects.create(week=week, name="Agency", languages=["pl", "ro"], slots=[2])

    found = build_problem(week)
    meetings = Meetings.of(found.with_meetings)

    assert found.conversations[0] == first
    one, two = meetings.conversations
    assert (one.slots, one.venues, one.step_free, one.language, one.line) == ((2,), None, True, "pl", {0})
    assert two.venues == {found.venues.index(named)}
    assert meetings.venues[found.venues.index(room)].step_free
    assert meetings.interpreters[0].languages == {"pl", "ro"}


def test_what_the_engine_plans_is_kept(week, room):
    team = make.team(site=room)
    make.offer(week, team, slot=0)
    host = ShadowingHost.objects.create(week=week, staff_member=make.staff(base=room), slots=[1])
    asked = ShadowingRequest.objects.create(week=week, staff_member=make.staff(), slots=[1, 2])
    talk = week.conversations.create(reference="FC-1", team=team, slots=[1], language="pl")
    interpreter = Interpreter.objects.create(week=week, name="Agency", languages=["pl"], slots=[1])
    visitor = make.visitor(week, make.staff(base=room), slots=(0, 1))
    found = build_problem(week)
    assert Problem.from_dict(found.with_meetings.to_dict()) == found.with_meetings

    answer = solve(found.with_meetings, time_limit=10)
    plan = save_plan(week=week, week_problem=found, answer=answer, name="Plan 1", origin="run", by=make.user("practice_lead"))

    assert list(plan.visits.values_list("visitor", "offer__team")) == [(visitor.pk, team.pk)]
    assert list(plan.shadowings.values_list("request", "host", "slot")) == [(asked.pk, host.pk, 1)]
    kept = plan.conversations.get()
    assert (kept.conversation, kept.visitor, kept.site, kept.slot, kept.interpreter) == (talk, visitor, room, 1, interpreter)


def test_an_answer_without_them_keeps_none(week):
    week.conversations.create(reference="FC-1", team=make.team(), slots=[1])
    found = build_problem(week)

    plan = save_plan(week=week, week_problem=found, answer=Plan(), name="Plan 1", origin="run", by=make.user("practice_lead"))

    assert not plan.conversations.exists()
