"""Where the sign-in library asks what is ours to decide: who may come in, and how people are written to."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.helpers import render_authentication_error
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from alongside.web.access import letters
from alongside.web.access.actions.admitting import admit
from alongside.web.access.single_sign_on import confirmed_address

RESET = "account/email/password_reset_key"


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the same way as every other message. A message of the library's that we have no words for is not sent."""
        user = context.get("user")
        if template_prefix == RESET and user is not None and user.is_active:
            letters.send_reset(user)


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The council's own sign-in admits only those already invited, and knows them by their subject for ever."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        claims = sociallogin.account.extra_data["id_token"]
        if not secrets.compare_digest(str(claims["nonce"]), str(sociallogin.state.get("nonce", ""))):
            raise ImmediateHttpResponse(render_authentication_error(request, sociallogin.provider))
        if settings.OIDC_TENANT and claims.get("tid") != settings.OIDC_TENANT:
            raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))
        if sociallogin.is_existing:
            return
        address = confirmed_address(claims)
        user = admit(address=address, provider=sociallogin.account.provider) if address else None
        if user is None:
            raise ImmediateHttpResponse(render(request, "socialaccount/not_invited.html", status=403))
        sociallogin.connect(request, user)
