"""For load balancers and monitoring: is the process up, and can people work? No sign-in, no detail."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.web.platform.readiness import readiness


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when people can work, 503 with what is missing when they cannot."""
    state = readiness()
    return JsonResponse({"ready": state.ready, **asdict(state)}, status=200 if state.ready else 503)
