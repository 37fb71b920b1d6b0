"""What this room's views share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from alongside.web.access.permissions import Permission

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def only(user: Any, permission: Permission) -> None:
    if not user.may(permission):
        raise Http404


def posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """The page with its form: 422 and an error summary when the form has errors."""
    wrong = form.is_bound and bool(form.errors)
    summary = form.error_summary if wrong else []
    return render(request, template, {"form": form, "error_summary": summary, **context}, status=422 if wrong else 200)


def do(request: HttpRequest, act: Callable[[], Any], done: str = "") -> bool:
    """Do it from a button: the outcome is shown at the top of the next page."""
    try:
        act()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return False
    if done:
        messages.success(request, done)
    return True
