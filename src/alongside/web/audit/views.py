"""The audit trail on a page, and as a file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.audit.actions import export_trail
from alongside.web.audit.export import csv_of
from alongside.web.audit.forms import TrailFilter
from alongside.web.audit.queries import actions_seen_by, events_page, matching_events


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    _must_read_the_trail(request)
    form = TrailFilter(request.GET, actions=actions_seen_by(request.user))
    status = 200 if form.is_valid() else 422
    page = events_page(matching_events(request.user, form.cleaned_data), request.GET.get("page", "1"))
    context = {"form": form, "page": page, "query": form.query, "filtered": bool(form.query)}
    return render(request, "audit/trail.html", context, status=status)


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A POST, because taking the trail away is itself an event in it."""
    _must_read_the_trail(request)
    form = TrailFilter(request.POST, actions=actions_seen_by(request.user))
    form.is_valid()
    events = matching_events(request.user, form.cleaned_data)
    response = HttpResponse(csv_of(events), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="audit-trail.csv"'
    export_trail(by=request.user, events=events.count(), filters=form.used)
    return response


def _must_read_the_trail(request: HttpRequest) -> None:
    if not request.user.may("audit.view"):
        raise Http404
