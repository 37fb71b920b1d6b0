"""What waits, for those who read."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission
from alongside.web.access.requests import SignedIn
from alongside.web.safeguarding.queries import numbers_for, open_concern_count, unread_count


@require_safe
def home(request: SignedIn) -> HttpResponse:
    if not request.user.may(Permission.SAFEGUARDING_READ):
        raise Http404
    ours = request.user.directorate
    context = {"unread": unread_count(ours), "concerns": open_concern_count(ours), "numbers": numbers_for(ours)}
    return render(request, "safeguarding/home.html", context)
