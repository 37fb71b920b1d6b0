"""Changing the organisation by hand: who may, who may not, what changes, what is written, what a second call does."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.http import Http404

from alongside.web.audit.models import AuditEvent
from alongside.web.organisation import actions
from alongside.web.organisation.models import Post, Service, Site, StaffMember, Team, TravelTime
from alongside.web.organisation.refusals import Refused, Stale
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return make.user("practice_lead")


def events() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.order_by("id").values_list("action", "object_name"))


def add_team(by, **fields):
    values = {"name": "A team", "code": "T-1", "service": make.service(), "site": make.site()} | fields
    return actions.add(model=Team, client_id=uuid.uuid4(), directorate=by.directorate, fields=values, by=by)


def test_adding_writes_it_down(lead):
    team = add_team(lead)

    assert Team.objects.get() == team
    assert events() == [("team.added", "A team")]


def test_the_same_form_sent_twice_adds_once(lead):
    values = {"name": "North", "code": "N"}
    key = uuid.uuid4()

    first = actions.add(model=Service, client_id=key, directorate=lead.directorate, fields=values, by=lead)
    second = actions.add(model=Service, client_id=key, directorate=lead.directorate, fields=values, by=lead)

    assert first == second
    assert events() == [("service.added", "North")]


@pytest.mark.parametrize("role", ["visitor", "team_manager", "analyst", "director", "safeguarding_lead", "practitioner"])
def test_who_may_not(role):
    someone = make.user(role)

    with pytest.raises(Http404):
        add_team(someone)

    assert Team.objects.count() == 0


def test_a_stranger_may_not():
    row, stranger = make.team(name="Ours"), make.stranger()

    for attempt in (
        lambda by: actions.change(row=row, fields={"name": "Theirs"}, seen=actions.as_seen(row), by=by),
        lambda by: actions.retire(row=row, on=dt.date(2018, 1, 1), by=by),
        lambda by: actions.bring_back(row=row, by=by),
        lambda by: actions.give_travel_time(origin=row.site, destination=make.site(), minutes=3, by=by),
    ):
        with pytest.raises(Http404):
            attempt(stranger)

    row.refresh_from_db()
    assert (row.name, row.retired_on) == ("Ours", None)


def test_nothing_of_another_directorate_can_be_put_in(lead):
    elsewhere = make.site(directorate=make.directorate("elsewhere"))

    with pytest.raises(Refused):
        add_team(lead, site=elsewhere)


def test_a_code_twice(lead):
    make.team(code="T-1", name="The first")

    with pytest.raises(Refused, match="The first") as refused:
        add_team(lead)

    assert refused.value.field == "code"


def test_changing_only_what_is_different(lead):
    team = make.team(name="Old")

    actions.change(row=team, fields={"name": "New", "code": team.code}, seen=actions.as_seen(team), by=lead)
    actions.change(row=team, fields={"name": "New", "code": team.code}, seen="whatever", by=lead)

    assert Team.objects.get().name == "New"
    assert list(AuditEvent.objects.values_list("action", "detail")) == [("team.changed", {"code": team.code, "fields": ["name"]})]


def test_a_change_over_somebody_elses_shows_theirs(lead):
    team = make.team(name="Old")
    seen = actions.as_seen(team)
    actions.change(row=team, fields={"name": "Theirs"}, seen=seen, by=lead)

    with pytest.raises(Stale, match="Theirs") as stale:
        actions.change(row=team, fields={"name": "Mine"}, seen=seen, by=lead)
    actions.change(row=team, fields={"name": "Mine"}, seen=stale.value.current, by=lead)

    assert Team.objects.get().name == "Mine"


def test_a_loop_in_the_line_of_management_is_named(lead):
    top = make.staff(name="Ann")
    middle = make.staff(name="Bob", manager=top)
    low = make.staff(name="Cas", manager=middle)

    with pytest.raises(Refused, match="Ann answers to Cas answers to Bob answers to Ann") as refused:
        actions.change(row=top, fields={"manager": low}, seen=actions.as_seen(top), by=lead)

    assert refused.value.field == "manager"
    assert StaffMember.objects.get(pk=top.pk).manager is None


def test_nobody_manages_themselves(lead):
    person = make.staff()

    with pytest.raises(Refused, match="nobody manages themselves"):
        actions.change(row=person, fields={"manager": person}, seen=actions.as_seen(person), by=lead)


def test_who_leaves_gives_up_their_posts(lead):
    person = make.staff()
    post = make.post(make.team(), person)
    day = dt.date(2018, 3, 1)

    actions.retire(row=person, on=day, by=lead)
    actions.retire(row=person, on=dt.date(2018, 3, 2), by=lead)

    post.refresh_from_db()
    assert (StaffMember.objects.get().retired_on, post.holder, post.vacant_since) == (day, None, day)
    assert events() == [("person.retired", person.name)]


def test_what_still_holds_others_is_not_closed(lead):
    team = make.team()
    make.staff(team=team)

    for row, words in (
        (team.service, "1 team is still in this service"),
        (team.site, "1 team is"),
        (team, "1 person is still in this team"),
    ):
        with pytest.raises(Refused, match=words):
            actions.retire(row=row, on=dt.date(2018, 3, 1), by=lead)


def test_not_in_the_future(lead):
    with pytest.raises(Refused, match="today"):
        actions.retire(row=make.team(), on=dt.date(2199, 1, 1), by=lead)


def test_bringing_back(lead):
    team = make.team(retired_on=dt.date(2018, 1, 1))

    actions.bring_back(row=team, by=lead)
    actions.bring_back(row=team, by=lead)

    assert Team.objects.get().retired_on is None
    assert events() == [("team.brought_back", team.name)]


def test_travel_times_are_given_and_taken_back(lead):
    a, b = make.site(), make.site()

    actions.give_travel_time(origin=a, destination=b, minutes=30, by=lead)
    actions.give_travel_time(origin=a, destination=b, minutes=30, by=lead)
    assert list(TravelTime.objects.values_list("origin", "destination", "minutes")) == [(a.pk, b.pk, 30)]

    actions.give_travel_time(origin=a, destination=b, minutes=None, by=lead)
    assert TravelTime.objects.count() == 0
    assert [event for event, _ in events()] == ["travel_time.given", "travel_time.given"]


def test_no_time_to_itself(lead):
    site = make.site()

    with pytest.raises(Refused, match="another site"):
        actions.give_travel_time(origin=site, destination=site, minutes=3, by=lead)


def test_every_kind_can_be_added(lead):
    team = make.team()
    for model, fields in (
        (Service, {"name": "S"}),
        (Site, {"name": "X"}),
        (StaffMember, {"name": "P"}),
        (Post, {"name": "Q", "team": team}),
    ):
        actions.add(model=model, client_id=uuid.uuid4(), directorate=lead.directorate, fields=fields | {"code": "Z"}, by=lead)

    assert [event for event, _ in events()] == ["service.added", "site.added", "person.added", "post.added"]
