"""To the council's own sign-in and back. Exists only where it is set up."""

from __future__ import annotations

from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.single_sign_on import CouncilAdapter


@login_not_required
@never_cache
@require_POST
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    return answer(OAuth2LoginView, request, provider_id)


@login_not_required
@never_cache
@require_safe
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return answer(OAuth2CallbackView, request, provider_id)


def answer(kind: type[OAuth2LoginView | OAuth2CallbackView], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        response: HttpResponse = kind.adapter_view(CouncilAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    return response
