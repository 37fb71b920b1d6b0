"""One's own account: what I may do here, how I sign in, where I am signed in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.access.queries import sessions_of
from alongside.web.access.requests import SignedIn


@require_safe
def account(request: SignedIn) -> HttpResponse:
    factors = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "roles": request.user.roles,
        "passkeys": factors.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in factors,
        "sessions": len(sessions_of(request.user)),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "access/account.html", context)
