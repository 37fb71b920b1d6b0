"""A session ends after an hour of nothing, and after twelve hours whatever happens (ASVS 5.0 7.3.1, 7.3.2)."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse


class SessionLimitMiddleware:
    """Sign out a session that is idle or old. Times are epoch seconds kept in the session itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            began = request.session.setdefault("began", now)
            seen = request.session.get("seen", now)
            if now - began > settings.SESSION_LIMIT_HOURS * 3600 or now - seen > settings.SESSION_IDLE_MINUTES * 60:
                logout(request)
            elif now - seen > 30 or "seen" not in request.session:
                request.session["seen"] = now
        return self.get_response(request)
