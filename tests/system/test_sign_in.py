"""Coming in and going out in a real browser: password, passkey, app, invitation, council account; error states too."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from alongside.web.access.actions.inviting import invite
from alongside.web.access.models import User
from alongside.web.access.tokens import invitation_token
from tests import factories as make
from tests.support.oidc_provider import running_provider
from tests.support.single_sign_on import settings_for
from tests.system.accessibility import assert_accessible, tab_to

PASSWORD = "three random words"


@pytest.fixture
def lead(transactional_db: None) -> User:
    user = make.user("practice_lead", name="Ama Osei")
    user.set_password(PASSWORD)
    user.save()
    return user


def type_in(page: Page, user: User, password: str = PASSWORD) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def device_with_passkeys(page: Page) -> None:
    """A phone that holds passkeys and always recognises its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "isUserVerified": True, "automaticPresenceSimulation": True}})


def code_now(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_by_keyboard_alone(page: Page, lead: User) -> None:
    page.goto("/")
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type(lead.email)
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Ama Osei")).to_be_visible()


def test_without_scripts(without_scripts: Page, lead: User) -> None:
    type_in(without_scripts, lead)

    expect(without_scripts.get_by_role("link", name="Ama Osei")).to_be_visible()


def test_a_wrong_password_says_so_and_keeps_the_address(page: Page, lead: User) -> None:
    type_in(page, lead, "not my password")

    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_label("Email address")).to_have_value(lead.email)
    assert_accessible(page, "sign-in-error")


def test_an_empty_form_says_what_to_enter(page: Page, lead: User) -> None:
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in", exact=True).click()

    page.get_by_role("alert").get_by_role("link", name="Enter email address").click()
    expect(page.get_by_label("Email address")).to_be_focused()


def test_a_passkey_is_added_and_signs_in_with_no_password(page: Page, lead: User) -> None:
    device_with_passkeys(page)
    type_in(page, lead)
    page.get_by_role("link", name="Ama Osei").click()
    assert_accessible(page, "account")
    page.get_by_role("link", name="Add passkeys").click()
    assert_accessible(page, "passkeys-none")
    page.get_by_role("button", name="Add a passkey").click()
    if "reauthenticate" in page.url:
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()
    assert_accessible(page, "passkey-add")
    page.get_by_label("Name for this passkey").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_accessible(page, "recovery-codes")
    page.goto(reverse("mfa_list_webauthn"))
    expect(page.get_by_text("Signs you in alone")).to_be_visible()
    assert_accessible(page, "passkeys")
    page.get_by_role("button", name="Sign out").click()

    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("link", name="Ama Osei")).to_be_visible()


def test_a_device_without_the_passkey_says_what_to_do(page: Page, lead: User) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    page.goto(reverse("account_login"))

    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new DOMException('No', 'NotAllowedError')); }")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("did not confirm the passkey")
    assert_accessible(page, "passkey-refused")


def test_an_authenticator_app_then_asked_for_each_time(page: Page, lead: User) -> None:
    type_in(page, lead)
    page.goto(reverse("mfa_activate_totp"))
    if "reauthenticate" in page.url:
        assert_accessible(page, "reauthenticate")
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()
    assert_accessible(page, "authenticator-app")
    secret = page.locator(".app-key").inner_text()
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter code from the app")
    assert_accessible(page, "authenticator-app-error")
    secret = page.locator(".app-key").inner_text()
    page.get_by_label("Code from the app").fill(code_now(secret))
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    recovery = page.locator(".app-codes li").first.inner_text()
    page.goto(reverse("mfa_index"))
    assert_accessible(page, "second-step")
    page.get_by_role("button", name="Sign out").click()

    type_in(page, lead)

    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    assert_accessible(page, "one-more-step")
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    assert_accessible(page, "one-more-step-error")
    page.get_by_label("Code", exact=True).fill(recovery)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="Ama Osei")).to_be_visible()


def test_an_invited_person_joins_on_a_phone(phone: Page, lead: User) -> None:
    invitation = invite(email="bo@council.example", name="Bo Li", roles=["visitor"], by=lead)

    phone.goto(reverse("access:invitation", kwargs={"token": invitation_token(invitation)}))
    assert_accessible(phone, "join")
    phone.get_by_label("Choose a password").fill("short")
    phone.get_by_role("button", name="Start").click()
    expect(phone.get_by_role("alert")).to_contain_text("too short")
    assert_accessible(phone, "join-error")
    phone.get_by_label("Choose a password").fill(PASSWORD)
    phone.get_by_label("The same password again").fill(PASSWORD)
    phone.get_by_role("button", name="Start").click()

    expect(phone.get_by_role("link", name="Bo Li")).to_be_visible()


def test_people_and_access(page: Page, lead: User, sign_in) -> None:  # type: ignore[no-untyped-def]
    someone = make.user("visitor", "director", name="Cai Wen")
    invite(email="bo@council.example", name="Bo Li", roles=["visitor"], by=lead)
    make.staff(name="Dee Roy")
    make.staff(name="Eli Fox", email="")
    sign_in(page, lead)

    page.goto(reverse("access:people"))
    assert_accessible(page, "people")
    page.get_by_label("Name or email address").fill("cai")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Cai Wen").click()
    assert_accessible(page, "person")
    page.get_by_role("button", name="Give this role").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a role")
    assert_accessible(page, "person-error")
    page.get_by_label("Give a role").select_option("analyst")
    page.get_by_role("button", name="Give this role").click()
    expect(page.get_by_text("Cai Wen is now performance analyst.")).to_be_visible()

    page.goto(reverse("access:invite"))
    assert_accessible(page, "invite")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter their name")
    assert_accessible(page, "invite-error")
    page.goto(reverse("access:invite_visitors"))
    assert_accessible(page, "invite-visitors")
    page.get_by_label("Dee Roy").check()
    page.get_by_role("button", name="Send the invitations").click()
    expect(page.get_by_text("1 person is invited.")).to_be_visible()
    page.goto(reverse("audit:list"))
    assert_accessible(page, "audit")
    page.get_by_label("From").fill("yesterday")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a real date")
    assert_accessible(page, "audit-error")
    assert someone.roles


QUIET_PAGES = [
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "access:join",
]


@pytest.mark.parametrize("name", QUIET_PAGES)
def test_pages_for_anybody(page: Page, transactional_db: None, name: str) -> None:
    page.goto(reverse(name))

    expect(page.get_by_role("banner").get_by_text("Alongside")).to_be_visible()
    assert_accessible(page, name.replace(":", "-"))


OWN_PAGES = ["account_logout", "account_change_password", "usersessions_list", "mfa_generate_recovery_codes"]


@pytest.mark.parametrize("name", OWN_PAGES)
def test_pages_about_oneself(page: Page, lead: User, name: str) -> None:
    type_in(page, lead)

    page.goto(reverse(name))

    expect(page.get_by_role("banner").get_by_text("Alongside")).to_be_visible()
    assert_accessible(page, name)


def test_choosing_who_to_be_in_a_demonstration(page: Page, lead: User) -> None:
    for _ in range(5):
        make.user("visitor")
    with override_settings(DEMO=True, PRODUCTION=False):
        page.goto("/")
        assert_accessible(page, "sign-in-demonstration")
        page.get_by_role("button", name="Choose who to be").click()
        assert_accessible(page, "demonstration")
        page.get_by_role("button", name="Ama Osei").click()

        expect(page.get_by_role("link", name="Ama Osei")).to_be_visible()


def test_with_the_councils_own_sign_in(page: Page, lead: User) -> None:
    """The strict policy lets the form go to the provider, and nowhere else."""
    invite(email="bo@council.example", name="Bo Li", roles=["visitor"], by=lead)
    with running_provider() as provider, override_settings(**settings_for(provider)):
        provider.person = {"sub": "subject-1", "preferred_username": "bo@council.example"}
        page.goto("/")
        assert_accessible(page, "sign-in-council")
        page.get_by_role("button", name="Continue with your council account").click()
        page.get_by_role("link", name="Continue as bo@council.example").click()
        expect(page.get_by_role("link", name="Bo Li")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()

        provider.person = {"sub": "subject-9", "preferred_username": "eve@council.example"}
        page.goto("/")
        page.get_by_role("button", name="Continue with your council account").click()
        page.get_by_role("link", name="Continue as eve@council.example").click()

        expect(page.get_by_role("heading", name="You are not invited yet")).to_be_visible()
        assert_accessible(page, "not-invited")
