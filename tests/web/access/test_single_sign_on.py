"""The council's own sign-in, against a real provider on this machine. ASVS 5.0 10.2.1, 10.5.1 to 10.5.4: every lie is refused."""

from __future__ import annotations

import base64
import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from alongside.web.access.actions.inviting import invite, withdraw_invitation
from alongside.web.access.models import Invitation, User
from alongside.web.audit.models import AuditEvent
from tests import factories as make
from tests.support.oidc_provider import Provider, running_provider
from tests.support.single_sign_on import settings_for

pytestmark = pytest.mark.django_db
BO = {"sub": "subject-1", "oid": "object-1", "preferred_username": "bo@council.example", "name": "Bo Li"}
START = {"provider_id": "council"}


@pytest.fixture(scope="module")
def server():
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(server, settings):
    for name, value in settings_for(server).items():
        setattr(settings, name, value)
    fresh = Provider()
    for name in ("lie", "sign", "state", "called"):
        setattr(server, name, getattr(fresh, name))
    server.person = dict(BO)
    return server


@pytest.fixture
def admin():
    return make.user("administrator")


@pytest.fixture
def invitation(admin):
    return invite(email="bo@council.example", name="Bo Li", roles=["visitor"], by=admin)


def come_back(browser: Client, provider: Provider) -> str:
    """Leave for the provider, sign in there, and give the address it sends the browser back to."""
    leaving = browser.post(reverse("openid_connect_login", kwargs=START))
    assert leaving.status_code == 302
    requests.get(leaving.url, timeout=5)
    back = requests.get(f"{provider.issuer}/continue", timeout=5, allow_redirects=False).headers["Location"]
    return back.split("testserver", 1)[1]


def sign_in(browser: Client, provider: Provider):
    return browser.get(come_back(browser, provider))


def who(browser: Client) -> User | None:
    pk = browser.session.get("_auth_user_id")
    return User.objects.get(pk=pk) if pk else None


def test_the_invited_come_in_and_the_invitation_is_spent(client, provider, invitation):
    response = sign_in(client, provider)

    user = User.objects.get(email="bo@council.example")
    assert (response.status_code, response.url) == (302, "/")
    assert who(client) == user
    assert (user.name, [role.code for role in user.roles], user.has_usable_password()) == ("Bo Li", ["visitor"], False)
    assert SocialAccount.objects.get(user=user).uid == "subject-1"
    assert not Invitation.objects.open().exists()
    written = AuditEvent.objects.filter(action="user.signed_in").latest("id")
    assert (written.actor_id, written.detail) == (user.pk, {"how": ["socialaccount"]})


def test_asks_with_state_nonce_and_pkce(client, provider):
    leaving = client.post(reverse("openid_connect_login", kwargs=START))

    asked = {name: values[0] for name, values in parse_qs(urlsplit(leaving.url).query).items()}
    assert asked["response_type"] == "code"
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["code_challenge_method"] == "S256"
    assert all(len(asked[name]) >= 16 for name in ("state", "nonce", "code_challenge"))


def test_what_the_address_asks_for_is_not_passed_on(client, provider):
    leaving = client.post(reverse("openid_connect_login", kwargs=START) + "?scope=Files.Read&auth_params=prompt%3Dnone&process=connect")

    assert "Files.Read" not in leaving.url
    assert "prompt" not in leaving.url


def test_known_by_subject_for_ever_whatever_the_address_becomes(client, provider, invitation):
    sign_in(client, provider)
    first = who(client)
    client.logout()

    provider.person = {**BO, "preferred_username": "bo.married@council.example"}
    sign_in(client, provider)

    assert who(client) == first


def test_an_address_handed_on_to_someone_new_does_not_carry_the_account(client, provider, invitation):
    sign_in(client, provider)
    client.logout()

    provider.person = {**BO, "sub": "subject-2"}
    response = sign_in(client, provider)

    assert (response.status_code, who(client)) == (403, None)


def test_somebody_who_has_an_account_already_is_recognised_once(client, provider):
    user = make.user("visitor")
    provider.person = {**BO, "preferred_username": user.email.upper()}

    sign_in(client, provider)

    assert who(client) == user
    assert AuditEvent.objects.filter(action="user.linked_to_council_account", object_id=str(user.pk)).exists()


NOT_ADMITTED = {
    "nobody invited them": {"preferred_username": "eve@council.example"},
    "another tenant": {"tid": "somebody-else"},
    "no tenant": {"tid": None},
    "a guest by name": {"preferred_username": "bo_council.example#EXT#@other.example"},
    "a guest by kind": {"acct": 1},
    "a guest of another directory": {"idp": "https://sts.example/other/"},
    "no name at all": {"preferred_username": None},
    "an address nobody verified": {"preferred_username": None, "email": "bo@council.example"},
    "an address verified in words only": {"preferred_username": None, "email": "bo@council.example", "email_verified": "true"},
}


@pytest.mark.parametrize("why", NOT_ADMITTED)
def test_not_admitted(client, provider, invitation, why):
    provider.person = {name: value for name, value in {**BO, **NOT_ADMITTED[why]}.items() if value is not None}
    if NOT_ADMITTED[why].get("tid", "") is None:
        provider.lie = lambda claims: {name: value for name, value in claims.items() if name != "tid"}

    response = sign_in(client, provider)

    assert response.status_code == 403
    assert "not invited yet" in response.content.decode()
    assert who(client) is None
    assert Invitation.objects.open().exists()
    assert not SocialAccount.objects.exists()


def test_a_withdrawn_invitation_admits_nobody(client, provider, invitation, admin):
    withdraw_invitation(invitation=invitation, by=admin)

    assert (sign_in(client, provider).status_code, who(client)) == (403, None)


def test_the_deactivated_stay_out(client, provider, invitation):
    sign_in(client, provider)
    User.objects.filter(email="bo@council.example").update(is_active=False)
    client.logout()

    sign_in(client, provider)

    assert who(client) is None


def test_without_a_tenant_only_a_verified_address_counts(client, provider, invitation, settings):
    settings.OIDC_TENANT = ""

    assert (sign_in(client, provider).status_code, who(client)) == (403, None)

    provider.person = {**BO, "email": "bo@council.example", "email_verified": True}
    sign_in(client, provider)
    assert who(client).email == "bo@council.example"


def unsigned(claims):
    def part(what):
        return base64.urlsafe_b64encode(json.dumps(what).encode()).decode().rstrip("=")

    return f"{part({'alg': 'none', 'kid': 'first'})}.{part(claims)}."


LIES = {
    "nonce of another sign-in": {"lie": lambda claims: {**claims, "nonce": "another"}},
    "no nonce": {"lie": lambda claims: {n: v for n, v in claims.items() if n != "nonce"}},
    "issuer": {"lie": lambda claims: {**claims, "iss": "https://login.example/other/v2.0"}},
    "no issuer": {"lie": lambda claims: {n: v for n, v in claims.items() if n != "iss"}},
    "audience": {"lie": lambda claims: {**claims, "aud": "another-service"}},
    "one of several audiences": {"lie": lambda claims: {**claims, "aud": ["alongside", "another-service"]}},
    "expired": {"lie": lambda claims: {**claims, "exp": int(time.time()) - 120}},
    "no expiry": {"lie": lambda claims: {n: v for n, v in claims.items() if n != "exp"}},
    "from the future": {"lie": lambda claims: {**claims, "nbf": int(time.time()) + 600}},
    "no subject": {"lie": lambda claims: {n: v for n, v in claims.items() if n != "sub"}},
    "state of another browser": {"state": lambda state: "x" * 16},
    "the provider under another name": {"called": "https://login.example/other/v2.0"},
}
FORGERIES = {
    "unsigned": lambda provider: unsigned,
    "another key by the same name": lambda provider: lambda claims: provider.signed(claims, RSAKey.generate_key(2048)),
    "a key nobody knows": lambda provider: lambda claims: provider.signed(claims, RSAKey.generate_key(2048), kid="other"),
    "the public key as a shared secret": lambda provider: (
        lambda claims: jwt.encode({"alg": "HS256", "kid": "first"}, claims, OctKey.import_key(provider.key.as_pem(private=False)))
    ),
    "claims changed after signing": lambda provider: lambda claims: changed(provider.signed(claims)),
    "no token": lambda provider: lambda claims: "",
}


def changed(token: str) -> str:
    head, body, signature = token.split(".")
    return f"{head}.{body[:-4]}{'AAAA' if body[-4:] != 'AAAA' else 'BBBB'}.{signature}"


def refused(client, provider):
    response = sign_in(client, provider)

    assert response.status_code == 401
    assert "could not be signed in" in response.content.decode()
    assert who(client) is None
    assert Invitation.objects.open().exists(), "and nothing was spent"
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused(client, provider, invitation, lie):
    for name, value in LIES[lie].items():
        setattr(provider, name, value)

    refused(client, provider)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forgery_is_refused(client, provider, invitation, forgery):
    provider.sign = FORGERIES[forgery](provider)

    refused(client, provider)


def test_a_code_works_once_and_in_one_browser(client, provider, invitation):
    back = come_back(client, provider)

    assert Client().get(back).status_code == 401, "not in another browser"
    assert client.get(back).status_code == 302
    client.logout()
    assert client.get(back).status_code == 401, "not twice"
    assert who(client) is None


def test_giving_up_there_says_so_here(client, provider):
    leaving = client.post(reverse("openid_connect_login", kwargs=START))
    requests.get(leaving.url, timeout=5)
    back = requests.get(f"{provider.issuer}/refuse", timeout=5, allow_redirects=False).headers["Location"]

    assert client.get(back.split("testserver", 1)[1]).url == reverse("socialaccount_login_cancelled")


def test_counts_as_two_factors_where_the_council_says_so(client, provider, invitation, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, provider)

    assert client.get("/").status_code == 200

    settings.OIDC_SECOND_FACTOR = False
    assert client.get("/").url == reverse("mfa_index")


def test_the_sign_in_page_offers_it(client, provider):
    page = client.get(reverse("account_login")).content.decode()

    assert "Continue with your council account" in page
    assert reverse("openid_connect_login", kwargs=START) in page
