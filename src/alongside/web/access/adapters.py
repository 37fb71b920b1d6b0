"""Where the sign-in library asks what is ours to decide: who may come in, and how people are written to."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
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

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "That email address and password do not belong together. Try again, or choose a new password below.",
        "too_many_login_attempts": "Too many wrong guesses. Wait 5 minutes, then try again.",
        "enter_current_password": "That is not your current password",
        "incorrect_password": "That is not your password",
        "rate_limited": "Too many tries. Wait 5 minutes, then try again.",
        "account_inactive": "Someone who manages access has deactivated this account.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """By the same way as every other message. A message of the library's that we have no words for is not sent."""
        user = context.get("user")
        if template_prefix == RESET and user is not None and user.is_active:
            letters.send_reset(user)


class SecondStep(DefaultMFAAdapter):  # type: ignore[misc]
    """Our words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right. Enter the newest code from your app.",
        "cannot_delete_authenticator": "You need a second step. Set up another one before you remove this.",
        "cannot_generate_recovery_codes": "Set up a second step first.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Where policy asks for two factors, the last one stays."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return not settings.SECOND_FACTOR_REQUIRED or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


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
