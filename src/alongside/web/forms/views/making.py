"""Making forms: new, as a copy, from a file, those that come with the product; and taking one out of use."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from alongside.engines.forms.as_json import from_json, to_json
from alongside.engines.forms.checking import check
from alongside.web.access.permissions import Permission, require
from alongside.web.design.words import plural
from alongside.web.forms.actions.drafts import start_draft
from alongside.web.forms.actions.forms import bring_back_form, copy_form, make_form, retire_form
from alongside.web.forms.actions.shipping import install_shipped_forms
from alongside.web.forms.editing.making import AgreeForm, CopyForm, ImportForm, NewForm
from alongside.web.forms.editing.question import TYPES
from alongside.web.forms.files import NotAForm, Read, read_form
from alongside.web.forms.views.finding import form_to_change
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.views.pages import attempt, do, form_page, posted

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_OR_POST
def new(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.FORMS_CHANGE)
    form = NewForm(posted(request), initial={"kind": request.GET.get("kind", "")})
    if request.method == "POST" and form.is_valid() and (draft := attempt(form, lambda: make_form(**form.cleaned_data, by=request.user))):
        return redirect("forms:draft", pk=draft.pk)
    return form_page(request, "forms/new.html", form)


@GET_OR_POST
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    source = form_to_change(request, pk)
    form = CopyForm(posted(request), form=source)
    if request.method == "POST" and form.is_valid():
        draft = attempt(form, lambda: copy_form(form=source, **form.cleaned_data, by=request.user))
        if draft:
            messages.success(request, f"{draft.form} is made. Its questions are yours to change until you first publish it.")
            return redirect("forms:draft", pk=draft.pk)
    return form_page(request, "forms/copy.html", form, source=source)


@GET_OR_POST
def load(request: HttpRequest) -> HttpResponse:
    """Read a file and show what would be made of it: nothing is made yet."""
    require(request.user, Permission.FORMS_CHANGE)
    form = ImportForm(request.POST or None, request.FILES or None)
    problems: list[object] = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            found = read_form(given["file"])
        except NotAForm as reason:
            form.add_error("file", str(reason))
            problems = list(reason.problems)
        else:
            return _what_it_would_be(request, found, given)
    return form_page(request, "forms/load.html", form, problems=problems)


def _what_it_would_be(request: HttpRequest, found: Read, given: dict[str, Any]) -> HttpResponse:
    first = {name: given[name] for name in ("client_id", "kind", "name")} | {"definition": to_json(found.definition)}
    context = {"definition": found.definition, "left_out": found.left_out, "file": given["file"].name, "types": TYPES}
    return render(request, "forms/load_check.html", {"form": AgreeForm(initial=first), **context})


@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Make a draft of what was shown."""
    require(request.user, Permission.FORMS_CHANGE)
    form = AgreeForm(request.POST)
    if form.is_valid() and not check(form.cleaned_data["definition"]):
        given = form.cleaned_data | {"definition": from_json(form.cleaned_data["definition"])}
        if draft := attempt(form, lambda: make_form(**given, by=request.user)):
            return redirect("forms:draft", pk=draft.pk)
    reasons = " ".join(each["text"] for each in form.error_summary)
    messages.error(request, reasons or "What was read from the file did not arrive whole. Load it once more.")
    return redirect("forms:load")


@require_POST
def install(request: HttpRequest) -> HttpResponse:
    made = install_shipped_forms(directorate=request.user.directorate, by=request.user)
    messages.success(request, f"{plural(len(made), 'form')} added." if made else "You have every form that comes with Alongside already.")
    return redirect("forms:list")


@require_POST
def begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = form_to_change(request, pk)
    try:
        draft = start_draft(form=form, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("forms:form", pk=pk)
    return redirect("forms:draft", pk=draft.pk)


@require_POST
def retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = form_to_change(request, pk)
    do(request, lambda: retire_form(form=form, by=request.user), f"{form} is retired. What was answered stays.")
    return redirect("forms:form", pk=pk)


@require_POST
def bring_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = form_to_change(request, pk)
    do(request, lambda: bring_back_form(form=form, by=request.user), f"{form} is back in use.")
    return redirect("forms:form", pk=pk)
