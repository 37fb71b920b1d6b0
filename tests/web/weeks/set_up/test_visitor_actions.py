"""Visitors, declared interests and interpreters."""

import uuid

import pytest
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions.visitors import (
    add_visitors,
    book_interpreter,
    change_visitor,
    declare_interest,
    release_interpreter,
    remove_visitor,
    withdraw_declared_interest,
)
from alongside.web.weeks.models import DeclaredInterest, Interpreter, Visitor
from alongside.web.weeks.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.user("practice_lead")


def test_visitors_get_the_usual_numbers_for_what_they_are_and_come_once(lead):
    week, chief = make.week(), make.staff(seniority="chief_executive")
    manager = make.staff(seniority="service_manager")

    add_visitors(week=week, staff=[chief, manager], by=lead)
    add_visitors(week=week, staff=[chief], by=lead)

    found = dict(week.visitors.values_list("staff_member_id", "min_visits"))
    assert found == {chief.pk: 1, manager.pk: 2}
    assert AuditEvent.objects.get().detail == {"codes": [chief.code, manager.code]}


def test_somebody_from_elsewhere_cannot_be_made_a_visitor(lead):
    with pytest.raises(Http404):
        add_visitors(week=make.week(), staff=[make.staff(directorate=make.directorate("elsewhere"))], by=lead)

    assert not Visitor.objects.exists()


def test_numbers_of_visits_change_once(lead):
    visitor = make.visitor(make.week())

    change_visitor(visitor=visitor, least=2, ideal=3, most=5, by=lead)
    change_visitor(visitor=visitor, least=2, ideal=3, most=5, by=lead)

    visitor.refresh_from_db()
    assert (visitor.min_visits, visitor.target_visits, visitor.max_visits) == (2, 3, 5)
    assert AuditEvent.objects.get().detail == {"before": [1, 2, 3], "after": [2, 3, 5]}
    with pytest.raises(Refused):
        change_visitor(visitor=visitor, least=3, ideal=2, most=5, by=lead)


def test_a_visitor_leaves_unless_a_plan_has_them(lead):
    week = make.week()
    free, planned = make.visitor(week), make.visitor(week)
    plan = week.plans.create(number=1, name="Plan 1", created_by=lead)
    plan.visits.create(visitor=planned, offer=make.offer(week, make.team()))

    remove_visitor(visitor=free, by=lead)
    with pytest.raises(Refused, match="in a plan already"):
        remove_visitor(visitor=planned, by=lead)

    assert list(week.visitors.all()) == [planned]
    assert list(AuditEvent.objects.values_list("action", flat=True)) == ["visitor.removed"]


def test_an_interest_is_declared_once_reworded_and_withdrawn(lead):
    week, person, team = make.week(), make.staff(), make.team()

    declare_interest(week=week, person=person, team=team, reason="", by=lead)
    declared = declare_interest(week=week, person=person, team=team, reason="A relative", by=lead)
    assert DeclaredInterest.objects.get().reason == "A relative"
    withdraw_declared_interest(declared=declared, by=lead)

    assert not DeclaredInterest.objects.exists()
    actions = AuditEvent.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == ["interest.declared", "interest.reason_changed", "interest.withdrawn"]
    assert "A relative" not in str(list(AuditEvent.objects.values_list("detail", flat=True)))


def test_an_interpreter_is_booked_once_and_released(lead):
    week, client_id = make.week(), uuid.uuid4()

    first = book_interpreter(client_id=client_id, week=week, name="Agency", languages=["pl"], slots=[4, 1], by=lead)
    book_interpreter(client_id=client_id, week=week, name="Agency", languages=["pl"], slots=[4, 1], by=lead)
    assert Interpreter.objects.get().slots == [1, 4]
    release_interpreter(interpreter=first, by=lead)

    assert not Interpreter.objects.exists()


def test_strangers_change_nothing():
    week, stranger = make.week(), make.stranger()
    visitor = make.visitor(week)
    declared = DeclaredInterest.objects.create(week=week, staff_member=visitor.staff_member, team=make.team())
    interpreter = Interpreter.objects.create(week=week, name="Agency")

    for attempt in (
        lambda: add_visitors(week=week, staff=[], by=stranger),
        lambda: change_visitor(visitor=visitor, least=0, ideal=0, most=0, by=stranger),
        lambda: remove_visitor(visitor=visitor, by=stranger),
        lambda: declare_interest(week=week, person=visitor.staff_member, team=declared.team, reason="", by=stranger),
        lambda: withdraw_declared_interest(declared=declared, by=stranger),
        lambda: book_interpreter(client_id=uuid.uuid4(), week=week, name="", languages=[], slots=[], by=stranger),
        lambda: release_interpreter(interpreter=interpreter, by=stranger),
    ):
        with pytest.raises(Http404):
            attempt()
    assert not AuditEvent.objects.exists()
