"""Calendar addresses: the feed itself, read by calendar programs without signing in, and the page that tells people how."""

import hashlib
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.weeks.actions.calendars import calendar_address, renew_calendar
from alongside.web.weeks.models import Feed
from alongside.web.weeks.models.publication import teams_seen_by
from alongside.web.weeks.publication.calendar import calendar_of
from alongside.web.weeks.queries.publication import calendar_entries, live_feed


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar. Unknown, renewed and closed addresses all look the same."""
    if (found := live_feed(token)) is None:
        raise Http404("Not found")
    entries = list(calendar_entries(found))
    name = f"Practice week: {found}"
    body = calendar_of(entries, name=name, reader=found.staff_member_id)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="practice-week.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    if entries:
        response["Last-Modified"] = http_date(max(entry.changed_at for entry in entries).timestamp())
    # By ETag alone: an address or a name may change without any entry being published anew.
    return get_conditional_response(request, etag=etag, response=response) or response


@require_safe
def calendars(request: SignedIn) -> HttpResponse:
    """One's own calendar and those of one's teams, with a link for each kind of program."""
    require(request.user, Permission.WEEKS_VIEW)
    staff = request.user.staff_member
    feeds = Feed.objects.visible_to(request.user).select_related("staff_member", "team").order_by("team__name")
    own_first = sorted(feeds, key=lambda f: (f.staff_member_id is None, str(f)))
    shown = [{"feed": f, **addresses_of(f), "may_renew": not f.team_id or request.user.may(Permission.WEEKS_OFFER)} for f in own_first]
    missing = staff is not None and len(shown) < 1 + teams_seen_by(staff).filter(retired_on=None).count()
    return render(request, "weeks/publication/calendars.html", {"calendars": shown, "missing": missing, "staff": staff})


@require_POST
def make(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.WEEKS_VIEW)
    feed = calendar_address(by=request.user)
    assert feed.staff_member is not None
    for team in teams_seen_by(feed.staff_member).filter(retired_on=None):
        calendar_address(by=request.user, team=team)
    return redirect("weeks:calendars")


@require_POST
def renew(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Feed.objects.visible_to(request.user), pk=pk)
    renew_calendar(feed=found, token=request.POST.get("token", ""), by=request.user)
    messages.success(request, f"The calendar of {found} has a new address. Subscribe again with it: the old one no longer works.")
    return redirect("weeks:calendars")


def addresses_of(found: Feed) -> dict[str, Any]:
    """The address as such, for programs that open webcal links, and for two that take it on the web."""
    plain = settings.BASE_URL.rstrip("/") + reverse("weeks:feed", args=[found.token])
    webcal = "webcal://" + plain.split("://", 1)[-1]
    name = quote(f"Practice week: {found}")
    return {
        "plain": plain,
        "webcal": webcal,
        "outlook": f"https://outlook.office.com/calendar/0/addfromweb?url={quote(plain, safe='')}&name={name}",
        "google": f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        "is_local": urlsplit(plain).hostname in {"localhost", "127.0.0.1", "::1"},
    }
