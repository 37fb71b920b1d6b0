"""A session ends after an hour of nothing, and after twelve hours whatever happens (ASVS 5.0 7.3.1, 7.3.2).

What a page asks for by itself (`hx-trigger="every 2s"`) is nothing: it says so in a header, or a page left open would never be left.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from alongside.web.access.models import User

BY_ITSELF = "X-By-Itself"
NOTICED_EVERY = 30  # seconds between two notes of when a session was last used, so that most requests write nothing


class SessionLimitMiddleware:
    """Sign out a session that is idle or old, and leave nothing behind. Times are epoch seconds kept in the session itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        was_signed_in = request.user.is_authenticated
        if was_signed_in:
            now = int(time.time())
            if is_over(request, now):
                logout(request)
            elif is_use(request) and now - request.session.get("seen", 0) > NOTICED_EVERY:
                note_use(request, now)
        response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache"'  # for the next person at a shared computer
        return load_the_page_anew(response) if is_part_of_a_page(request) and sends_to_sign_in(response) else response


def is_over(request: HttpRequest, now: int) -> bool:
    began, seen = request.session.get("began", now), request.session.get("seen", now)
    return bool(now - began > settings.SESSION_LIMIT_HOURS * 3600 or now - seen > settings.SESSION_IDLE_MINUTES * 60)


def is_use(request: HttpRequest) -> bool:
    """A person did this, or it is the first of its session, which must have a beginning."""
    return BY_ITSELF not in request.headers or "began" not in request.session


def is_part_of_a_page(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers


def sends_to_sign_in(response: HttpResponse) -> bool:
    return response.status_code == 302 and response.headers.get("Location", "").split("?")[0] == reverse(settings.LOGIN_URL)


def load_the_page_anew(response: HttpResponse) -> HttpResponse:
    """The whole page then goes to sign-in, rather than the sign-in page into a corner of it. Keeps what the response clears."""
    anew = HttpResponse(status=204, headers={"HX-Refresh": "true"})
    anew.cookies = response.cookies
    if "Clear-Site-Data" in response.headers:
        anew.headers["Clear-Site-Data"] = response.headers["Clear-Site-Data"]
    return anew


def note_use(request: HttpRequest, now: int) -> None:
    """Keep when the session began and was last used, and show it in the person's list of sessions."""
    request.session.setdefault("began", now)
    request.session["seen"] = now
    UserSession.objects.create_from_request(request)


def end_sessions_of(user: User) -> int:
    """End every session of a person at once, wherever they are. Returns how many there were."""
    sessions = list(UserSession.objects.filter(user_id=user.pk))
    for session in sessions:
        session.end()
    return len(sessions)
