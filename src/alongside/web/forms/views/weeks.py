"""Which version of each form a week uses."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from alongside.web.forms.actions.weeks import choose_for_week
from alongside.web.forms.views.finding import form_to_change
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused


@require_POST
def choose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the form's page: this week keeps to this version, or follows the newest."""
    form = form_to_change(request, pk)
    try:
        wanted = UUID(request.POST["version"]) if request.POST.get("version") else None
        week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=UUID(request.POST.get("week", "")))
    except ValueError:
        raise Http404 from None
    version = get_object_or_404(form.versions.published(), pk=wanted) if wanted else None
    try:
        choose_for_week(week=week, form=form, version=version, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request, f"{week} {f'keeps to version {version.number}' if version else 'follows the newest version'} of this form."
        )
    return redirect("forms:form", pk=pk)
