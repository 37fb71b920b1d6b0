"""One person's words at a time: read them, then clear them or raise a concern. There is no way to do many at once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from alongside.web.access.requests import SignedIn
from alongside.web.platform.sealing import Unopenable
from alongside.web.safeguarding.actions.reading import clear_reading, open_words, raise_concern, release_rest
from alongside.web.safeguarding.forms.concerns import RaiseForm
from alongside.web.safeguarding.lines import Lines
from alongside.web.safeguarding.models import Concern, Reading
from alongside.web.safeguarding.queries.home import next_to_read
from alongside.web.safeguarding.views.pages import GET_OR_POST, form_page, posted
from alongside.web.safeguarding.waiting import when
from alongside.web.safeguarding.who import language_in_words, who_in_words
from alongside.web.safeguarding.words import flags_in, free_text

DRILL_CLEARED = "That was a drill. Its words told of harm: read them again, and talk it over with a colleague."


@GET_OR_POST
def read(request: SignedIn, pk: UUID) -> HttpResponse:
    reading = _found(request, pk)
    if request.method == "POST":
        return _clear(request, reading)
    return _page(request, reading)


@GET_OR_POST
def concern(request: SignedIn, pk: UUID) -> HttpResponse:
    reading = _found(request, pk)
    words = open_words(reading=reading, by=request.user)
    passages = [
        (q["key"], f"{q['question']} \N{LEFT DOUBLE QUOTATION MARK}{q['said']}\N{RIGHT DOUBLE QUOTATION MARK}")
        for q in words.get("questions", [])
    ]
    initial = {"seen": reading.version}
    form = RaiseForm(posted(request), passages=passages, directorate=reading.directorate, team=reading.team, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            raised = raise_concern(
                reading=reading, passages=typed["passages"], about_staff=typed["about_staff"] == "yes", about=form.person,
                by=request.user, seen=typed["seen"],
            )  # fmt: skip
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("safeguarding:words", pk=pk)
        return _to_concern(request, raised)
    return form_page(request, "safeguarding/words/concern.html", form, reading=reading, who=who_in_words(reading.who))


@GET_OR_POST
def rest(request: SignedIn, pk: UUID) -> HttpResponse:
    """What was said besides the concern."""
    reading = _found(request, pk, state=Reading.State.CONCERN, released_at=None)
    words = open_words(reading=reading, by=request.user)
    concerning = {each["key"] for held in reading.concerns.all() for each in held.verbatim["said"]}
    answers = [answer for answer in _answers(words) if answer["key"] not in concerning]
    if request.method == "POST":
        try:
            release_rest(reading=reading, masked=_masked(request, words), leave_out=request.POST.getlist("leave_out"), by=request.user)
        except ValidationError as refused:
            context = {"reading": reading, "answers": answers, "error_summary": [{"text": text} for text in refused.messages]}
            return render(request, "safeguarding/words/rest.html", context, status=422)
        messages.success(request, "The rest has gone on. The concern has not.")
        return redirect("safeguarding:home")
    return render(request, "safeguarding/words/rest.html", {"reading": reading, "answers": answers})


def _found(request: SignedIn, pk: UUID, **conditions: Any) -> Reading:
    readings = Reading.objects.visible_to(request.user).filter(**conditions).select_related("team", "directorate", "read_by")
    return get_object_or_404(readings, pk=pk)


def _page(request: SignedIn, reading: Reading, *, errors: list[str] | None = None) -> HttpResponse:
    try:
        words = open_words(reading=reading, by=request.user)
    except Unopenable:
        return render(request, "safeguarding/words/unopenable.html", {"reading": reading}, status=500)
    context = {
        "reading": reading, "who": who_in_words(reading.who), "language": language_in_words(reading.language),
        "answers": _answers(words), "earlier": words.get("earlier", []), "flags": flags_in(words, reading.language),
        "due": when(reading.due_at, reading.due_at), "left": Reading.objects.visible_to(request.user).to_be_read().count(),
        "own_team": reading.team_id is not None and _manages(request.user, reading.team_id),
        "concern": reading.concerns.order_by("-raised_at").first(), "error_summary": [{"text": text} for text in errors or []],
    }  # fmt: skip
    return render(request, "safeguarding/words/read.html", context, status=422 if errors else 200)


def _clear(request: SignedIn, reading: Reading) -> HttpResponse:
    try:
        clear_reading(reading=reading, by=request.user, masked=_masked(request, reading.words), seen=_number(request, "seen"))
    except ValidationError as refused:
        return _page(request, _found(request, reading.pk), errors=refused.messages)
    if reading.drill:
        messages.warning(request, DRILL_CLEARED)
        return redirect("safeguarding:home")
    following = next_to_read(request.user)
    messages.success(request, "Cleared. The next one is below." if following else "Cleared. Everything is read.")
    return redirect("safeguarding:words", pk=following.pk) if following else redirect("safeguarding:home")


def _to_concern(request: SignedIn, raised: Concern) -> HttpResponse:
    if Concern.objects.visible_to(request.user).filter(pk=raised.pk).exists():
        return redirect("safeguarding:concern", pk=raised.pk)
    messages.success(request, "It is raised. It is about somebody in your own line, so others have it now and you no longer see it.")
    return redirect("safeguarding:home")


def _answers(words: dict[str, Any]) -> list[dict[str, Any]]:
    """Each question with what was said, and the places in it that may need masking."""
    places = free_text(words)
    return [
        {**q, "places": {place: text for place, text in places.items() if place.split(".")[0] == q["key"]}}
        for q in words.get("questions", [])
    ]  # fmt: skip


def _masked(request: SignedIn, words: dict[str, Any]) -> dict[str, str]:
    """What the reader changed. A browser sends its own line ends, which are no change."""
    sent = {place: request.POST.get(f"mask-{place}") for place in free_text(words)}
    lines = {place: text.replace("\r\n", "\n") for place, text in sent.items() if text is not None}
    return {place: text for place, text in lines.items() if text != free_text(words)[place].replace("\r\n", "\n")}


def _number(request: SignedIn, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0


def _manages(user: Any, team_id: UUID) -> bool:
    lines = Lines.of(user.directorate_id)
    return bool(lines.people_of(user) & lines.hidden_from(None, team_id))
