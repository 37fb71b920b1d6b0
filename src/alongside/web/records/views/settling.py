"""Two versions of a record, question by question, and one that settles both."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from alongside.web.access.requests import SignedIn
from alongside.web.records.actions.receiving import receive
from alongside.web.records.arriving import Unstorable
from alongside.web.records.drafts import in_full, read_id
from alongside.web.records.heads import heads_of
from alongside.web.records.models import Record, RecordVersion
from alongside.web.records.queries.page import RELATED, may_change
from alongside.web.records.said import names_in
from alongside.web.records.settling import choices_between, form_for, settled_answers


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: SignedIn, pk: UUID) -> HttpResponse:
    record = get_object_or_404(Record.objects.visible_to(request.user).select_related(*RELATED), pk=pk)
    if not may_change(request.user, record):
        raise Http404
    heads = heads_of(record)
    if len(heads) < 2:
        return redirect("records:record", pk=pk)
    problems: list[dict[str, str]] = []
    if request.method == "POST":
        problems = _settle(request, record, heads)
        if not problems:
            messages.success(request, "Settled. Both versions before it are kept.")
            return redirect("records:record", pk=pk)
    choices = choices_between(heads, names_in(heads))
    context = {
        "record": record, "heads": heads, "choices": choices, "error_summary": problems, "chosen": request.POST,
        "client_id": read_id(request.POST, "client_id") or uuid.uuid4(),
    }  # fmt: skip
    return render(request, "records/settle.html", context, status=422 if problems else 200)


def _settle(request: SignedIn, record: Record, heads: list[RecordVersion]) -> list[dict[str, str]]:
    """What stands in the way; nothing when it is settled."""
    answers, still_open = settled_answers(heads, request.POST)
    titles = {choice.question.key: choice.question.words.said() for choice in choices_between(heads, {})}
    if still_open:
        return [{"text": f"{in_full(titles[key])} Choose which words to keep", "href": f"#keep-{key}"} for key in still_open]
    try:
        receive(
            client_id=read_id(request.POST, "client_id") or uuid.uuid4(), record_id=record.pk, kind=record.kind, entry=record.entry,
            team=record.team, practitioner=record.practitioner, form_version=form_for(heads), based_on=heads[0].pk, answers=answers,
            recorded_at=timezone.now().isoformat(), by=request.user, settles=tuple(head.pk for head in heads),
        )  # fmt: skip
    except Unstorable as unstorable:
        return [{"text": problem} for problem in unstorable.problems.values()]
    return []
