"""What waits, for those who read."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.permissions import Permission
from alongside.web.access.requests import SignedIn
from alongside.web.safeguarding.actions.rota import take_over
from alongside.web.safeguarding.duty import is_on_duty
from alongside.web.safeguarding.queries import numbers_for
from alongside.web.safeguarding.queries.home import closed_concerns, home_of
from alongside.web.safeguarding.views.pages import do, only

A_PAGE = 50


@require_safe
def home(request: SignedIn) -> HttpResponse:
    only(request.user, Permission.SAFEGUARDING_READ)
    context = {"home": home_of(request.user), "numbers": numbers_for(request.user.directorate)}
    return render(request, "safeguarding/home.html", context)


@require_POST
def step_in(request: SignedIn) -> HttpResponse:
    do(request, lambda: take_over(by=request.user), "You read today. It is written to the audit trail that you took over.")
    return redirect("safeguarding:home")


@require_safe
def closed(request: SignedIn) -> HttpResponse:
    only(request.user, Permission.SAFEGUARDING_READ)
    if not is_on_duty(request.user):
        raise Http404
    page = Paginator(closed_concerns(request.user), A_PAGE).get_page(request.GET.get("page", "1"))
    return render(request, "safeguarding/closed.html", {"page": page})
