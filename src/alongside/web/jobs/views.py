"""A job's own page: how far it is, and a button that stops it. Kinds with a page of their own link there instead."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.jobs.actions import stop_job
from alongside.web.jobs.models import Job


@require_safe
def job(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    return render(request, "jobs/job.html", {"job": found})


@require_POST
def stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    stop_job(job=found, by=request.user)
    return redirect("jobs:job", pk=pk)
