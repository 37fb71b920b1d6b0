"""Passwords, second steps and sessions. Tests are named after the requirements of ASVS 5.0 they stand for."""

import datetime as dt
import re
from pathlib import Path

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from alongside.web import settings as web_settings
from alongside.web.access import letters
from alongside.web.audit.models import AuditEvent
from alongside.web.notices.models import Notice
from tests import factories as make
from tests.web.access.walking import PASSWORD, client_of

pytestmark = pytest.mark.django_db
WEB = Path(web_settings.__file__).parent
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


@pytest.fixture
def user():
    user = make.user("visitor", name="Bo Li")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def is_in(client):
    return "_auth_user_id" in client.session


def events(action):
    return list(AuditEvent.objects.filter(action=action).values_list("actor_name", "object_name", "detail"))


class TestPassword:
    def test_6_2_1_any_length_from_twelve_pasted_or_typed(self, client, user):
        for password in ("twelve chars", "x y" * 40, "ünïcødé and spaces"):
            user.set_password(password)
            user.save()
            browser = Client()

            sign_in(browser, user, password)

            assert is_in(browser)

    def test_the_address_in_any_case(self, client, user):
        client.post(reverse("account_login"), {"login": user.email.upper(), "password": PASSWORD})

        assert is_in(client)

    def test_6_3_1_the_sixth_guess_is_refused_even_when_right(self, client, user):
        for _ in range(5):
            sign_in(client, user, "a wrong guess")

        sign_in(client, user)

        assert not is_in(client)
        assert len(events("user.sign_in_failed")) == 5

    def test_guesses_at_one_account_do_not_lock_out_another(self, client, user):
        colleague = make.user("visitor")
        colleague.set_password(PASSWORD)
        colleague.save()
        for _ in range(6):
            sign_in(client, user, "a wrong guess")

        sign_in(client, colleague)

        assert is_in(client)

    def test_6_3_8_an_unknown_address_reads_the_same(self, client, user):
        known = sign_in(client, user, "a wrong guess")
        unknown = client.post(reverse("account_login"), {"login": "nobody@council.example", "password": "a wrong guess"})

        def said(response):
            return [item["text"] for item in response.context_data["form"].error_summary]

        assert said(known) == said(unknown)
        assert known.status_code == unknown.status_code

    def test_16_3_1_in_out_and_failing_are_written_down(self, client, user):
        sign_in(client, user, "a wrong guess")
        sign_in(client, user)
        client.post(reverse("account_logout"))

        assert events("user.sign_in_failed") == [("Alongside", "Bo Li", {"how": "password"})]
        assert events("user.signed_in") == [("Bo Li", "Bo Li", {"how": ["password"]})]
        assert events("user.signed_out") == [("Bo Li", "Bo Li", {})]

    def test_nobody_signs_up(self, client):
        for path in ("signup/", "email/", "confirm-email/", "login/code/", "3rdparty/signup/", "social/signup/"):
            assert client.get(f"/account/{path}").status_code == 404, path


class TestForgotten:
    def ask(self, client, email):
        return client.post(reverse("account_reset_password"), {"email": email})

    def test_the_link_comes_by_the_usual_way_and_is_kept_nowhere(self, client, user):
        response = self.ask(client, user.email)

        notice = Notice.objects.get(kind="access.password_reset")
        assert response.url == reverse("account_reset_password_done")
        assert "/password/reset/key/" not in notice.body
        link = letters.complete(notice.body, key=notice.key).split("http")[1].split()[0]

        form = client.get("/" + link.split("/", 3)[3], follow=True)
        client.post(form.redirect_chain[-1][0], {"password1": "another three words", "password2": "another three words"})
        user.refresh_from_db()
        assert user.check_password("another three words")
        assert letters.complete(notice.body, key=notice.key).count("http") == 1
        again = client.get("/" + link.split("/", 3)[3], follow=True).content.decode()
        assert "cannot be used" in again, "it works once"

    def test_an_unknown_address_is_told_the_same_and_sent_nothing(self, client, user):
        known, unknown = self.ask(client, user.email), self.ask(client, "nobody@council.example")

        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert Notice.objects.count() == 1

    def test_the_deactivated_are_sent_nothing(self, client, user):
        user.is_active = False
        user.save()

        self.ask(client, user.email)

        assert not Notice.objects.exists()


class TestSecondStep:
    @pytest.fixture
    def secret(self, user):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        return secret

    def code(self, secret):
        return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))

    def enter(self, client, code):
        return client.post(reverse("mfa_authenticate"), {"code": code})

    def test_a_password_alone_opens_nothing(self, client, user, secret):
        response = sign_in(client, user)

        assert response.url == reverse("mfa_authenticate")
        assert not is_in(client)
        assert client.get("/").status_code == 302

    def test_6_5_1_a_code_works_once(self, client, user, secret):
        code = self.code(secret)
        sign_in(client, user)
        self.enter(client, code)
        assert is_in(client)

        other = Client()
        sign_in(other, user)
        self.enter(other, code)

        assert not is_in(other)

    def test_6_5_5_an_old_code_does_not(self, client, user, secret):
        with time_machine.travel(timezone.now() - dt.timedelta(minutes=5)):
            old = self.code(secret)
        sign_in(client, user)

        self.enter(client, old)

        assert not is_in(client)

    def test_guesses_run_out(self, client, user, secret):
        sign_in(client, user)
        for _ in range(5):
            self.enter(client, "000000")

        self.enter(client, self.code(secret))

        assert not is_in(client)
        assert ("Alongside", "Bo Li", {"how": "second step"}) in events("user.sign_in_failed")

    def test_a_recovery_code_works_once(self, client, user, secret):
        code = RecoveryCodes.activate(user).get_unused_codes()[0]
        sign_in(client, user)
        self.enter(client, code)
        assert is_in(client)

        other = Client()
        sign_in(other, user)
        self.enter(other, code)

        assert not is_in(other)

    def test_7_5_1_the_password_is_asked_again_before_factors_change(self, user, secret):
        RecoveryCodes.activate(user)
        client = client_of(user)

        for name in ("mfa_deactivate_totp", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes"):
            assert reverse("account_reauthenticate") in client.get(reverse(name)).url
        client.post(reverse("mfa_deactivate_totp"))

        assert Authenticator.objects.filter(user=user, type="totp").exists()


class TestPolicy:
    """6.3.3: where two factors are asked for, nothing opens with one."""

    @pytest.fixture(autouse=True)
    def asked_for(self, settings):
        settings.SECOND_FACTOR_REQUIRED = True

    def test_every_page_leads_to_setting_one_up(self, client, user):
        sign_in(client, user)

        for name in ("home", "access:account", "weeks:list"):
            assert client.get(reverse(name)).url == reverse("mfa_index"), name
        assert client.post(reverse("access:invite")).url == reverse("mfa_index")
        assert "Set up one of these to go on" in client.get(reverse("mfa_index")).content.decode()

    def test_leaving_is_always_possible(self, client, user):
        sign_in(client, user)

        client.post(reverse("account_logout"))

        assert not is_in(client)

    def test_with_one_they_go_on(self, user):
        TOTP.activate(user, generate_totp_secret())

        assert client_of(user).get("/").status_code == 200

    def test_strangers_are_sent_to_sign_in(self, client):
        assert client.get("/").url.startswith(reverse("account_login"))


class TestSession:
    def test_7_2_4_a_new_session_at_sign_in(self, client, user):
        client.get(reverse("access:invitation", kwargs={"token": "x"}))
        before = client.session.session_key

        sign_in(client, user)

        assert before is not None
        assert client.session.session_key != before
        assert not client.session.__class__().exists(before), "and the old one is gone"

    def test_7_3_1_ends_after_an_hour_of_nothing(self, client, user):
        with time_machine.travel(NOON, tick=False) as clock:
            sign_in(client, user)
            client.get("/")
            clock.shift(dt.timedelta(minutes=59))
            assert client.get("/").status_code == 200
            clock.shift(dt.timedelta(minutes=61))

            assert client.get("/").status_code == 302
            assert not is_in(client)

    def test_7_3_1_a_page_that_looks_again_by_itself_is_nothing(self, client, user):
        """A progress page left open asks every two seconds. The session ends all the same, and the page goes to sign-in as a whole."""
        by_itself = {"X-By-Itself": "yes", "HX-Request": "true"}
        with time_machine.travel(NOON, tick=False) as clock:
            sign_in(client, user)
            client.get("/")
            for _ in range(6):
                clock.shift(dt.timedelta(minutes=10))
                assert client.get("/", headers=by_itself).status_code == 200
            clock.shift(dt.timedelta(minutes=10))

            ended = client.get("/", headers=by_itself)

            assert (ended.status_code, ended.headers.get("HX-Refresh")) == (204, "true")
            assert not is_in(client)
            assert client.get("/", headers=by_itself).headers.get("HX-Refresh") == "true", "in another tab too"

    def test_every_page_that_looks_again_by_itself_says_so(self):
        looking = [text for page in WEB.rglob("*.html") for text in re.findall(r"<[^>]*hx-trigger=\"every[^>]*>", page.read_text())]

        assert looking
        assert [text for text in looking if "X-By-Itself" not in text] == []

    def test_7_3_2_ends_after_twelve_hours_however_busy(self, client, user):
        with time_machine.travel(NOON, tick=False) as clock:
            sign_in(client, user)
            for _ in range(24):
                assert client.get("/").status_code == 200
                clock.shift(dt.timedelta(minutes=30, seconds=1))

            assert client.get("/").status_code == 302
            assert not is_in(client)

    def test_7_4_1_signing_out_ends_it_on_the_server(self, client, user):
        sign_in(client, user)
        stolen = client.cookies["session"].value
        client.post(reverse("account_logout"))

        thief = Client()
        thief.cookies["session"] = stolen

        assert thief.get("/").status_code == 302

    def test_7_4_3_a_new_password_ends_the_others(self, user):
        here, elsewhere = client_of(user, signed_in_anew=True), client_of(user)
        assert elsewhere.get("/").status_code == 200

        here.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": "another three words", "password2": "another three words"},
        )

        user.refresh_from_db()
        assert user.check_password("another three words")
        assert elsewhere.get("/").status_code == 302

    def test_7_5_2_one_sees_and_ends_ones_sessions(self, user):
        here, elsewhere = client_of(user), client_of(user)
        for browser in (here, elsewhere):
            browser.get("/", headers={"user-agent": "Mozilla/5.0 (iPhone) AppleWebKit Safari/605"})

        page = here.get(reverse("usersessions_list")).content.decode()
        here.post(reverse("usersessions_list"))

        assert page.count("Safari on iPhone") == 2
        assert (here.get("/").status_code, elsewhere.get("/").status_code) == (200, 302)

    def test_most_requests_write_nothing(self, client, user, django_assert_num_queries):
        sign_in(client, user)
        client.get(reverse("access:account"))

        with django_assert_num_queries(5):  # session, user, roles; factors, sessions
            client.get(reverse("access:account"))


class TestLastFactor:
    """Where two are asked for, the last one is replaced, never just removed."""

    def test_it_stays(self, user, settings):
        settings.SECOND_FACTOR_REQUIRED = True
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)

        response = client_of(user, signed_in_anew=True).post(reverse("mfa_deactivate_totp"))

        assert "Set up another one before you remove this" in response.content.decode()
        assert Authenticator.objects.filter(user=user, type="totp").exists()

    def test_it_goes_where_nobody_asks_for_two(self, user):
        TOTP.activate(user, generate_totp_secret())

        client_of(user, signed_in_anew=True).post(reverse("mfa_deactivate_totp"))

        assert not Authenticator.objects.filter(user=user).exists()
