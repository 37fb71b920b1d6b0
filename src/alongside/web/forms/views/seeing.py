"""The list of forms, a form's page, what a version says, and a copy to take away."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.engines.forms.xlsform import write_xlsform
from alongside.web.access.permissions import Permission, require
from alongside.web.forms.changes import changes_between
from alongside.web.forms.editing.question import TYPES
from alongside.web.forms.models import Form, FormVersion
from alongside.web.forms.places import LANGUAGE_NAMES, how_many
from alongside.web.forms.queries import forms_by_kind, listed, weeks_using
from alongside.web.forms.views.finding import version_to_see

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def form_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.FORMS_VIEW)
    retired = request.GET.get("show") == "retired"
    groups = forms_by_kind(request.user, retired=retired)
    context = {"groups": groups, "retired": retired, "any": any(group.forms for group in groups)}
    return render(request, "forms/list.html", context)


@require_safe
def form_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = get_object_or_404(Form.objects.visible_to(request.user).select_related("based_on"), pk=pk)
    versions = list(form.versions.select_related("published_by"))
    context = {
        "form": form,
        "listed": listed(form),
        "versions": [(version, _changes(version, older)) for version, older in zip(versions, [*versions[1:], None], strict=True)],
        "weeks": weeks_using(form, request.user),
    }
    return render(request, "forms/form.html", context)


@require_safe
def version_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    version = version_to_see(request, pk)
    definition = version.as_definition
    readers = [(LANGUAGE_NAMES[language], *how_many(definition, "plain", language)) for language in LANGUAGE_NAMES]
    easy = how_many(definition, "easy", "en")
    context = {"version": version, "definition": definition, "readers": readers, "easy": easy, "types": TYPES}
    return render(request, "forms/version.html", context)


@require_safe
def export(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """Words only, nobody's answers, so that reading it is enough to take it away."""
    version = version_to_see(request, pk)
    name = f"{version.form.code}-{version.number}"
    if kind == "json":
        return _attached(json.dumps(version.definition, ensure_ascii=False, indent=2).encode(), "application/json", f"{name}.json")
    if kind == "xlsx":
        return _attached(write_xlsform(version.as_definition), XLSX, f"{name}.xlsx")
    raise Http404


def _attached(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)


def _changes(version: FormVersion, older: FormVersion | None) -> list[str] | None:
    return changes_between(older.as_definition, version.as_definition) if older else None
