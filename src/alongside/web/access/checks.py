"""What must never be true of a running installation. Read by `check`, by the doctor and before production starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from alongside.web.access.demonstration import signs_of_production


@register("security")
def demonstration_is_not_production(**options: Any) -> list[CheckMessage]:
    """In a demonstration anyone signs in as anyone, so nothing real may be near it."""
    signs = signs_of_production() if settings.DEMO else []
    return [
        Error(
            f"This is a demonstration, where anyone signs in as anyone, but it has {sign}.",
            hint="Remove that setting, or set ALONGSIDE_ENV=production.",
            id="access.E001",
        )
        for sign in signs
    ]


MULTI_TENANT = ("/common/", "/organizations/", "/consumers/")


@register("security")
def single_sign_on_is_whole(**options: Any) -> list[CheckMessage]:
    """Half a set-up of the council's own sign-in either fails on the day or lets the wrong people try."""
    issuer = settings.OIDC_ISSUER
    if not issuer:
        return []
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    app = providers["openid_connect"]["APPS"][0]
    is_entra = "login.microsoftonline.com" in issuer
    problems = {
        "access.E002": (
            not (app["client_id"] and app["secret"]),
            "Single sign-on has an issuer but no client. Set ALONGSIDE_OIDC_CLIENT_ID and ALONGSIDE_OIDC_SECRET.",
        ),
        "access.E003": (
            settings.PRODUCTION and not issuer.startswith("https://"),
            "ALONGSIDE_OIDC_ISSUER must begin with https://, or tokens can be read and changed on their way.",
        ),
        "access.E004": (
            any(word in issuer for word in MULTI_TENANT),
            "ALONGSIDE_OIDC_ISSUER is for every tenant. Use your own: https://login.microsoftonline.com/YOUR-TENANT-ID/v2.0",
        ),
        "access.E005": (
            is_entra and not settings.OIDC_TENANT,
            "Set ALONGSIDE_OIDC_TENANT to your tenant's identifier, so that only its people come in, and not its guests.",
        ),
    }
    return [Error(words, id=number) for number, (wrong, words) in problems.items() if wrong]
