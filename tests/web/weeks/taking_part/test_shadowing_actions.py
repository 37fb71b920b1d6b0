"""Asking to shadow, offering to be shadowed, and who would choose whom."""

import pytest
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions.shadowing import (
    ask_to_shadow,
    offer_to_be_shadowed,
    rank_practitioners,
    stop_offering_to_be_shadowed,
    take_back_request,
)
from alongside.web.weeks.models import ShadowingHost, ShadowingPreference, ShadowingRequest
from alongside.web.weeks.queries.shadowing import hosts_for, requests_for
from alongside.web.weeks.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    return make.week(state="open")


@pytest.fixture
def practitioner():
    return make.user("practitioner", staff_member=make.staff(name="Pat"))


@pytest.fixture
def manager():
    return make.user("team_manager", staff_member=make.staff(name="Max"))


@pytest.fixture
def host(week, manager):
    return offer_to_be_shadowed(week=week, slots=[1, 4], places=2, most=3, what="A panel", by=manager)


def test_asking_again_replaces_what_was_asked(week, practitioner, host):
    other = ShadowingHost.objects.create(week=week, staff_member=make.staff(), slots=[1])

    ask_to_shadow(week=week, slots=[4, 1], choices=[host, other], hoping_for="Panels", by=practitioner)
    asked = ask_to_shadow(week=week, slots=[1], choices=[other], hoping_for="", by=practitioner)

    assert ShadowingRequest.objects.get() == asked
    assert asked.slots == [1]
    assert list(ShadowingPreference.objects.values_list("host", "practitioner_choice")) == [(other.pk, 0)]
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
        "shadowing.offered",
        "shadowing.asked",
        "shadowing.changed",
    ]


def test_a_hosts_word_survives_when_the_practitioner_chooses_again(week, practitioner, host, manager):
    asked = ask_to_shadow(week=week, slots=[1], choices=[host], hoping_for="", by=practitioner)
    rank_practitioners(host=host, choices={asked.pk: 2}, by=manager)

    ask_to_shadow(week=week, slots=[1], choices=[], hoping_for="", by=practitioner)

    assert list(ShadowingPreference.objects.values_list("practitioner_choice", "host_choice")) == [(None, 2)]


def test_no_answer_forgets_the_hosts_word(week, practitioner, host, manager):
    asked = ask_to_shadow(week=week, slots=[1], choices=[], hoping_for="", by=practitioner)
    rank_practitioners(host=host, choices={asked.pk: 0}, by=manager)

    rank_practitioners(host=host, choices={asked.pk: None}, by=manager)

    assert not ShadowingPreference.objects.exists()


def test_nobody_is_offered_their_own_line(week, manager):
    boss, worker = manager.staff_member, make.staff(manager=manager.staff_member)
    host = ShadowingHost.objects.create(week=week, staff_member=boss, slots=[1])
    outsider = ShadowingRequest.objects.create(week=week, staff_member=make.staff(), slots=[1])
    ShadowingRequest.objects.create(week=week, staff_member=worker, slots=[1])

    assert hosts_for(week, worker.pk) == []
    assert hosts_for(week, outsider.staff_member_id) == [host]
    assert requests_for(host) == [outsider]


def test_request_and_offer_are_taken_back_unless_planned(week, practitioner, manager, host):
    asked = ask_to_shadow(week=week, slots=[1], choices=[host], hoping_for="", by=practitioner)
    plan = week.plans.create(number=1, name="Plan 1", created_by=make.user("practice_lead"))
    planned = plan.shadowings.create(request=asked, host=host, slot=1)

    with pytest.raises(Refused, match="in a plan"):
        take_back_request(request=asked, by=practitioner)
    with pytest.raises(Refused, match="in a plan"):
        stop_offering_to_be_shadowed(host=host, by=manager)
    planned.delete()
    take_back_request(request=asked, by=practitioner)
    stop_offering_to_be_shadowed(host=host, by=manager)

    assert not ShadowingRequest.objects.exists()
    assert not ShadowingHost.objects.exists()


def test_only_oneself_and_only_with_the_role(week, practitioner, manager, host):
    asked = ask_to_shadow(week=week, slots=[1], choices=[host], hoping_for="", by=practitioner)
    another = make.user("practitioner", "team_manager", staff_member=make.staff())

    for attempt in (
        lambda: ask_to_shadow(week=week, slots=[1], choices=[], hoping_for="", by=manager),
        lambda: ask_to_shadow(week=week, slots=[99], choices=[], hoping_for="", by=practitioner),
        lambda: ask_to_shadow(week=week, slots=[1], choices=[], hoping_for="", by=make.stranger()),
        lambda: offer_to_be_shadowed(week=week, slots=[1], places=1, most=1, what="", by=practitioner),
        lambda: take_back_request(request=asked, by=another),
        lambda: stop_offering_to_be_shadowed(host=host, by=another),
        lambda: rank_practitioners(host=host, choices={}, by=another),
        lambda: rank_practitioners(host=host, choices={host.pk: 0}, by=manager),
    ):
        with pytest.raises(Http404):
            attempt()
