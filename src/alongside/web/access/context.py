"""What sign-in pages need to know: whether the council's own sign-in is offered, and where it starts."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse


def single_sign_on(request: HttpRequest) -> dict[str, dict[str, str] | None]:
    if not settings.OIDC_ISSUER:
        return {"single_sign_on": None}
    start = reverse("openid_connect_login", kwargs={"provider_id": settings.OIDC_PROVIDER_ID})
    return {"single_sign_on": {"name": settings.OIDC_NAME, "url": start}}
