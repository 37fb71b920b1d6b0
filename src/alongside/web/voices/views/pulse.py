"""The practitioner pulse: answering it, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import NotAllowed, Permission
from alongside.web.access.requests import SignedIn
from alongside.web.forms.kinds import Kind
from alongside.web.forms.models import FormVersion
from alongside.web.forms.posting import answers_from, wants_another_row
from alongside.web.voices.actions.pulse import NOBODY, take_pulse
from alongside.web.voices.actions.responding import NotAnswered
from alongside.web.voices.queries.pulse import has_taken, pulse_results, pulse_version
from alongside.web.voices.views.ways import GET_OR_POST
from alongside.web.voices.views.weeks import uuid_in, week_of
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused


@GET_OR_POST
def pulse(request: SignedIn, pk: UUID) -> HttpResponse:
    """Five scales and a few words. The page that follows is the answer itself: nothing about it is kept in the session."""
    week = week_of(request, pk, Permission.VOICES_PULSE)
    if request.method == "POST":
        return _sent(request, week)
    version = pulse_version(week)
    why_not = "" if request.user.staff_member else NOBODY
    context: dict[str, Any] = {"week": week, "version": version, "taken": has_taken(week, request.user), "why_not": why_not}
    if version is not None:
        context |= {"definition": version.as_definition, "answers": {}, "problems": {}, "client_id": uuid4()}
    return render(request, "voices/pulse/pulse.html", context)


@require_safe
def results(request: SignedIn, pk: UUID) -> HttpResponse:
    may_read = request.user.may(Permission.VOICES_READ)
    week = week_of(request, pk, Permission.VOICES_READ if may_read else Permission.VOICES_PULSE)
    return render(request, "voices/pulse/results.html", {"week": week, "results": pulse_results(week, request.user)})


def _sent(request: SignedIn, week: PracticeWeek) -> HttpResponse:
    version = _version(request, week)
    definition = version.as_definition
    answers, client_id = answers_from(definition, request.POST), uuid_in(request)
    problems: dict[str, str] = {}
    if not wants_another_row(request.POST):
        consent = {"learning": True, "quote": request.POST.get("quote") == "yes"}
        try:
            received = take_pulse(
                client_id=client_id, week=week, version=version, answers=answers, consent=consent, by=request.user
            )  # fmt: skip
            return render(request, "voices/pulse/done.html", {"week": week, "received": received})
        except NotAnswered as wrong:
            problems = wrong.problems
        except Refused as refused:
            problems = {"": str(refused)}
    summary = [{"text": text, "href": f"#q-{key}"} if key else {"text": text} for key, text in problems.items()]
    context = {
        "week": week, "version": version, "definition": definition, "answers": answers, "problems": problems, "client_id": client_id,
        "quote": request.POST.get("quote") == "yes", "error_summary": summary,
    }  # fmt: skip
    return render(request, "voices/pulse/pulse.html", context, status=422 if summary else 200)


def _version(request: SignedIn, week: PracticeWeek) -> FormVersion:
    """The wording that the page was made with."""
    versions = FormVersion.objects.published().filter(form__directorate_id=week.directorate_id, form__kind=Kind.PULSE)
    if not request.POST.get("version"):
        raise NotAllowed("Not found")
    return get_object_or_404(versions, pk=uuid_in(request, "version"))
