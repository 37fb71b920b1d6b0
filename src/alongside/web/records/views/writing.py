"""Writing a record on a page, with signal and without JavaScript: a new one, or a new version of one that was sent."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.forms.kinds import GRADED, RECORDS, Kind
from alongside.web.forms.models import FormVersion
from alongside.web.forms.posting import wants_another_row
from alongside.web.organisation.models import StaffMember
from alongside.web.organisation.queries.people import matching
from alongside.web.records.actions.receiving import State
from alongside.web.records.arriving import Unstorable
from alongside.web.records.drafts import Draft, checked, posted_draft, read_id, send_draft
from alongside.web.records.heads import heads_of
from alongside.web.records.models import Record
from alongside.web.records.queries.device import forms_of
from alongside.web.records.queries.page import RELATED, may_change
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.records.writers import About, may_write
from alongside.web.weeks.models import PracticeWeek, PublishedEntry

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
MOST_FOUND = 30
DONE = {
    Kind.TEAM_VISIT: "Sent. The team is asked to confirm it or to say what is not right.",
    Kind.PRACTICE_OBSERVATION: "Sent. The practitioner is told, and may reply beside it.",
    Kind.CASE_AUDIT: "Sent. The practitioner is told, and may reply beside each grade.",
}
BESIDE = "Somebody else had changed this record meanwhile. Nothing is lost: both versions are kept, side by side."


@GET_OR_POST
def write(request: SignedIn, entry: UUID, kind: str) -> HttpResponse:
    """A record of something in the programme."""
    require(request.user, Permission.RECORDS_WRITE)
    entries = PublishedEntry.objects.filter(week__directorate_id=request.user.directorate_id)
    found = get_object_or_404(entries.select_related("week__directorate", "team", "site", "practitioner", "host"), pk=entry)
    about = About(kind, found, found.team)
    people = _people(request, about)
    if kind not in RECORDS or not may_write(request.user, _with_somebody(about, people)):
        raise Http404
    return _write(request, _blank(request, about, found.week, people))


@GET_OR_POST
def write_about(request: SignedIn, kind: str, staff: UUID) -> HttpResponse:
    """An audit or observation of somebody's work outside any visit."""
    require(request.user, Permission.RECORDS_WRITE)
    person = get_object_or_404(StaffMember.objects.select_related("team"), pk=staff, directorate_id=request.user.directorate_id)
    about = About(kind, None, person.team, person)
    week = week_being_seen(request.user.directorate_id)
    if kind not in GRADED or week is None or not may_write(request.user, about):
        raise Http404
    return _write(request, _blank(request, about, week, ()))


@require_safe
def choose_work(request: SignedIn, kind: str) -> HttpResponse:
    """Whose work, where it is not part of a visit."""
    require(request.user, Permission.RECORDS_WRITE)
    if kind not in GRADED or not (request.user.may(Permission.WEEKS_VISIT) or request.user.may(Permission.RECORDS_MODERATE)):
        raise Http404
    words = request.GET.get("q", "").strip()[:100]
    people = StaffMember.objects.filter(directorate_id=request.user.directorate_id).current().exclude(pk=request.user.staff_member_id)
    found = list(matching(people.select_related("team"), words)[:MOST_FOUND]) if words else []
    context = {"kind": kind, "title": Kind(kind).label, "words": words, "people": found, "most": MOST_FOUND}
    return render(request, "records/choose_work.html", context)


@GET_OR_POST
def change(request: SignedIn, pk: UUID) -> HttpResponse:
    """A new version, beginning with the words of the one that stands. Where two stand, they are settled first."""
    record = get_object_or_404(Record.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    if not may_change(request.user, record):
        raise Http404
    heads = heads_of(record)
    if len(heads) > 1 and request.method != "POST":
        return redirect("records:settle", pk=pk)
    based_on = read_id(request.POST, "based_on")
    base = next((version for version in record.versions.select_related("form_version__form") if version.pk == based_on), heads[-1])
    about = About(record.kind, record.entry, record.team, record.practitioner)
    draft = Draft(about, base.form_version, uuid.uuid4(), record.pk, based_on=base.pk, answers=base.answers)
    return _write(request, draft, record)


def _write(request: SignedIn, draft: Draft, record: Record | None = None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, draft, record)
    draft = checked(posted_draft(draft, request.POST), request.POST)
    if wants_another_row(request.POST):
        return _page(request, draft, record)
    if draft.problems:
        return _page(request, draft, record, status=422)
    try:
        received = send_draft(draft, request.user)
    except Unstorable as unstorable:
        return _page(request, draft, record, status=422, error_summary=[{"text": each} for each in unstorable.problems.values()])
    if received.state == State.BESIDE:
        messages.warning(request, BESIDE)
    else:
        messages.success(request, DONE.get(Kind(draft.about.kind), "Sent."))
    return redirect("records:record", pk=received.version.record_id)


def _page(request: SignedIn, draft: Draft, record: Record | None, status: int = 200, **more: Any) -> HttpResponse:
    staff = StaffMember.objects.filter(team=draft.about.team, retired_on=None).order_by("name") if draft.about.team else []
    names = [{"id": str(person.pk), "name": person.name} for person in staff if person.pk != request.user.staff_member_id]
    context = {"draft": draft, "record": record, "staff": names, "error_summary": draft.error_summary, "slot": _slot(draft), **more}
    return render(request, "records/write.html", context, status=status)


def _slot(draft: Draft) -> Any:
    return draft.about.entry.week.slot(draft.about.entry.slot) if draft.about.entry is not None else None


def _blank(request: SignedIn, about: About, week: PracticeWeek, people: Sequence[StaffMember]) -> Draft:
    """With the form that this week uses, or the one that the page was shown with: it may have had a new version since."""
    current = forms_of(week, {about.kind}).get(about.kind)
    if (shown := read_id(request.POST, "version")) is not None and (current is None or current.pk != shown):
        published = FormVersion.objects.published().filter(form__directorate_id=week.directorate_id, form__kind=about.kind)
        current = published.select_related("form").filter(pk=shown).first() or current
    if current is None:
        raise Http404
    return Draft(about, current, uuid.uuid4(), uuid.uuid4(), people=people)


def _people(request: SignedIn, about: About) -> list[StaffMember]:
    """Whose work may be judged at a visit: those of the team, never oneself."""
    if about.kind not in GRADED or about.team is None:
        return []
    return list(about.team.staff.filter(retired_on=None).exclude(pk=request.user.staff_member_id).order_by("name"))


def _with_somebody(about: About, people: Sequence[StaffMember]) -> About:
    return About(about.kind, about.entry, about.team, people[0]) if people else about
