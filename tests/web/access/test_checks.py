"""What `check`, and the doctor, say of a sign-in that is set up by half."""

import pytest

from alongside.web.access.checks import single_sign_on_is_whole

ENTRA = "https://login.microsoftonline.com/9a1c0c5e-0000-4000-8000-000000000001/v2.0"


@pytest.fixture
def set_up(settings):
    def as_(issuer=ENTRA, client="alongside", secret="between-us", tenant="9a1c0c5e-0000-4000-8000-000000000001", production=True):
        settings.OIDC_ISSUER, settings.OIDC_TENANT, settings.PRODUCTION = issuer, tenant, production
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [{"client_id": client, "secret": secret}]}}
        return [error.id for error in single_sign_on_is_whole()]

    return as_


def test_nothing_to_say_without_it_or_when_whole(set_up):
    assert set_up(issuer="") == []
    assert set_up() == []
    assert set_up(issuer="https://sso.council.example", tenant="") == []


@pytest.mark.parametrize(
    ("half", "number"),
    [
        ({"client": ""}, "access.E002"),
        ({"secret": ""}, "access.E002"),
        ({"issuer": "http://sso.council.example"}, "access.E003"),
        ({"issuer": "https://login.microsoftonline.com/common/v2.0"}, "access.E004"),
        ({"tenant": ""}, "access.E005"),
    ],
)
def test_half_is_an_error(set_up, half, number):
    assert set_up(**half) == [number]
