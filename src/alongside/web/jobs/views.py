"""A job's own page: how far it is, and a button that stops it. Kinds with a page of their own are shown there instead."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.jobs.actions import stop_job
from alongside.web.jobs.models import Job
from alongside.web.jobs.work import KINDS, Kind


@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The whole page, or only what changes on it when htmx asks."""
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    kind = KINDS.get(found.kind, Kind(lambda handle: {}))
    if kind.page:
        return redirect(kind.page, pk=pk)
    template = "jobs/_progress.html" if request.htmx else "jobs/job.html"
    return render(request, template, {"job": found, "kind": kind})


@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    stop_job(job=found, by=request.user)
    return redirect("jobs:job", pk=pk)
