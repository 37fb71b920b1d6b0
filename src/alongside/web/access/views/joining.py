"""Accepting an invitation. The link leaves its secret in the session and moves on, so that it stays out of histories and logs."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from alongside.web.access.actions.inviting import accept_invitation
from alongside.web.access.actions.signing_in import sign_in_as_invited
from alongside.web.access.forms.people import JoinForm
from alongside.web.access.models import Invitation
from alongside.web.access.queries import invitation_by_token

KEPT_AS = "invitation"


@login_not_required
@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    request.session[KEPT_AS] = token[:100]
    return redirect("access:join")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    held = held_invitation(request)
    if held is None or request.user.is_authenticated:
        return render(request, "access/invitation_over.html", {"held": held}, status=404 if held is None else 409)
    form = JoinForm(request.POST if request.method == "POST" else None, invitation=held)
    if form.is_valid():
        try:
            user = accept_invitation(invitation=held, password=form.cleaned_data["password1"])
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            sign_in_as_invited(request=request, user=user)
            return redirect("mfa_index" if settings.SECOND_FACTOR_REQUIRED else "home")
    context = {"form": form, "invitation": held, "error_summary": form.error_summary}
    return render(request, "access/join.html", context, status=422 if form.is_bound else 200)


def held_invitation(request: HttpRequest) -> Invitation | None:
    token = request.session.get(KEPT_AS, "")
    return invitation_by_token(token) if token else None
