"""Seeing a version as each reader does, and trying to answer it. Nothing is kept."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from alongside.engines.forms.answers import check_answers
from alongside.engines.forms.definition import Reader
from alongside.web.forms.places import LANGUAGE_NAMES
from alongside.web.forms.posting import answers_from, wants_another_row
from alongside.web.forms.presenting import answered
from alongside.web.forms.views.finding import version_to_see

EXAMPLE_STAFF = [{"id": "example-1", "name": "A practitioner"}, {"id": "example-2", "name": "Another practitioner"}]
READERS = {Reader.PLAIN.value: "Plain words", Reader.EASY.value: "Easy-read"}
FRAMES = {"phone": "On a phone", "wide": "On a computer"}


@require_http_methods(["GET", "HEAD", "POST"])
def try_it(request: HttpRequest, pk: UUID) -> HttpResponse:
    version = version_to_see(request, pk)
    definition = version.as_definition
    reader = _one_of(READERS, request.GET.get("reader"))
    language = _one_of(LANGUAGE_NAMES, request.GET.get("language"))
    frame = _one_of(FRAMES, request.GET.get("frame"))
    answers = answers_from(definition, request.POST) if request.method == "POST" else {}
    tried = request.method == "POST" and not wants_another_row(request.POST)
    problems = check_answers(definition, answers) if tried else {}
    kept = answered(definition, answers, people={each["id"]: each["name"] for each in EXAMPLE_STAFF}) if tried and not problems else []
    context = {
        "version": version,
        "definition": definition,
        "answers": answers,
        "problems": problems,
        "kept": kept,
        "staff": EXAMPLE_STAFF,
        "error_summary": [{"text": words, "href": f"#q-{key}"} for key, words in problems.items()],
        "reader": reader,
        "language": language,
        "frame": frame,
        "readers": READERS,
        "languages": LANGUAGE_NAMES,
        "frames": FRAMES,
    }
    with translation.override(language):
        return render(request, "forms/try.html", context, status=422 if problems else 200)


def _one_of(known: dict[str, str], given: str | None) -> str:
    return given if given in known else next(iter(known))
