"""What the sign-in pages need to know: whether the council's own sign-in is offered, and whether everyone needs a second step."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def signing_in(request: HttpRequest) -> dict[str, Any]:
    return {"single_sign_on": single_sign_on(), "second_factor_required": settings.SECOND_FACTOR_REQUIRED}


def single_sign_on() -> dict[str, str] | None:
    if not settings.OIDC_ISSUER:
        return None
    start = reverse("openid_connect_login", kwargs={"provider_id": settings.OIDC_PROVIDER_ID})
    return {"name": settings.OIDC_NAME, "url": start}
