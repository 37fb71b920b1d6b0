"""Pages that say no, kindly, with the numbers to ring. An unknown link and a closed one look the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps

from django.http import HttpRequest, HttpResponse

from alongside.web.design.public import render_public
from alongside.web.organisation.models import Directorate
from alongside.web.voices.public.limits import PAGES, address_of, too_many
from alongside.web.voices.public.pages import numbers_context

MOST_BYTES = 300_000  # of one request: many times the longest answer
View = Callable[..., HttpResponse]


def guarded(view: View) -> View:
    """No more than a page could need, and not more often than many people together."""

    @wraps(view)
    def within_limits(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if _length(request) > MOST_BYTES:
            return too_large(request)
        if too_many(PAGES, address_of(request)):
            return busy(request)
        return view(request, *args, **kwargs)

    return within_limits


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def closed(request: HttpRequest, *, kept: Sequence[str] = ()) -> HttpResponse:
    """`kept`: what they had typed when it was closed, so that they have it still."""
    return _page(request, "closed", 404, kept=kept)


def busy(request: HttpRequest) -> HttpResponse:
    response = _page(request, "busy", 429)
    response.headers["Retry-After"] = "600"
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    """Nothing of it is read, so it cannot be given back: the script keeps it on the page."""
    request.META["REQUEST_METHOD"] = request.method = "GET"
    return _page(request, "too_large", 413)


def the_only_directorate() -> Directorate | None:
    """Whose numbers to show to somebody who did not come by a link; with several, only those for the whole country."""
    found = list(Directorate.objects.all()[:2])
    return found[0] if len(found) == 1 else None


def _page(request: HttpRequest, name: str, status: int, **more: object) -> HttpResponse:
    context = {**numbers_context(the_only_directorate()), **more}
    return render_public(request, f"voices/public/{name}.html", context, status=status)
