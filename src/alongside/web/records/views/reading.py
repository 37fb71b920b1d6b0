"""Records to read: one's own, those to confirm, those about one's work, and a record's page."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.records.heads import heads_of
from alongside.web.records.models import Record


@require_safe
def mine(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_WRITE)
    return _list(request, "My records", Record.objects.visible_to(request.user).filter(author=request.user))


@require_safe
def to_confirm(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_HOST)
    return _list(request, "Notes to confirm", Record.objects.visible_to(request.user).exclude(author=request.user))


@require_safe
def about_me(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_SEE)
    own = Record.objects.visible_to(request.user).filter(practitioner=request.user.staff_member_id)
    return _list(request, "Records about your work", own if request.user.staff_member_id else own.none())


@require_safe
def record(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Record.objects.visible_to(request.user).select_related("team", "week"), pk=pk)
    return render(request, "records/record.html", {"record": found, "heads": heads_of(found)})


def _list(request: SignedIn, title: str, records: object) -> HttpResponse:
    return render(request, "records/list.html", {"title": title, "records": records.select_related("team", "week", "author")})
