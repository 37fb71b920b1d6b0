"""What the week's views share: showing a form with its errors, and turning a refusal into words on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.web.weeks.refusals import Refused, Stale

T = TypeVar("T")


def posted(request: HttpRequest) -> Any:
    """What was sent, for a form; None when the form is only being shown."""
    return request.POST if request.method == "POST" else None


def number_in(request: HttpRequest, name: str, *, otherwise: int) -> int:
    """A small number that a hidden field holds; `otherwise` where it is missing or was made something else."""
    given = request.POST.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else otherwise


def form_page(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """The page with its form: 422 and an error summary when the form has errors."""
    wrong = form.is_bound and bool(form.errors)
    summary = form.error_summary if wrong else []
    return render(request, template, {"form": form, "error_summary": summary, **context}, status=422 if wrong else 200)


def attempt(form: Any, act: Callable[[], T], version: str = "version") -> T | None:
    """Do it; when it is refused, say so in the form. After a stale save the form carries the newest version, to save over it."""
    try:
        return act()
    except Stale as stale:
        form.data = form.data.copy()
        form.data[form.add_prefix(version)] = stale.current
        form.add_error(None, str(stale))
    except Refused as refused:
        form.add_error(None, str(refused))
    return None


def do(request: HttpRequest, act: Callable[[], Any], done: str = "") -> bool:
    """Do it from a button: the outcome is shown at the top of the next page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    if done:
        messages.success(request, done)
    return True
