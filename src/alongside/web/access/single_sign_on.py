"""Signing in with the council's own account, by OpenID Connect (Entra ID and others). ASVS 5.0 chapter 10.

The library leaves out what a token fetched over TLS may do without: its signature and its nonce. Both are checked here, the issuer is
the one in our settings, and what a person is called elsewhere (`userinfo`) is not asked for.
"""

from __future__ import annotations

import secrets
from typing import Any

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

ALGORITHMS = ["RS256"]  # never what the token itself proposes
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "nonce"]
KEPT = ["iss", "aud", "sub", "oid", "tid", "nonce", "email", "email_verified", "preferred_username", "idp", "acct", "amr"]
SECONDS_CLOCKS_MAY_DIFFER = 30


class CouncilAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        claims = verified_claims(kwargs["response"].get("id_token", ""), keys=self.signing_keys(), audience=app.client_id)
        return self.get_provider().sociallogin_from_response(request, {"id_token": claims})

    def signing_keys(self) -> list[dict[str, Any]]:
        if self.openid_config["issuer"] != settings.OIDC_ISSUER:
            raise OAuth2Error("The provider calls itself something else than our settings do")
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            keys: list[dict[str, Any]] = response.json()["keys"]
            return keys


class CouncilSignIn(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = CouncilAdapter

    def redirect(self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any) -> HttpResponse:
        """Off to the provider with a nonce of ours. What the address asks for (scope, prompts, linking) is not passed on."""
        nonce = secrets.token_urlsafe(32)
        ours: dict[str, Any] = {"scope": self.get_scope(), "auth_params": {"nonce": nonce}, "nonce": nonce}
        response: HttpResponse = super().redirect(request, AuthProcess.LOGIN, next_url, data, **ours)
        return response


def verified_claims(id_token: str, *, keys: list[dict[str, Any]], audience: str) -> dict[str, Any]:
    """Claims of a token that the provider signed, for us, now. Raises `OAuth2Error` for any other."""
    try:
        name = jwt.get_unverified_header(id_token).get("kid")
        key = next((key for key in keys if key.get("kid") == name and key.get("kty") == "RSA"), None)
        if key is None:
            raise OAuth2Error("Signed with a key that is not the provider's")
        claims: dict[str, Any] = jwt.decode(
            id_token,
            key=jwt.PyJWK(key, algorithm="RS256"),
            algorithms=ALGORITHMS,
            issuer=settings.OIDC_ISSUER,
            audience=audience,
            leeway=SECONDS_CLOCKS_MAY_DIFFER,
            options={"require": REQUIRED},
        )
    except jwt.PyJWTError as refused:
        raise OAuth2Error(f"The token was refused: {type(refused).__name__}") from refused
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != audience:
        raise OAuth2Error("The token is for several, and not in our name")
    return {name: claims[name] for name in KEPT if name in claims}


def confirmed_address(claims: dict[str, Any]) -> str | None:
    """An address that the provider vouches for, or None. Used once, to find the invitation; from then on only the subject counts.

    With `ALONGSIDE_OIDC_TENANT` the person must be of that Entra tenant, and not its guest; their sign-in name then counts too, because
    the tenant gives it out. Without it, only an address marked as verified counts.
    """
    if settings.OIDC_TENANT and claims.get("tid") != settings.OIDC_TENANT:
        return None
    if claims.get("email") and claims.get("email_verified") is True:
        return str(claims["email"]).lower()
    is_guest = "idp" in claims or claims.get("acct") == 1 or "#ext#" in str(claims.get("preferred_username", "")).lower()
    if settings.OIDC_TENANT and claims.get("preferred_username") and not is_guest:
        return str(claims["preferred_username"]).lower()
    return None
