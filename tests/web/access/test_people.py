"""Roles are given and ended by those who may; someone shut out is out at once; the last who can let people in stays."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from alongside.web.access.actions import people
from alongside.web.access.models import RoleGrant, User
from alongside.web.access.permissions import NotAllowed
from alongside.web.audit.models import AuditEvent
from tests import factories as make
from tests.web.access.walking import client_of

pytestmark = pytest.mark.django_db
LEAST = ["visitor", "team_manager", "practitioner", "safeguarding_lead", "analyst", "director"]


@pytest.fixture
def admin():
    return make.user("administrator", name="Ama Osei")


@pytest.fixture
def person():
    return make.user("visitor", name="Bo Li")


def roles(user):
    return [role.code for role in User.objects.get(pk=user.pk).roles]


def events(*about):
    return [(e.action, e.detail) for e in AuditEvent.objects.order_by("id") if e.action.startswith("user.") and e.action in about]


def test_a_role_is_given_once(admin, person):
    people.grant_role(user=person, role="analyst", by=admin)
    people.grant_role(user=person, role="analyst", by=admin)

    assert roles(person) == ["visitor", "analyst"]
    assert RoleGrant.objects.get(user=person, role="analyst").granted_by == admin
    assert events("user.role_given") == [("user.role_given", {"role": "analyst"})]


def test_a_role_is_ended_and_remembered(admin, person):
    people.end_role(user=person, role="visitor", by=admin)
    people.end_role(user=person, role="visitor", by=admin)

    grant = RoleGrant.objects.get(user=person)
    assert roles(person) == []
    assert (grant.ended_by, grant.ended_at is not None) == (admin, True)
    assert events("user.role_ended") == [("user.role_ended", {"role": "visitor"})]


def test_a_role_can_be_given_again(admin, person):
    people.end_role(user=person, role="visitor", by=admin)
    people.grant_role(user=person, role="visitor", by=admin)

    assert roles(person) == ["visitor"]
    assert RoleGrant.objects.filter(user=person).count() == 2


@pytest.mark.parametrize("holding", ["administrator", "practice_lead"])
def test_nobody_gives_themselves_a_role(holding):
    """Not even those who give roles to others: the safeguarding lead's room is closed to a lone administrator."""
    by = make.user(holding)

    with pytest.raises(ValidationError, match="cannot give yourself"):
        people.grant_role(user=by, role="safeguarding_lead", by=by)
    people.grant_role(user=by, role=holding, by=by)

    assert roles(by) == [holding]


def test_an_unknown_role_is_refused(admin, person):
    with pytest.raises(ValidationError):
        people.grant_role(user=person, role="owner", by=admin)


def acts(user, by):
    return {
        "give": lambda: people.grant_role(user=user, role="administrator", by=by),
        "end": lambda: people.end_role(user=user, role="visitor", by=by),
        "deactivate": lambda: people.deactivate(user=user, by=by),
        "reactivate": lambda: people.reactivate(user=user, by=by),
        "sign out": lambda: people.sign_out_everywhere(user=user, by=by),
    }


@pytest.mark.parametrize("act", ["give", "end", "deactivate", "reactivate", "sign out"])
@pytest.mark.parametrize("who", [*LEAST, "no role", "stranger", "oneself"])
def test_nobody_else_may(admin, person, act, who):
    """Not even to oneself: nobody gives a role they could not give to others."""
    by = {"stranger": make.stranger, "no role": make.user, "oneself": lambda: person}.get(who, lambda: make.user(who))()
    before = list(RoleGrant.objects.order_by("pk").values())

    with pytest.raises(NotAllowed):
        acts(person, by)[act]()

    assert list(RoleGrant.objects.order_by("pk").values()) == before
    assert User.objects.get(pk=person.pk).is_active


def test_the_last_who_can_let_people_in_keeps_that_role(admin):
    make.stranger()

    with pytest.raises(ValidationError, match="last person who can let people in"):
        people.end_role(user=admin, role="administrator", by=admin)

    assert roles(admin) == ["administrator"]


def test_with_another_they_may_go(admin):
    make.user("practice_lead")

    people.end_role(user=admin, role="administrator", by=admin)

    assert roles(admin) == []


def test_an_inactive_colleague_does_not_count(admin):
    make.user("administrator", is_active=False)

    with pytest.raises(ValidationError):
        people.end_role(user=admin, role="administrator", by=admin)


def test_nobody_deactivates_themselves(admin):
    make.user("administrator")

    with pytest.raises(ValidationError, match="your own account"):
        people.deactivate(user=admin, by=admin)


def test_deactivated_means_out_at_once_everywhere(admin, person):
    phone, desk = client_of(person), client_of(person)
    assert [browser.get("/").status_code for browser in (phone, desk)] == [200, 200]

    people.deactivate(user=person, by=admin)

    assert [browser.get("/").status_code for browser in (phone, desk)] == [302, 302]
    assert events("user.deactivated") == [("user.deactivated", {"sessions_ended": 2})]


def test_the_deactivated_cannot_sign_in_until_reactivated(admin, person):
    person.set_password("three random words")
    person.save()
    people.deactivate(user=person, by=admin)

    def signs_in():
        browser = Client()
        browser.post("/account/login/", {"login": person.email, "password": "three random words"})
        return "_auth_user_id" in browser.session

    assert not signs_in()
    people.reactivate(user=person, by=admin)
    assert signs_in()
    assert roles(person) == ["visitor"]


def test_signed_out_everywhere_but_not_shut_out(admin, person):
    phone = client_of(person)
    phone.get("/")

    assert people.sign_out_everywhere(user=person, by=admin) == 1

    assert phone.get("/").status_code == 302
    assert client_of(person).get("/").status_code == 200
