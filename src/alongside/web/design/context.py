"""What every page needs: the council's name, the navigation this person may use, and whether this is a demonstration."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from alongside.web.design.navigation import navigation_for


def chrome(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    return {
        "council_name": settings.COUNCIL_NAME,
        "demo": settings.DEMO,
        "navigation": navigation_for(user, request.path) if user is not None and user.is_authenticated else [],
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
