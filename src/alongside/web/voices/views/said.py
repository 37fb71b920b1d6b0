"""What was said: words that were read and cleared, on a page and as a sheet."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission
from alongside.web.access.requests import SignedIn
from alongside.web.forms.kinds import Kind
from alongside.web.voices.actions.downloading import download_words
from alongside.web.voices.queries.said import GROUPS, Filter, released_words
from alongside.web.voices.views.weeks import week_of

TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@require_safe
def said(request: SignedIn, pk: UUID) -> HttpResponse:
    week = week_of(request, pk, Permission.VOICES_READ)
    chosen = filter_of(request.GET)
    context = {"week": week, "found": released_words(week, request.user, chosen), "chosen": chosen, "groups": GROUPS}
    return render(request, "voices/said/said.html", context)


@require_POST
def download(request: SignedIn, pk: UUID, kind: str) -> HttpResponse:
    """A POST, for taking a copy away is written to the audit trail."""
    week = week_of(request, pk, Permission.VOICES_READ)
    if kind not in TYPES:
        raise Http404("Not found")
    content = download_words(week=week, chosen=filter_of(request.POST), kind=kind, by=request.user)
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{slugify(week.name) or "week"}-what-was-said.{kind}"'
    return response


def filter_of(asked: QueryDict) -> Filter:
    """From an address or a form; what is none of ours is no filter."""
    given = {name: str(asked.get(name, "")) for name in ("group", "service", "team", "kind")}
    return Filter(
        group=given["group"] if given["group"] in GROUPS else "families",
        service=_uuid(given["service"]),
        team=_uuid(given["team"]),
        kind=given["kind"] if given["kind"] in Kind.values else "",
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
