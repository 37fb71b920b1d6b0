"""The people pages: found by name, corrected in place, and told why when something is refused."""

import pytest
from django.urls import reverse

from alongside.web.access.actions.inviting import invite
from alongside.web.access.models import Invitation, User
from alongside.web.access.tokens import invitation_token
from tests import factories as make
from tests.web.access.walking import client_of

pytestmark = pytest.mark.django_db
PEOPLE = "/access/people/"


@pytest.fixture
def admin():
    return make.user("administrator", name="Ama Osei")


@pytest.fixture
def desk(admin):
    return client_of(admin)


def test_found_by_any_part_of_name_or_address(desk):
    make.user("visitor", name="Bo Li")
    make.user("visitor", name="Cai Wen")

    page = desk.get(PEOPLE, {"search": "li bo"}).content.decode()

    assert "Bo Li" in page
    assert "Cai Wen" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_same_number_of_queries_for_one_person_and_three(desk, admin, django_assert_num_queries, count):
    for n in range(count):
        make.user("visitor", "director")
        invite(email=f"new{n}@council.example", name="New", roles=["visitor"], by=admin)
    desk.get(PEOPLE)

    with django_assert_num_queries(QUERIES):
        desk.get(PEOPLE)


QUERIES = 7  # session, user, roles; invitations, count, people, their roles


def test_a_refusal_says_why_on_the_page(desk, admin):
    response = desk.post(reverse("access:end_role", kwargs={"pk": admin.pk, "role": "administrator"}))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Error: " in page
    assert "last person who can let people in" in page


def test_an_invitation_by_the_form(desk):
    person = make.staff(name="Bo Li")

    response = desk.post(
        reverse("access:invite"), {"name": "Bo Li", "email": person.email, "staff_member": str(person.pk), "roles": ["visitor", "director"]}
    )

    invitation = Invitation.objects.get()
    assert response.status_code == 302
    assert (invitation.name, invitation.roles, invitation.staff_member) == ("Bo Li", ["visitor", "director"], person)


def test_the_form_says_what_to_do(desk):
    response = desk.post(reverse("access:invite"), {"email": "not an address"})

    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Enter their name", "Enter an email address in the correct format", "Choose at least one role"):
        assert words in page


def test_somebody_elses_staff_cannot_be_chosen(desk):
    theirs = make.staff(directorate=make.directorate("elsewhere"), name="Not Ours")

    page = desk.get(reverse("access:invite")).content.decode()
    one = desk.post(reverse("access:invite"), {"name": "x", "email": "x@x.example", "roles": ["visitor"], "staff_member": str(theirs.pk)})
    many = desk.post(reverse("access:invite_visitors"), {"staff": [str(theirs.pk)]})

    assert "Not Ours" not in page
    assert (one.status_code, many.status_code, Invitation.objects.count()) == (422, 422, 0)


def test_extra_fields_change_nothing(desk, admin):
    """ASVS 5.0 15.3.3: what the form does not list cannot be set."""
    elsewhere = make.directorate("elsewhere")
    extra = {"directorate": str(elsewhere.pk), "token_hash": "mine", "accepted_at": "2026-01-01", "invited_by": "", "by": ""}

    desk.post(reverse("access:invite"), {"name": "Bo", "email": "bo@x.example", "roles": ["visitor"], **extra})

    invitation = Invitation.objects.get()
    assert (invitation.directorate, invitation.accepted_at, invitation.invited_by) == (admin.directorate, None, admin)
    assert invitation.token_hash != "mine"


class TestJoining:
    @pytest.fixture
    def invitation(self, admin):
        return invite(email="bo@council.example", name="Bo Li", roles=["visitor"], by=admin)

    @pytest.fixture
    def opened(self, client, invitation):
        response = client.get(reverse("access:invitation", kwargs={"token": invitation_token(invitation)}))
        assert response.url == reverse("access:join"), "the secret does not stay in the address"
        return client

    def join(self, client, one="three random words", two="three random words"):
        return client.post(reverse("access:join"), {"password1": one, "password2": two})

    def test_the_link_then_a_password_then_in(self, opened):
        before = opened.session.session_key

        response = self.join(opened)

        user = User.objects.get(email="bo@council.example")
        assert response.url == "/"
        assert opened.session["_auth_user_id"] == str(user.pk)
        assert opened.session.session_key != before

    def test_where_policy_asks_for_two_factors_that_comes_next(self, opened, settings):
        settings.SECOND_FACTOR_REQUIRED = True

        assert self.join(opened).url == reverse("mfa_index")

    @pytest.mark.parametrize(
        ("one", "two", "words"),
        [
            ("short", "short", "too short"),
            ("password1234", "password1234", "too common"),
            ("bo@council.example", "bo@council.example", "too similar"),
            ("three random words", "three random word", "not the same"),
            ("", "", "Choose a password"),
        ],
    )
    def test_a_weak_password_is_refused(self, opened, one, two, words):
        response = self.join(opened, one, two)

        assert response.status_code == 422
        assert words in response.content.decode()
        assert not User.objects.filter(email="bo@council.example").exists()

    def test_long_passwords_with_any_letters_are_welcome(self, opened):
        password = "ünïcødé and spaces " * 6

        self.join(opened, password, password)

        assert User.objects.get(email="bo@council.example").check_password(password)

    def test_a_used_link_is_over(self, opened, client, invitation):
        self.join(opened)
        client.logout()
        client.get(reverse("access:invitation", kwargs={"token": invitation_token(invitation)}))

        response = client.get(reverse("access:join"))

        assert response.status_code == 404
        assert "cannot be used" in response.content.decode()

    def test_a_guess_is_over_too(self, client, invitation):
        client.get(reverse("access:invitation", kwargs={"token": str(invitation.pk)}))

        assert client.get(reverse("access:join")).status_code == 404

    def test_someone_signed_in_does_not_join_as_another(self, invitation, admin):
        desk = client_of(admin)
        desk.get(reverse("access:invitation", kwargs={"token": invitation_token(invitation)}))

        assert self.join(desk).status_code == 409
        assert not User.objects.filter(email="bo@council.example").exists()


def test_the_staff_list_comes_in_parts_from_the_top(desk):
    make.staff(name="Dee Roy", seniority="head_of_service")
    make.staff(name="Eli Fox", seniority="practitioner")
    make.user("visitor", staff_member=make.staff(name="Has One", seniority="director"))
    make.staff(name="Long Gone", seniority="director", retired_on="2020-01-01")

    def named(**asked):
        page = desk.get(reverse("access:invite_visitors"), asked).content.decode()
        return [name for name in ("Dee Roy", "Eli Fox", "Has One", "Long Gone") if name in page]

    assert named() == ["Dee Roy"]
    assert named(level="others") == ["Eli Fox"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_staff_list_takes_the_same_number_of_queries(desk, django_assert_num_queries, count):
    for _ in range(count):
        team = make.team()
        make.staff(team=team, service=team.service)
    desk.get(PEOPLE)

    with django_assert_num_queries(4):  # session, user, roles; staff
        desk.get(reverse("access:invite_visitors"))
