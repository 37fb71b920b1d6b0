"""The bridge to the engine: what a week becomes, who may see whom, and what it costs to read."""

import datetime as dt

import pytest

from alongside.engines.timetable import Problem
from alongside.web.organisation.models import TravelTime
from alongside.web.weeks.models import Availability, DeclaredInterest, PublishedEntry
from alongside.web.weeks.timetable import build_problem
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make.site(visits_at_once=4)


def published_visit(week, person, team):
    plan = week.plans.create(number=1, name="Plan 1", created_by=make.user("practice_lead"))
    publication = week.publications.create(number=1, name="Version 1", plan=plan, published_by=plan.created_by)
    PublishedEntry.objects.create(
        week=week, kind="visit", slot=0, visitor=person, team=team, site=team.site, first_in=publication, changed_in=publication
    )


def test_a_week_becomes_the_problem_its_rows_describe(place):
    week = make.week(visits_by_two=1)
    team = make.team(site=place, max_visits=3, weight=2)
    make.offer(week, team, slot=4, places=2, activity="panel")
    person = make.staff(name="Amina Khan", seniority="head_of_service", base=place, service=team.service)
    visitor = make.visitor(week, person, slots=(1, 4), min_visits=1, target_visits=2, max_visits=4)
    visitor.interests.create(service=team.service, level=0)

    found = build_problem(week)

    leader, host = found.problem.leaders[0], found.problem.teams[0]
    assert (leader.corporate, leader.area, leader.base, leader.avail, leader.interest) == (True, 0, 0, (1, 4), (0,))
    assert (leader.min, leader.target, leader.max, leader.extra["name"]) == (1, 2, 4, "Amina Khan")
    assert (host.area, host.site, host.max_visits, host.weight, host.line) == (0, 0, 3, 2, ())
    assert [(o.slot, o.activity, o.cap, o.cost) for o in host.offers] == [(4, "panel", 2, 2)]
    assert found.problem.rules.double_min == 1
    assert found.problem.sites[0].cap == 4
    assert found.offers[0, 4].team == team
    assert Problem.from_dict(found.problem.to_dict()) == found.problem


def test_the_line_of_management_never_visits_but_the_top_may(place):
    week = make.week()
    director = make.staff(seniority="director")
    head = make.staff(seniority="head_of_service", manager=director)
    manager = make.staff(seniority="team_manager", manager=head)
    outsider = make.staff(seniority="service_manager", manager=director)
    team = make.team(site=place)
    make.post(team, manager, manages_team=True)
    for person in (director, head, manager, outsider):
        make.visitor(week, person)

    found = build_problem(week)

    number = found.staff_number
    assert set(found.problem.teams[0].line) == {number[head.pk], number[manager.pk]}
    assert found.problem.teams[0].exempt == (number[director.pk],)
    assert found.problem.leaders[number[manager.pk]].parent == number[head.pk]
    assert (number[outsider.pk], 0) in found.problem.pairs


def test_where_the_managers_post_is_vacant_the_line_is_whom_its_people_answer_to(place):
    week = make.week()
    boss = make.staff(seniority="service_manager")
    team = make.team(site=place)
    make.post(team, None, manages_team=True)
    worker = make.staff(team=team, manager=boss)
    make.visitor(week, boss)
    make.visitor(week, worker)

    found = build_problem(week)

    assert set(found.problem.teams[0].line) == {found.staff_number[boss.pk], found.staff_number[worker.pk]}


def test_what_left_the_week_is_left_out(place):
    week = make.week(ends_on=dt.date(2018, 3, 5))
    kept, retired = make.team(site=place), make.team(site=place, retired_on=dt.date(2018, 1, 1))
    make.offer(week, kept, slot=1)
    make.offer(week, kept, slot=2, withdrawn_at=dt.datetime(2018, 3, 1, tzinfo=dt.UTC))
    make.offer(week, kept, slot=3)  # the week has one day only
    make.offer(week, retired, slot=0)
    make.visitor(week, slots=(0, 14))

    found = build_problem(week)

    assert list(found.offers) == [(0, 1)]
    assert found.teams == [kept]
    assert found.problem.leaders[0].avail == (0,)


def test_a_visitor_is_not_asked_for_more_visits_than_they_have_slots(place):
    make.team(site=place)
    week = make.week()
    make.visitor(week, slots=(3,), min_visits=2, target_visits=3, max_visits=4)

    leader = build_problem(week).problem.leaders[0]

    assert (leader.min, leader.target, leader.max) == (1, 1, 4)


def test_declared_interests_and_last_weeks_meetings_are_pairs(place):
    before, week = make.week(starts_on=dt.date(2017, 9, 4), ends_on=dt.date(2017, 9, 8)), make.week()
    team, other = make.team(site=place), make.team(site=place)
    person = make.staff(base=place)
    make.visitor(week, person)
    DeclaredInterest.objects.create(week=week, staff_member=person, team=other)
    published_visit(before, person, team)

    problem = build_problem(week).problem

    assert problem.forbid == {(0, 1)}
    assert problem.last == {(0, 0)}


def test_last_time_is_the_week_this_one_is_based_on(place):
    older = make.week(starts_on=dt.date(2017, 3, 6), ends_on=dt.date(2017, 3, 10))
    newer = make.week(starts_on=dt.date(2017, 9, 4), ends_on=dt.date(2017, 9, 8))
    week = make.week(based_on=older)
    team, other = make.team(site=place), make.team(site=place)
    person = make.staff()
    make.visitor(week, person)
    published_visit(older, person, team)
    published_visit(newer, person, other)

    assert build_problem(week).problem.last == {(0, 0)}


def test_given_travel_times_come_before_coordinates():
    near, far = make.site(latitude=54.5, longitude=-1.5), make.site(latitude=54.5, longitude=-1.5)
    TravelTime.objects.create(directorate=make.directorate(), origin=near, destination=far, minutes=44)

    assert build_problem(make.week()).problem.travel == ((0, 44), (44, 0))


def test_going_by_way_of_a_third_site_is_never_quicker():
    a, _via, c = (make.site(latitude=54.5, longitude=-1.5) for _ in range(3))
    TravelTime.objects.create(directorate=make.directorate(), origin=a, destination=c, minutes=300)

    assert build_problem(make.week()).problem.travel[0] == (0, 5, 10)


def test_the_same_rows_give_the_same_problem_and_other_councils_stay_out(place):
    week = make.week()
    make.offer(week, make.team(site=place))
    make.visitor(week)
    make.team(directorate=make.directorate("elsewhere"))

    first, second = build_problem(week), build_problem(week)

    assert first.problem == second.problem
    assert len(first.teams) == len(first.services) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_a_week_takes_the_same_number_of_queries_however_large(rows, place, django_assert_num_queries):
    week = make.week()
    for _ in range(rows):
        team = make.team(site=place)
        make.offer(week, team)
        visitor = make.visitor(week, make.staff(team=team))
        visitor.interests.create(service=team.service, level=2)
        make.post(team, make.staff(), manages_team=True)
        host = week.shadowing_hosts.create(staff_member=make.staff(), slots=[1])
        asked = week.shadowing_requests.create(staff_member=make.staff(), slots=[1])
        asked.preferences.create(host=host, practitioner_choice=0)
        week.conversations.create(reference=f"F{visitor.pk}", team=team, slots=[2]).sites.add(place)
    assert Availability.objects.count() == rows * 2

    with django_assert_num_queries(19):
        build_problem(week)
