"""Pages for people without an account: families who answer, people who ask for help.

Nobody is known there. Cookies are neither read nor set, so a signed-in colleague looks like anybody else, and there is no
authority that a forged request could borrow. Nothing is kept by the browser, no other site learns the address, and no log line says
when somebody was here, unless we failed them.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PREFIXES = ("/say/", "/help/")
HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
BROKEN = 500
Handler = Callable[[HttpRequest], HttpResponse]


class PublicPagesMiddleware:
    """Stands before the session, so that no session is looked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIXES):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        if response.status_code < BROKEN:
            response._has_been_logged = True  # type: ignore[attr-defined]  # Django's log of refused requests would say when somebody was here
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
