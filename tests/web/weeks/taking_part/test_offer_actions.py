"""Host teams offer, change, take back, and start from last time."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.weeks.actions.offers import WhatIsOffered, change_offer, make_offer, offer_as_last_time, withdraw_offer
from alongside.web.weeks.models import Offer
from alongside.web.weeks.refusals import Refused
from tests import factories as make

pytestmark = pytest.mark.django_db
DUTY = WhatIsOffered(slot=1, activity="duty_desk", places=2, what_to_see="How calls are weighed", meet="Sam")


@pytest.fixture
def week():
    return make.week(state="open")


@pytest.fixture
def manager():
    """Manages a team through its post, without being in it."""
    person = make.staff(seniority="team_manager")
    make.post(make.team(name="Duty team"), person, manages_team=True)
    return make.user("team_manager", staff_member=person)


@pytest.fixture
def team(manager):
    return manager.staff_member.posts.get().team


def test_a_manager_offers_once_however_often_the_form_is_sent(week, team, manager):
    client_id = uuid.uuid4()

    first = make_offer(client_id=client_id, week=week, team=team, what=DUTY, by=manager)
    second = make_offer(client_id=client_id, week=week, team=team, what=DUTY, by=manager)

    assert first == second == Offer.objects.get()
    assert (first.what_to_see, first.offered_by, first.places) == ("How calls are weighed", manager.staff_member, 2)
    assert AuditEvent.objects.get().detail == {"team": team.code, "slot": 1, "activity": "duty_desk"}


def test_only_for_ones_own_team(week, manager):
    with pytest.raises(Http404):
        make_offer(client_id=uuid.uuid4(), week=week, team=make.team(), what=DUTY, by=manager)
    for other in (make.user("visitor"), make.user("team_manager"), make.stranger()):
        with pytest.raises(Http404):
            make_offer(client_id=uuid.uuid4(), week=week, team=manager.staff_member.posts.get().team, what=DUTY, by=other)


def test_one_thing_at_a_time(week, team, manager):
    make_offer(client_id=uuid.uuid4(), week=week, team=team, what=DUTY, by=manager)

    with pytest.raises(Refused, match="on Monday afternoon already"):
        make_offer(client_id=uuid.uuid4(), week=week, team=team, what=DUTY, by=manager)
    with pytest.raises(Refused, match="in this week"):
        make_offer(client_id=uuid.uuid4(), week=week, team=team, what=replace(DUTY, slot=15), by=manager)


def test_an_offer_changes_once_and_not_its_time_when_planned(week, team, manager):
    offer = make_offer(client_id=uuid.uuid4(), week=week, team=team, what=DUTY, by=manager)

    change_offer(offer=offer, what=replace(DUTY, places=1), by=manager)
    change_offer(offer=offer, what=replace(DUTY, places=1), by=manager)
    plan = week.plans.create(number=1, name="Plan 1", created_by=manager)
    plan.visits.create(visitor=make.visitor(week), offer=offer)

    with pytest.raises(Refused, match="visits are planned"):
        change_offer(offer=offer, what=replace(DUTY, slot=4), by=manager)
    assert AuditEvent.objects.filter(action="offer.changed").get().detail["fields"] == ["places"]


def test_taken_back_twice_is_taken_back_once(week, team, manager):
    offer = make.offer(week, team)

    withdraw_offer(offer=offer, by=manager)
    withdraw_offer(offer=offer, by=manager)

    assert not Offer.objects.standing().exists()
    assert AuditEvent.objects.get().action == "offer.withdrawn"
    with pytest.raises(Refused, match="taken back"):
        change_offer(offer=offer, what=DUTY, by=manager)


def test_once_published_offers_stand(team, manager):
    week = make.week(state="published")
    offer = make.offer(week, team)

    for attempt in (
        lambda: make_offer(client_id=uuid.uuid4(), week=week, team=team, what=DUTY, by=manager),
        lambda: withdraw_offer(offer=offer, by=manager),
    ):
        with pytest.raises(Refused, match="cannot host"):
            attempt()


def test_as_last_time_copies_what_fits_and_asks_families_again(week, team, manager):
    last = make.week(starts_on=dt.date(2017, 9, 4), ends_on=dt.date(2017, 9, 12))
    make.offer(last, team, slot=1, what_to_see="Old")
    make.offer(last, team, slot=2, family_agreed=True, what_to_see="A visit")
    make.offer(last, team, slot=20)
    make.offer(last, team, slot=3, withdrawn_at=dt.datetime(2017, 9, 1, tzinfo=dt.UTC))
    make.offer(week, team, slot=1, what_to_see="New")

    offer_as_last_time(week=week, like=last, team=team, by=manager)
    offer_as_last_time(week=week, like=last, team=team, by=manager)

    found = week.offers.order_by("slot").values_list("slot", "what_to_see", "family_agreed")
    assert list(found) == [(1, "New", False), (2, "A visit", False)]
    with pytest.raises(Http404):
        offer_as_last_time(week=week, like=last, team=team, by=make.stranger())


def test_an_identifier_of_another_teams_offer_finds_nothing(week, team, manager):
    theirs = make.offer(week, make.team(), slot=3)

    with pytest.raises(Http404):
        make_offer(client_id=theirs.pk, week=week, team=team, what=WhatIsOffered(1, "panel", 1), by=manager)
