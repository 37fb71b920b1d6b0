"""Records to read: one's own and what is still to write, those to confirm, those about one's work, all of a week, one by itself."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.forms.kinds import FAMILY, GRADED, Kind
from alongside.web.records.forms.filtering import RecordFilter
from alongside.web.records.models import Record
from alongside.web.records.queries.device import to_take_along
from alongside.web.records.queries.page import RELATED, page_of
from alongside.web.records.queries.rows import Standing, about_work_of, by_others, rows_of, to_confirm, written_by
from alongside.web.records.queries.weeks import week_being_seen

A_PAGE = 50
WAITING = {Standing.TO_CONFIRM, Standing.UNANSWERED}


@require_safe
def mine(request: SignedIn) -> HttpResponse:
    """What is to be written for which visit, what was sent, and what the host team said."""
    require(request.user, Permission.RECORDS_WRITE)
    along, rows = to_take_along(request.user), rows_of(written_by(request.user))
    written = {(row.record.entry_id, row.record.kind): row for row in reversed(rows)}  # of several, the last sent
    context = {
        "week": along.week,
        "visits": along.visits,
        "forms": along.forms,
        "written": written,
        "by_others": by_others(request.user, [visit.entry for visit in along.visits]),
        "rows": rows,
        "family": FAMILY,
        "kinds": {kind.value: kind.label for kind in Kind},
        "judged": [kind for kind in Kind if kind in GRADED and _may_judge(request)],
    }
    return render(request, "records/mine.html", context)


@require_safe
def confirming(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_HOST)
    rows = rows_of(to_confirm(request.user))
    context = {"waiting": [row for row in rows if row.standing in WAITING], "done": [row for row in rows if row.standing not in WAITING]}
    return render(request, "records/to_confirm.html", context)


@require_safe
def about_me(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_SEE)
    return render(request, "records/about_me.html", {"rows": rows_of(about_work_of(request.user))})


@require_safe
def everything(request: SignedIn) -> HttpResponse:
    """All records of a week, for those who moderate and report."""
    require(request.user, Permission.RECORDS_READ_ALL)
    form = RecordFilter(request.GET, user=request.user, week=week_being_seen(request.user.directorate_id))
    status = 200 if form.is_valid() else 422
    rows = [row for row in rows_of(form.matching()) if form.shows(row)] if form.is_valid() else []
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page", "1"))
    context = {"form": form, "page": page, "query": form.query, "counting": sum(row.counts for row in rows)}
    return render(request, "records/everything.html", context, status=status)


@require_safe
def record(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Record.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    return record_page(request, found)


def record_page(request: SignedIn, found: Record, status: int = 200, **more: Any) -> HttpResponse:
    """Shared with the forms on it, which come back here when something is wrong with them."""
    slot = found.entry.week.slot(found.entry.slot) if found.entry is not None else None
    context = {"page": page_of(found, request.user), "slot": slot, "new_id": uuid4, **more}
    return render(request, "records/record.html", context, status=status)


def _may_judge(request: SignedIn) -> bool:
    return request.user.may(Permission.WEEKS_VISIT) or request.user.may(Permission.RECORDS_MODERATE)
