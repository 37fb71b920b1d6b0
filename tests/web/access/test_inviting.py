"""Nobody gets in but by an invitation; each works once, for its time, and leaves no key behind."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from alongside.web.access import letters
from alongside.web.access.actions import inviting
from alongside.web.access.models import Invitation, RoleGrant, User
from alongside.web.access.permissions import NotAllowed
from alongside.web.access.tokens import hash_of, invitation_token
from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return make.user("administrator", name="Ama Osei")


def invited(by, **fields):
    return inviting.invite(**{"email": "Bo.Li@Council.example", "name": "Bo Li", "roles": ["visitor"], "by": by, **fields})


def events():
    return list(AuditEvent.objects.order_by("id").values_list("action", "actor_name"))


def test_an_invitation_is_kept_written_down_and_sent(admin):
    invitation = invited(admin, roles=["director", "visitor"])

    notice = Notice.objects.get(kind="access.invitation")
    assert (invitation.email, invitation.roles, invitation.is_open) == ("bo.li@council.example", ["visitor", "director"], True)
    assert events() == [("user.invited", "Ama Osei")]
    assert (notice.to, notice.to_name) == ("bo.li@council.example", "Bo Li")
    assert "Ama Osei invites you" in notice.body


def test_the_link_is_nowhere_in_the_database(admin):
    invitation = invited(admin)
    token = invitation_token(invitation)
    notice = Notice.objects.get()

    assert token not in notice.body + notice.key + invitation.token_hash
    assert invitation.token_hash == hash_of(token)
    assert f"/access/join/{token}/" in letters.complete(notice.body, key=notice.key), "it is put in as the message leaves"


@pytest.mark.parametrize("role", ["visitor", "team_manager", "practitioner", "safeguarding_lead", "analyst", "director"])
def test_only_those_who_manage_access_may_invite(role):
    with pytest.raises(NotAllowed):
        invited(make.user(role))

    assert not Invitation.objects.exists()


def test_a_strangers_staff_member_cannot_be_invited(admin):
    theirs = make.staff(directorate=make.directorate("elsewhere"))

    with pytest.raises(NotAllowed):
        invited(admin, staff_member=theirs)


@pytest.mark.parametrize("roles", [[], ["owner"], ["visitor", "owner"]])
def test_roles_must_be_known(admin, roles):
    with pytest.raises(ValidationError):
        invited(admin, roles=roles)


def test_asking_twice_sends_once(admin):
    first, second = invited(admin), invited(admin)

    assert first == second
    assert Notice.objects.count() == 1


def test_asking_with_other_roles_replaces_it(admin):
    first = invited(admin)
    second = invited(admin, roles=["director"])

    first.refresh_from_db()
    assert (first.is_open, second.is_open) == (False, True)


def test_someone_with_an_account_is_not_invited(admin):
    someone = make.user("visitor")

    with pytest.raises(ValidationError, match="already has an account"):
        invited(admin, email=someone.email.upper())


def test_accepting_makes_the_account_once(admin):
    person = make.staff()
    invitation = invited(admin, staff_member=person, roles=["visitor", "director"])

    user = inviting.accept_invitation(invitation=invitation, password="three random words")

    assert (user.email, user.name, user.staff_member, user.directorate) == ("bo.li@council.example", "Bo Li", person, person.directorate)
    assert user.check_password("three random words")
    assert list(RoleGrant.objects.filter(user=user).order_by("role").values_list("role", "granted_by")) == [
        ("director", admin.pk),
        ("visitor", admin.pk),
    ]
    assert events()[-1] == ("invitation.accepted", "Bo Li")
    with pytest.raises(NotAllowed):
        inviting.accept_invitation(invitation=invitation, password="three random words")
    assert User.objects.filter(email=user.email).count() == 1


def test_it_ends_after_fourteen_days(admin):
    invitation = invited(admin)

    with time_machine.travel(timezone.now() + dt.timedelta(days=14, minutes=1)), pytest.raises(NotAllowed):
        inviting.accept_invitation(invitation=invitation, password="three random words")

    assert not User.objects.filter(email=invitation.email).exists()


def test_withdrawn_it_no_longer_works(admin):
    invitation = invited(admin)

    inviting.withdraw_invitation(invitation=invitation, by=admin)
    inviting.withdraw_invitation(invitation=invitation, by=admin)

    with pytest.raises(NotAllowed):
        inviting.accept_invitation(invitation=invitation, password="three random words")
    assert [action for action, _ in events()] == ["user.invited", "invitation.withdrawn"]


def test_sent_again_the_old_link_stops_and_the_days_begin_anew(admin):
    invitation = invited(admin)
    old = invitation_token(invitation)

    with time_machine.travel(timezone.now() + dt.timedelta(days=20)):
        again = inviting.resend_invitation(invitation=invitation, by=admin)

        new = invitation_token(again)
        assert again.is_open
        assert Invitation.objects.open().filter(token_hash=hash_of(new)).exists()
    assert old != new
    assert not Invitation.objects.filter(token_hash=hash_of(old)).exists()
    assert Notice.objects.count() == 2


@pytest.mark.parametrize("act", [inviting.resend_invitation, inviting.withdraw_invitation])
def test_a_stranger_touches_nothing(admin, act):
    invitation = invited(admin)

    with pytest.raises(NotAllowed):
        act(invitation=invitation, by=make.stranger())


def test_visitors_from_the_staff_list_all_or_none(admin):
    with_address, without = make.staff(), make.staff(email="", name="Cai Wen")

    with pytest.raises(ValidationError, match="Cai Wen"):
        inviting.invite_visitors(staff=[with_address, without], by=admin)
    assert not Invitation.objects.exists()

    done = inviting.invite_visitors(staff=[with_address], by=admin)

    assert [(i.email, i.roles, i.staff_member) for i in done] == [(with_address.email, ["visitor"], with_address)]


def test_the_first_administrator_comes_from_the_servers_keyboard_and_only_the_first(capsys, settings):
    from django.core.management import CommandError, call_command

    settings.BASE_URL = "https://alongside.council.example"

    call_command("first_administrator", "ama@council.example", "Ama Osei", "Dales County Council")

    printed = capsys.readouterr().out
    invitation = Invitation.objects.get()
    assert f"https://alongside.council.example/access/join/{invitation_token(invitation)}/" in printed
    assert (invitation.roles, invitation.directorate.name) == (["administrator"], "Dales County Council")
    assert not User.objects.exists(), "there is no account, so no default password, until the link is used"
    assert not Notice.objects.exists()

    call_command("first_administrator", "ama@council.example", "Ama Osei", "Dales County Council")
    assert Invitation.objects.open().count() == 1, "the earlier link was withdrawn"

    inviting.accept_invitation(invitation=Invitation.objects.open().get(), password="three random words")
    with pytest.raises(CommandError, match="already has people"):
        call_command("first_administrator", "eve@council.example", "Eve", "Dales County Council")


def test_words_of_a_person_never_become_a_link(admin):
    """Whoever can name a week, or say what there is to see, writes into messages: a placeholder there stays a placeholder."""
    invitation, other = invited(admin), f"[link to the new password {admin.pk}]"
    notice = Notice.objects.get()

    sent = letters.complete(f"{notice.body} {other}", key=notice.key)
    elsewhere = letters.complete(f"What there is to see: {other} [link to the invitation {invitation.pk}]", key="publication:1:2")

    assert other in sent
    assert sent.count("http") == 1
    assert "http" not in elsewhere
