"""What is said beside a record: the host team's answer, the practitioner's reply."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from alongside.web.access.requests import SignedIn
from alongside.web.records.actions import beside
from alongside.web.records.drafts import read_id
from alongside.web.records.models import HostAnswer, Record, RecordVersion
from alongside.web.records.queries.page import RELATED
from alongside.web.records.views.reading import record_page
from alongside.web.weeks.refusals import Refused

THANKS = {
    HostAnswer.Outcome.CONFIRMED: "Thank you. The note now counts, as confirmed by the team.",
    HostAnswer.Outcome.CORRECTED: "Thank you. Your words stand beside the note, and nothing of either is overwritten.",
}


@require_POST
def host_answer(request: SignedIn, pk: UUID) -> HttpResponse:
    """`pk` is the version's: they answer the words that they read."""
    version = _version(request, pk)
    words, outcome = _words(request), request.POST.get("outcome", "")
    try:
        answer = beside.answer_as_host(
            client_id=read_id(request.POST, "client_id") or uuid4(), version=version, outcome=outcome, words=words, by=request.user
        )
    except Refused as refused:
        problem = [{"text": str(refused), "href": "#correction"}]
        record = _record(request, version)
        return record_page(request, record, status=422, error_summary=problem, correction=words, correction_problem=str(refused))
    messages.success(request, THANKS[HostAnswer.Outcome(answer.outcome)])
    return redirect("records:record", pk=version.record_id)


@require_POST
def reply(request: SignedIn, pk: UUID) -> HttpResponse:
    version = _version(request, pk)
    words, question = _words(request), request.POST.get("question", "")
    try:
        beside.reply(
            client_id=read_id(request.POST, "client_id") or uuid4(), version=version, question=question, words=words, by=request.user
        )
    except Refused as refused:
        problem = [{"text": str(refused), "href": f"#reply-{question}" if question else "#reply"}]
        said = {"question": question, "words": words, "problem": str(refused)}
        return record_page(request, _record(request, version), status=422, error_summary=problem, replying=said)
    messages.success(request, "Your reply stands beside the record.")
    return redirect("records:record", pk=version.record_id)


def _version(request: SignedIn, pk: UUID) -> RecordVersion:
    seen = RecordVersion.objects.filter(record__in=Record.objects.visible_to(request.user))
    return get_object_or_404(seen.select_related("form_version__form", "record__week", "record__team"), pk=pk)


def _record(request: SignedIn, version: RecordVersion) -> Record:
    return get_object_or_404(Record.objects.visible_to(request.user).select_related(*RELATED), pk=version.record_id)


def _words(request: SignedIn) -> str:
    return request.POST.get("words", "").replace("\x00", "").replace("\r\n", "\n")
