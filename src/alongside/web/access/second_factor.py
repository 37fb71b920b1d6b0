"""Where policy says two factors, no page opens with one (ASVS 5.0 6.3.3)."""

from collections.abc import Callable

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
        wanted = settings.SECOND_FACTOR_REQUIRED and request.user.is_authenticated and not request.path.startswith(ALLOWED_BEFORE)
        if wanted and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return self.get_response(request)
