"""What the device and we say to each other: what to take along, what it sends, and how it proves that it is ours. All JSON.

A session that ended is 401 with where to sign in, never a redirect; what is refused is 404. See docs/reference/device.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import decorator_from_middleware
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.design.installable import fit_to_keep
from alongside.web.forms.models import FormVersion
from alongside.web.records.arriving import MOST_BYTES, Unstorable, read_arrival
from alongside.web.records.queries.device import ToTakeAlong, Visit, to_take_along
from alongside.web.records.sending import take_in, uses_asked_of

KEPT_FOR = dt.timedelta(hours=72)
TOO_LARGE = f"Send at most {MOST_BYTES // 1000} kB at a time"
View = Callable[[HttpRequest], HttpResponseBase]


@login_not_required
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page itself, without anybody's name: the device keeps it and fills it in."""
    return fit_to_keep(render(request, "records/device/shell.html"))


class CsrfInJson(CsrfViewMiddleware):
    """Django's own check; only its refusal is JSON, for the device to fetch a token and try again."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return JsonResponse({"problems": {"": "Fetch a token and send it again"}}, status=403)


def for_device(view: View) -> View:
    """Answers in JSON whatever happens."""
    checked = decorator_from_middleware(CsrfInJson)(view)

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return JsonResponse({"sign_in": f"{reverse('account_login')}?next={reverse('records:device')}"}, status=401)
        try:
            return checked(request)
        except Unstorable as unstorable:
            return JsonResponse({"problems": unstorable.problems}, status=422)
        except Http404:
            return JsonResponse({"problems": {"": "There is no such thing here"}}, status=404)

    return csrf_exempt(login_not_required(answer))  # checked above, once it is known who asks


@for_device
@require_safe
def csrf(request: HttpRequest) -> HttpResponse:
    """A token, and who is signed in: another person's words must not go out under this one's name."""
    return JsonResponse({"csrf": get_token(request), "person": str(request.user.pk)})


@for_device
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Everything a person needs where there is no signal."""
    require(request.user, Permission.RECORDS_WRITE)
    along = to_take_along(request.user)
    return JsonResponse(
        {
            "csrf": get_token(request),
            "person": str(request.user.pk),
            "name": request.user.name,
            "kept_until": (timezone.now() + KEPT_FOR).isoformat(),
            "visits": [visit_json(visit, along) for visit in along.visits],
            "forms": {str(version.pk): form_json(version) for version in along.forms.values()},
        }
    )


@for_device
@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Stored, and durable, before it is said to be."""
    if request.content_type != "application/json":
        return _no(415, "Send JSON")
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > MOST_BYTES:
        return _no(413, TOO_LARGE)
    try:
        body = request.body
    except UnreadablePostError:
        return _no(408, "It did not arrive whole. Send it again")
    if len(body) > MOST_BYTES:
        return _no(413, TOO_LARGE)
    arrival = read_arrival(body)
    if arrival.person not in (None, request.user.pk):
        return _no(409, "Somebody else is signed in. Sign in as the person who wrote this")
    return JsonResponse(take_in(arrival, request.user))


def _no(status: int, why: str) -> HttpResponse:
    return JsonResponse({"problems": {"": why}}, status=status)


def visit_json(visit: Visit, along: ToTakeAlong) -> dict[str, Any]:
    entry = visit.entry
    return {
        "entry": str(entry.pk),
        "kind": entry.kind,
        "team": {"id": str(visit.team.pk), "name": visit.team.name} if visit.team else None,
        "title": title_of(visit),
        "when": f"{visit.slot.name}, {visit.slot.starts:%H:%M}",
        "date": visit.slot.date.isoformat(),
        "site": entry.site.name,
        "staff": [{"id": str(person.pk), "name": person.name} for person in visit.staff],
        "conversation": entry.kind == "conversation",
        "forms": [{"kind": kind, "version": str(along.forms[kind].pk)} for kind in visit.kinds],
        "records": [{"id": str(record.pk), "head": str(head), "kind": record.kind} for record, head in visit.records],
    }


def title_of(visit: Visit) -> str:
    """What the person calls it: the team, the shadowing, the conversation's reference."""
    entry = visit.entry
    if entry.kind == "conversation":
        return f"Family conversation {entry.reference}".strip()
    if entry.kind == "shadowing":
        return f"{entry.practitioner} shadows {entry.host}"
    return str(visit.team)


def form_json(version: FormVersion) -> dict[str, Any]:
    definition = version.as_definition
    return {
        "kind": version.form.kind,
        "title": definition.title.said(),
        "minutes": definition.minutes,
        "definition": version.definition,
        "html": render_to_string("records/device/form.html", {"definition": definition, "uses": uses_asked_of(version)}),
    }
