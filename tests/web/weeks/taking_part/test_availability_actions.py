"""A visitor says when they are free."""

import pytest
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions.availability import give_availability, seen
from alongside.web.weeks.refusals import Refused, Stale
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    return make.visitor(make.week(state="open"), slots=())


@pytest.fixture
def user(visitor):
    return make.user("visitor", staff_member=visitor.staff_member)


def answer(visitor):
    return set(visitor.availability.values_list("slot", flat=True)), dict(visitor.interests.values_list("service_id", "level"))


def test_an_answer_is_kept_and_the_same_answer_again_changes_nothing(visitor, user):
    service = make.service()

    saved = give_availability(visitor=visitor, slots=[4, 1], interests={service.pk: 0}, as_seen="", by=user)
    again = give_availability(visitor=visitor, slots=[1, 4], interests={service.pk: 0}, as_seen="", by=user)

    assert answer(visitor) == ({1, 4}, {service.pk: 0})
    assert saved.replied_at == again.replied_at
    assert AuditEvent.objects.get().detail == {"slots": [1, 4]}


def test_free_at_no_time_is_an_answer(visitor, user):
    saved = give_availability(visitor=visitor, slots=[], interests={}, as_seen="", by=user)

    assert saved.replied_at is not None


def test_the_practice_lead_may_answer_for_a_visitor_and_then_the_visitor_is_told(visitor, user):
    opened = seen(visitor)
    saved = give_availability(visitor=visitor, slots=[2], interests={}, as_seen=opened, by=make.user("practice_lead"))

    with pytest.raises(Stale) as stale:
        give_availability(visitor=visitor, slots=[3], interests={}, as_seen=opened, by=user)
    assert stale.value.current == seen(saved)
    give_availability(visitor=visitor, slots=[3], interests={}, as_seen=seen(saved), by=user)

    assert answer(visitor) == ({3}, {})


def test_nobody_answers_for_somebody_else(visitor):
    another = make.user("visitor", staff_member=make.staff())

    for who in (another, make.user("team_manager"), make.user("director"), make.stranger()):
        with pytest.raises(Http404):
            give_availability(visitor=visitor, slots=[1], interests={}, as_seen="", by=who)
    assert not AuditEvent.objects.exists()


def test_slots_and_services_from_elsewhere_are_refused(visitor, user):
    theirs = make.service(directorate=make.directorate("elsewhere"))

    for slots, interests in (([15], {}), ([], {theirs.pk: 1}), ([], {make.service().pk: 9})):
        with pytest.raises(Http404):
            give_availability(visitor=visitor, slots=slots, interests=interests, as_seen="", by=user)


def test_once_published_the_answer_stands(visitor, user):
    visitor.week.state = "published"
    visitor.week.save()

    with pytest.raises(Refused, match="your answers stand"):
        give_availability(visitor=visitor, slots=[1], interests={}, as_seen="", by=user)
