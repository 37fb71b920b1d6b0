"""What is missing, what a plan is worth, how two differ, how a run is drawn."""

import datetime as dt

import pytest

from alongside.web.jobs.models import Job
from alongside.web.weeks.models import DeclaredInterest
from alongside.web.weeks.planning.differences import Differences, differences
from alongside.web.weeks.planning.preflight import preflight
from alongside.web.weeks.planning.run import chart_of, gap_in_words, run_of
from alongside.web.weeks.planning.worth import worth_of
from alongside.web.weeks.timetable import build_problem
from tests import factories as make

pytestmark = pytest.mark.django_db
REPLIED = dt.datetime(2018, 2, 1, tzinfo=dt.UTC)


@pytest.fixture
def place():
    return make.site()


@pytest.fixture
def week():
    return make.week()


def points(week):
    return {point.text: point.names for point in preflight(build_problem(week)).points}


def test_an_empty_week_says_what_stops_it(week):
    check = preflight(build_problem(week))

    assert [point.text for point in check.points if point.stops] == [
        "Nobody has been chosen to visit.",
        "No team offers anything to be seen.",
    ]
    assert not check.can_plan


def test_a_week_with_everything_has_nothing_to_say(week, place):
    make.offer(week, make.team(site=place), slot=0, activity="duty_desk")
    make.visitor(week, make.staff(base=place), slots=(0,), replied_at=REPLIED)

    check = preflight(build_problem(week))

    assert (check.points, check.can_plan, check.possible, check.free) == ([], True, 1, 1)


def test_teams_that_nobody_can_see_are_named_with_the_reason(week, place):
    far = make.site(latitude=50.1, longitude=-5.5)
    asleep, remote, own, barred = (make.team(name=name, site=place) for name in ("Asleep", "Remote", "Own", "Barred"))
    remote.site = far
    remote.save()
    for team, slot in ((asleep, 5), (remote, 0), (own, 0), (barred, 0)):
        make.offer(week, team, slot=slot, activity="duty_desk")
    person = make.staff(base=place)
    make.post(own, person, manages_team=True)
    DeclaredInterest.objects.create(week=week, staff_member=person, team=barred)
    make.visitor(week, person, slots=(0,), replied_at=REPLIED)

    found = points(week)

    assert found["4 teams cannot be seen by anybody as things are:"] == [
        "Asleep: no visitor is free when it offers something",
        "Remote: everybody free at its times is based more than 75 minutes away",
        "Own: everybody free at its times works in it or manages it",
        "Barred: everybody free at its times has declared an interest, works in it or manages it",
    ]


def test_silence_families_and_interpreters_are_worth_knowing(week, place):
    make.offer(week, make.team(name="Heron", site=place), slot=0)
    make.team(name="Wren", site=place)
    make.visitor(week, make.staff(name="Kim", base=place), slots=())
    make.visitor(week, make.staff(name="Lee", base=place), slots=(), replied_at=REPLIED)
    make.visitor(week, make.staff(name="Max"), slots=(0,), replied_at=REPLIED)
    week.conversations.create(reference="FC-1", team=make.team(name="Owl", site=place), slots=[1], language="pl")

    found = points(week)

    assert found["1 visitor did not say when they are free, so the plan leaves them out:"] == ["Kim"]
    assert found["1 visitor answered that they are never free:"] == ["Lee"]
    assert found["2 teams offer nothing, so nobody will see them:"] == ["Wren", "Owl"]
    assert found["These visitors have no base, so their journeys are counted from the busiest site:"] == ["Max"]
    assert found["1 visit to a family is offered before the family has agreed:"] == ["Heron, Monday morning"]
    assert found["No interpreter is booked who speaks the language of these family conversations:"] == ["FC-1"]


def test_what_a_plan_is_worth_is_counted_from_its_visits(week, place):
    seen, unseen = make.team(name="Heron", site=place), make.team(name="Wren", site=place)
    offer = make.offer(week, seen, slot=0)
    make.offer(week, unseen, slot=0)
    visitor = make.visitor(week, make.staff(base=place, seniority="director"), slots=(0,))
    plan = week.plans.create(number=1, name="Plan 1", created_by=make.user("practice_lead"), stages=[
        {"name": "coverage", "value": 16, "bound": 16, "proven": True},
        {"name": "quality", "value": 100, "bound": 90, "proven": False},
        {"name": "meetings", "value": 7, "bound": 0, "proven": False},
    ])  # fmt: skip
    plan.visits.create(visitor=visitor, offer=offer)

    worth = worth_of(plan, build_problem(week))

    assert worth.levels[0].words == "1 of 2 teams are seen, 0 visits by two visitors."
    assert worth.levels[0].names == ["Wren is not seen", f"No corporate visitor sees {unseen.service.name}"]
    assert worth.levels[1].is_kept
    assert worth.levels[4].words == "0 hours 0 minutes on the road altogether, 0 minutes a visit."
    assert [stage.gap for stage in worth.stages] == [
        "Proven: nothing better exists",
        "At most 10.0% from the best there could be",
        "How much better it could be is not known",
    ]
    assert not worth.broken


def test_two_plans_differ_in_words(week, place):
    ann, ben = (make.visitor(week, make.staff(name=name, code=name, base=place)) for name in ("Ann", "Ben"))
    for name in ("Heron", "Owl", "Wren"):
        make.offer(week, make.team(name=name, code=name, site=place), slot=0)
    found = build_problem(week)
    heron, owl, wren = 0, 1, 2
    a, b = found.visitor_number[ann.pk], found.visitor_number[ben.pk]

    changes = differences([(a, heron, 0), (a, owl, 4), (b, wren, 1)], [(a, heron, 3), (b, owl, 4), (b, heron, 6)], found)

    assert changes == Differences(
        moved=["Ann sees Heron on Tuesday morning, not Monday morning"],
        instead=["Ben sees Owl on Tuesday afternoon, not Ann"],
        added=["Ben sees Heron on Wednesday morning"],
        dropped=["Ben sees Wren on Monday afternoon"],
        same=0,
    )
    assert not differences([(a, heron, 0)], [(a, heron, 0)], found).any


def test_a_chart_draws_the_stage_it_is_in_until_now():
    chart = chart_of([[0.1, "coverage", 50, 0], [1.0, "quality", 3000, 1000], [2.0, "quality", 1700, 1600]], 4.0)

    assert chart is not None
    assert chart.finding == "After 4 seconds the plan stands at 1,700. It is proven that no plan is below 1,600."
    assert chart.rows == [("1 s", "3,000", "1,000"), ("2 s", "1,700", "1,600"), ("4 s", "1,700", "1,600")]
    assert chart.value_end.at + 17 < chart.bound_end.at
    assert chart_of([], 1.0) is None
    unproven = chart_of([[1.0, "quality", 3000, 0], [2.0, "quality", 1700, 0]], 2.0)
    assert unproven is not None
    assert (unproven.bound, unproven.bound_end.text, unproven.finding) == ("", "", "After 2 seconds the plan stands at 1,700.")
    assert chart_of([[0.1, "quality", 5, 5]], 0.1) is None


@pytest.mark.parametrize(("value", "bound", "words"), [(10, 10, "None: proven"), (10, 0, "Not known"), (1000, 990, "At most 1.0%")])
def test_the_gap_in_words(value, bound, words):
    assert gap_in_words(value, bound) == words


@pytest.mark.parametrize(
    ("stage", "unseen", "value", "bound", "words"),
    [
        ("coverage", 2, 20, 0, "Looking for a plan in which every team is seen."),
        ("coverage", 0, 1, 0, "Every team is seen. Making sure that no promise can be kept better."),
        ("quality", 0, 9, 1, "The promises are kept. Improving preferences, fairness, travel and days out."),
        ("quality", 0, 9, 9, "Nothing better exists. Saving the plan."),
    ],
)
def test_a_run_is_told_in_one_sentence(stage, unseen, value, bound, words):
    progress = {"stage": stage, "unseen": unseen, "value": value, "bound": bound, "teams": 5, "visits": 3, "seconds": 1, "limit": 15}

    assert run_of(Job(progress=progress)).sentence == words
    assert run_of(Job(state="queued")).sentence == "Waiting for the planner to be free."
