"""Making a week and changing it: who may, what changed, what was recorded, and what a second call does."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.http import Http404
from django.utils import timezone

from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions.set_up import WeekDetails, WeekRules, change_details, change_rules, create_week, set_lines_of_enquiry
from alongside.web.weeks.actions.states import begin_planning, finish_week, open_week
from alongside.web.weeks.models import DeclaredInterest, LineOfEnquiry, PracticeWeek
from alongside.web.weeks.models.week import DEFAULT_PARTS
from alongside.web.weeks.refusals import Refused, Stale
from tests import factories as make

pytestmark = pytest.mark.django_db
SPRING = WeekDetails("Spring week", "Hearing children", dt.date(2018, 3, 5), dt.date(2018, 3, 9), DEFAULT_PARTS)
RULES = WeekRules(60, 90, 2, 75, 9, 10, 10, 5)


@pytest.fixture
def lead():
    return make.user("practice_lead")


def events():
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def test_a_practice_lead_makes_a_week_and_sending_the_form_twice_makes_one(lead):
    client_id = uuid.uuid4()

    first = create_week(client_id=client_id, details=SPRING, like=None, by=lead)
    second = create_week(client_id=client_id, details=SPRING, like=None, by=lead)

    assert first == second == PracticeWeek.objects.get()
    assert (first.name, first.state, first.directorate) == ("Spring week", "setting_up", lead.directorate)
    assert events() == ["week.created"]


@pytest.mark.parametrize("role", ["visitor", "team_manager", "practitioner", "analyst", "director", "administrator"])
def test_nobody_else_makes_a_week(role):
    with pytest.raises(Http404):
        create_week(client_id=uuid.uuid4(), details=SPRING, like=None, by=make.user(role))


def test_a_week_cannot_be_started_from_a_strangers_week():
    theirs = make.week()

    with pytest.raises(Http404):
        create_week(client_id=uuid.uuid4(), details=SPRING, like=theirs, by=make.stranger())


def test_started_from_last_time_it_takes_rules_visitors_and_lines_but_nobodys_availability(lead):
    last = make.week(starts_on=dt.date(2017, 9, 4), ends_on=dt.date(2017, 9, 8), visits_by_two=4, preference_weight=20)
    LineOfEnquiry.objects.create(week=last, order=0, title="Are children heard?", look_for="Direct work")
    visitor = make.visitor(last, slots=(1, 2), min_visits=2, target_visits=3, max_visits=4)
    visitor.interests.create(service=make.service(), level=0)
    make.visitor(last, make.staff(retired_on=dt.date(2018, 1, 1)))
    DeclaredInterest.objects.create(week=last, staff_member=visitor.staff_member, team=make.team(), reason="A relative")

    week = create_week(client_id=uuid.uuid4(), details=SPRING, like=last, by=lead)

    assert (week.visits_by_two, week.preference_weight, week.based_on) == (4, 20, last)
    assert list(week.lines_of_enquiry.values_list("title", "look_for")) == [("Are children heard?", "Direct work")]
    copied = week.visitors.get()
    assert (copied.min_visits, copied.target_visits, copied.max_visits, copied.replied_at) == (2, 3, 4, None)
    assert copied.interests.get().level == 0
    assert not copied.availability.exists()
    assert week.declared_interests.get().reason == "A relative"


def test_two_weeks_cannot_share_a_name(lead):
    create_week(client_id=uuid.uuid4(), details=SPRING, like=None, by=lead)

    with pytest.raises(Refused, match="already a week called Spring week"):
        create_week(client_id=uuid.uuid4(), details=SPRING, like=None, by=lead)


@pytest.mark.parametrize(
    ("ends_on", "words"), [(dt.date(2018, 3, 4), "on or after the day it starts"), (dt.date(2018, 3, 19), "at most 14 days")]
)
def test_a_week_has_one_to_fourteen_days(lead, ends_on, words):
    with pytest.raises(Refused, match=words):
        create_week(client_id=uuid.uuid4(), details=replace(SPRING, ends_on=ends_on), like=None, by=lead)


def test_details_change_once_and_say_which(lead):
    week = make.week(name="Spring week")

    changed = change_details(week=week, version=1, details=SPRING, by=lead)
    again = change_details(week=week, version=2, details=SPRING, by=lead)

    assert (changed.theme, again.version) == ("Hearing children", 2)
    assert AuditEvent.objects.get().detail == {"fields": ["theme"]}


def test_saving_over_somebody_elses_change_is_refused_and_says_so(lead):
    week = make.week(name="Spring week")
    change_details(week=week, version=1, details=SPRING, by=lead)

    with pytest.raises(Stale) as refused:
        change_details(week=week, version=1, details=replace(SPRING, theme="Mine"), by=lead)

    assert refused.value.current == 2
    assert PracticeWeek.objects.get().theme == "Hearing children"


def test_a_published_week_keeps_its_dates_but_not_its_theme(lead):
    week = make.week(name="Spring week", state="published")

    with pytest.raises(Refused, match="its dates and times stand"):
        change_details(week=week, version=1, details=replace(SPRING, ends_on=dt.date(2018, 3, 8)), by=lead)

    assert change_details(week=week, version=1, details=SPRING, by=lead).theme == "Hearing children"


def test_rules_change_for_those_who_set_up(lead):
    week = make.week()

    changed = change_rules(week=week, version=1, rules=RULES, by=lead)

    assert changed.visits_by_two == 9
    assert AuditEvent.objects.get().detail == {"fields": ["visits_by_two"]}
    with pytest.raises(Http404):
        change_rules(week=week, version=2, rules=RULES, by=make.stranger())


def test_lines_of_enquiry_keep_their_identity_when_reworded(lead):
    week = make.week()
    set_lines_of_enquiry(week=week, version=1, lines=[("Heard?", ""), ("Safe?", "")], by=lead)
    first = week.lines_of_enquiry.first()

    set_lines_of_enquiry(week=week, version=2, lines=[("Are children heard?", "Direct work")], by=lead)
    set_lines_of_enquiry(week=week, version=3, lines=[("Are children heard?", "Direct work")], by=lead)

    line = week.lines_of_enquiry.get()
    assert (line.pk, line.title, line.look_for) == (first.pk, "Are children heard?", "Direct work")
    assert events() == ["week.lines_of_enquiry_set"] * 2


def test_a_week_goes_its_way_and_each_step_is_recorded_once(lead):
    week = make.week()
    make.visitor(week)

    open_week(week=week, by=lead)
    open_week(week=week, by=lead)
    begin_planning(week=week, by=lead)
    open_week(week=week, by=lead)

    assert PracticeWeek.objects.get().state == "open"
    assert events() == ["week.opened", "week.planning_begun", "week.opened"]


def test_a_week_without_visitors_does_not_open(lead):
    with pytest.raises(Refused, match="Choose who will visit"):
        open_week(week=make.week(), by=lead)


def test_a_step_out_of_turn_is_refused_and_a_stranger_finds_nothing(lead):
    week = make.week()

    with pytest.raises(Refused, match="being set up"):
        finish_week(week=week, by=lead)
    for step in (open_week, begin_planning, finish_week):
        with pytest.raises(Http404):
            step(week=week, by=make.stranger())
    assert PracticeWeek.objects.get().state == "setting_up"


def test_a_shorter_week_leaves_nothing_without_a_day(lead):
    week, team = make.week(name="Spring week", theme="Hearing children"), make.team()
    friday, short = make.offer(week, team, slot=12), replace(SPRING, ends_on=dt.date(2018, 3, 8))

    with pytest.raises(Refused, match="1 offer would no longer have a day"):
        change_details(week=week, version=1, details=short, by=lead)
    plan = week.plans.create(number=1, name="Plan 1", created_by=lead)
    plan.visits.create(visitor=make.visitor(week), offer=friday)
    week.offers.update(withdrawn_at=timezone.now())
    with pytest.raises(Refused, match="Plan 1 has visits"):
        change_details(week=week, version=1, details=short, by=lead)
    plan.delete()

    assert change_details(week=week, version=1, details=short, by=lead).ends_on == dt.date(2018, 3, 8)


def test_times_people_have_in_their_calendars_stand(lead):
    week = make.week(name="Spring week", theme="Hearing children", state="published")
    later = [["10:00", "12:00"], *DEFAULT_PARTS[1:]]

    with pytest.raises(Refused, match="dates and times stand"):
        change_details(week=week, version=1, details=replace(SPRING, parts=later), by=lead)


def test_an_identifier_of_somebody_elses_week_finds_nothing(lead):
    theirs = make.week(directorate=make.directorate("elsewhere"))

    with pytest.raises(Http404):
        create_week(client_id=theirs.pk, details=SPRING, like=None, by=lead)
