"""Loading a workbook in three steps (choose, look, put in place), and downloading one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.workbook.problems import NotReadable
from alongside.web.weeks.actions.workbook import leave_workbook, load_workbook, put_in_place
from alongside.web.weeks.forms.workbook import DownloadForm, LoadForm
from alongside.web.weeks.models import PracticeWeek, WorkbookImport
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.workbook.example import write_template
from alongside.web.weeks.workbook.exporting import CSV, XLSX, export_directorate

TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CSV: "application/zip"}
ENDINGS = {XLSX: "xlsx", CSV: "zip"}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file. What is wrong with the whole file is told here."""
    require(request.user, Permission.ORGANISATION_CHANGE)
    form = LoadForm(request.POST or None, request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            loaded = load_workbook(
                file=file, name=file.name, directorate=request.user.directorate, week=form.cleaned_data["week"], by=request.user
            )
        except NotReadable as reason:
            form.add_error("file", str(reason))
        except Refused as reason:
            form.add_error("week", str(reason))
        else:
            return redirect("workbook:check", pk=loaded.pk)
    context = {"form": form, "download": DownloadForm(by=request.user, prefix="download")}
    return render(request, "workbook/start.html", context, status=422 if form.errors else 200)


@require_safe
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the dry run found, and the button that puts it in place."""
    loaded = get_object_or_404(WorkbookImport.objects.visible_to(request.user).select_related("week", "job"), pk=pk)
    return render(request, "workbook/check.html", {"loaded": loaded, "report": loaded.report})


@require_POST
def put(request: HttpRequest, pk: UUID) -> HttpResponse:
    loaded = get_object_or_404(WorkbookImport.objects.visible_to(request.user), pk=pk)
    try:
        loaded = put_in_place(loaded=loaded, by=request.user)
    except (Refused, NotReadable) as reason:
        messages.error(request, str(reason))
    else:
        if loaded.report.get("stale"):
            messages.warning(request, "The organisation has changed since you loaded this file. Look again at what it would do now.")
    return redirect("workbook:check", pk=pk)


@require_POST
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    loaded = get_object_or_404(WorkbookImport.objects.visible_to(request.user), pk=pk)
    leave_workbook(loaded=loaded, by=request.user)
    messages.success(request, f"{loaded} was left. Nothing was changed, and the file is deleted.")
    return redirect("workbook:start")


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook with a worked example in it, for the newest week that is still being set up."""
    require(request.user, Permission.ORGANISATION_CHANGE)
    weeks = PracticeWeek.objects.visible_to(request.user) if request.user.may(Permission.WEEKS_SET_UP) else PracticeWeek.objects.none()
    return _attached(write_template(weeks.first()), XLSX, "alongside-template")


@require_POST
def export(request: HttpRequest) -> HttpResponse:
    """A POST because it is written to the trail."""
    directorate = request.user.directorate
    form = DownloadForm(request.POST, by=request.user, prefix="download")
    week = form.cleaned_data["week"] if form.is_valid() else None
    kind = CSV if request.POST.get("format") == CSV else XLSX
    content = export_directorate(directorate=directorate, week=week, form=kind, by=request.user)
    return _attached(content, kind, f"{slugify(directorate.name)[:40]}-{timezone.localdate():%Y-%m-%d}")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ENDINGS[kind]}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)
