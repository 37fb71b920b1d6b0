"""Editing a draft on screen: its questions, what stands around them, publishing it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.engines.forms.checking import check
from alongside.engines.forms.definition import Definition, Question, QuestionType, Wording
from alongside.web.forms.actions.drafts import change_draft, discard_draft, last_published, publish_draft
from alongside.web.forms.changes import changes_between
from alongside.web.forms.drafting import earlier, moved, with_question, without_question
from alongside.web.forms.editing.about import AboutForm
from alongside.web.forms.editing.asked import AskedForm
from alongside.web.forms.editing.question import TYPES, QuestionForm
from alongside.web.forms.editing.words import TABS
from alongside.web.forms.models import Form, FormVersion
from alongside.web.forms.places import how_many
from alongside.web.forms.problems import problems_in_words
from alongside.web.forms.views.finding import draft_to_change
from alongside.web.weeks.views.pages import attempt, do, form_page, number_in, posted

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = draft_to_change(request, pk)
    definition = found.as_definition
    context = {
        "draft": found,
        "definition": definition,
        "locked": last_published(found.form),
        "problems": problems_in_words(check(found.definition), found.definition),
        "tabs": [(tab, name, *_worded(definition, tab)) for tab, name in TABS.items()],
        "types": TYPES,
    }
    return render(request, "forms/draft/draft.html", context)


@GET_OR_POST
def about(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = draft_to_change(request, pk)
    form = AboutForm.of(found, posted(request))
    if request.method == "POST" and form.is_valid() and _saved(request, found, form, form.applied):
        return redirect("forms:draft", pk=pk)
    return form_page(request, "forms/draft/about.html", form, draft=found)


@GET_OR_POST
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """First which kind of question, then the question itself."""
    found = draft_to_change(request, pk)
    core = request.GET.get("part") == "core" and last_published(found.form) is None
    kind = request.GET.get("type")
    if kind not in list(QuestionType):
        return render(request, "forms/draft/add.html", {"draft": found, "types": TYPES, "part": "core" if core else "theme"})
    question = Question("", QuestionType(kind), Wording({"en": ""}), core=core, required=kind == QuestionType.GRADE)
    return _question_page(request, found, question)


@GET_OR_POST
def question(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    found = draft_to_change(request, pk)
    return _question_page(request, found, _free_question(found, key))


@GET_OR_POST
def asked(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    found = draft_to_change(request, pk)
    one = _free_question(found, key)
    form = AskedForm(posted(request), form=found.as_definition, question=one, saves=found.saves)
    if request.method == "POST" and form.is_valid() and _saved(request, found, form, lambda whole: with_question(whole, form.asked())):
        return redirect("forms:draft", pk=pk)
    before = any(each.type is not QuestionType.NOTE for each in earlier(found.as_definition, key))
    return form_page(request, "forms/draft/asked.html", form, draft=found, question=one, before=before)


@require_POST
def move(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    found = draft_to_change(request, pk)
    one = _free_question(found, key)
    up = request.POST.get("to") == "up"
    _done(request, found, lambda whole: moved(whole, one.key, up))
    return redirect(f"{request.path.split('/questions/')[0]}/#question-{one.key}")


@require_POST
def remove(request: HttpRequest, pk: UUID, key: str) -> HttpResponse:
    found = draft_to_change(request, pk)
    one = _free_question(found, key)
    if _done(request, found, lambda whole: without_question(whole, one.key)):
        messages.success(request, f"“{one.words.said()[:60]}” is removed from the draft.")
        return redirect("forms:draft", pk=pk)
    return redirect("forms:question", pk=pk, key=key)


@GET_OR_POST
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What changes for people, and the button that makes it so."""
    found = draft_to_change(request, pk)
    if request.method == "POST":
        saves = number_in(request, "saves", otherwise=0)
        done = f"Version {found.number} is published. It never changes from now on."
        if do(request, lambda: publish_draft(draft=found, saves=saves, by=request.user), done):
            return redirect("forms:form", pk=found.form_id)
        return redirect("forms:publish", pk=pk)
    before = last_published(found.form)
    context = {
        "draft": found,
        "definition": found.as_definition,
        "before": before,
        "changes": changes_between(before.as_definition, found.as_definition) if before else [],
        "problems": problems_in_words(check(found.definition), found.definition),
    }
    return render(request, "forms/draft/publish.html", context)


@require_POST
def discard(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = draft_to_change(request, pk)
    do(request, lambda: discard_draft(draft=found, by=request.user), "The draft is thrown away.")
    left = Form.objects.visible_to(request.user).filter(pk=found.form_id).exists()
    return redirect("forms:form", pk=found.form_id) if left else redirect("forms:list")


def _question_page(request: HttpRequest, draft: FormVersion, question: Question) -> HttpResponse:
    form = QuestionForm(posted(request), question=question, saves=draft.saves)
    context = {"draft": draft, "question": question, "type": TYPES[question.type]}
    if request.method == "POST" and form.rearranged(request.POST):
        form.is_bound, form.initial = False, _typed(form, request)
        return render(request, "forms/draft/question.html", {"form": form, **context})
    if request.method == "POST" and form.is_valid() and _saved(request, draft, form, lambda whole: with_question(whole, form.asked(whole))):
        return redirect("forms:draft", pk=draft.pk)
    return form_page(request, "forms/draft/question.html", form, **context)


def _typed(form: QuestionForm, request: HttpRequest) -> dict[str, Any]:
    return {name: request.POST.get(name, "") for name in form.fields}


def _free_question(draft: FormVersion, key: str) -> Question:
    """A question that may still be changed: one of the theme, or of a form that was never published."""
    try:
        found = draft.as_definition.question(key)
    except KeyError:
        raise Http404 from None
    if found.core and (before := last_published(draft.form)) and any(each.key == key for each in before.as_definition.questions):
        raise Http404
    return found


def _saved(request: HttpRequest, draft: FormVersion, form: Any, change: Any) -> bool:
    """Save from a page with a form; what stands in the way is said in it."""
    return attempt(form, lambda: _changed(draft, form.cleaned_data["saves"], change, request.user), version="saves") is not None


def _done(request: HttpRequest, draft: FormVersion, change: Any) -> bool:
    """Save from a button."""
    saves = number_in(request, "saves", otherwise=0)
    return do(request, lambda: _changed(draft, saves, change, request.user))


def _changed(draft: FormVersion, saves: int, change: Any, by: Any) -> FormVersion:
    definition: Definition = change(draft.as_definition)
    return change_draft(draft=draft, saves=saves, definition=definition, by=by)


def _worded(definition: Definition, tab: str) -> tuple[int, int]:
    return how_many(definition, "easy", "en") if tab == "easy" else how_many(definition, "plain", tab)
