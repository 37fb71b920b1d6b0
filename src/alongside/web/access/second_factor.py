"""Where policy says two factors, no page opens with one (ASVS 5.0 6.3.3)."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

ALLOWED_BEFORE = ("/account/", "/static/", "/healthz", "/readyz")


class SecondFactorMiddleware:
    """Send a person without a second factor to set one up, before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if must_set_one_up(request):
            return redirect("mfa_index")
        return self.get_response(request)


def must_set_one_up(request: HttpRequest) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated or request.path.startswith(ALLOWED_BEFORE):
        return False
    return not (is_mfa_enabled(request.user) or came_by_council_account(request))


def came_by_council_account(request: HttpRequest) -> bool:
    """In this session, and where the council's own sign-in is trusted to ask for two factors itself."""
    steps = get_authentication_records(request, request.user)
    return settings.OIDC_SECOND_FACTOR and any(step["method"] == "socialaccount" for step in steps)
