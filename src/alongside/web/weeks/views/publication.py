"""Publishing a plan, the versions there have been, and the programme that stands."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.weeks.actions.publication import publish_plan
from alongside.web.weeks.forms.publication import PublishForm
from alongside.web.weeks.models import Plan, PracticeWeek, Publication
from alongside.web.weeks.publication.draft import draft_of
from alongside.web.weeks.queries.publication import entries_for, lines_for, no_longer_works
from alongside.web.weeks.queries.versions import by_day, programme_of
from alongside.web.weeks.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedIn, pk: UUID, plan: UUID) -> HttpResponse:
    """Who will be told what, before anything happens; then the same thing done."""
    found = get_object_or_404(Plan.objects.visible_to(request.user).select_related("week"), pk=plan, week_id=pk)
    require(request.user, Permission.WEEKS_PUBLISH, found.week)
    now = timezone.now()
    form, status = PublishForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                publication = publish_plan(plan=found, **form.cleaned_data, by=request.user, now=now)
            except Refused as refused:
                form.add_error(None, str(refused))
                found.refresh_from_db()
            else:
                messages.success(request, f"{publication.name} is published.")
                return redirect("weeks:publication", pk=pk, number=publication.number)
    return _preview(request, found, form, now, status)


def _preview(request: SignedIn, plan: Plan, form: PublishForm, now: Any, status: int) -> HttpResponse:
    try:
        draft = draft_of(plan, now=now)
    except Refused as refused:
        return render(
            request, "weeks/publication/cannot_publish.html", {"week": plan.week, "plan": plan, "why": str(refused)}, status=status
        )
    number = draft.latest.number if draft.latest else 0
    if not form.is_bound:
        form.initial["name"] = "First version" if not number else f"Version {number + 1}"
    broken = no_longer_works(plan, first_open=draft.first_open)
    context = {"week": plan.week, "plan": plan, "draft": draft, "form": form, "number": number, "broken": broken}
    return render(request, "weeks/publication/publish.html", context, status=status)


@require_safe
def publications(request: SignedIn, pk: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    found = Publication.objects.visible_to(request.user).filter(week=week).select_related("published_by").defer("programme")
    sees_all = request.user.may(Permission.WEEKS_SEE_ALL_VISITS)
    versions = [{"publication": p, "lines": lines} for p, lines in lines_for(request.user, found)]
    return render(request, "weeks/publication/versions.html", {"week": week, "versions": versions, "sees_all": sees_all})


@require_safe
def publication(request: SignedIn, pk: UUID, number: int) -> HttpResponse:
    """One version: what changed with it, and the programme as it then was."""
    visible = Publication.objects.visible_to(request.user).select_related("week", "published_by")
    found = get_object_or_404(visible, week_id=pk, number=number)
    [(_, lines)] = lines_for(request.user, [found])
    context = {
        "week": found.week,
        "publication": found,
        "lines": lines,
        "days": by_day(programme_of(request.user, found), found.week),
        "latest": found.week.publications.order_by("-number").values_list("number", flat=True)[0],
    }
    return render(request, "weeks/publication/version.html", context)


@require_safe
def programme(request: SignedIn, pk: UUID) -> HttpResponse:
    """What stands now, day by day: everything for those who see all visits, one's own for the others."""
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    entries = entries_for(request.user, week).standing()
    context = {
        "week": week,
        "days": by_day(entries, week),
        "latest": week.publications.order_by("-number").defer("programme").first(),
        "sees_all": request.user.may(Permission.WEEKS_SEE_ALL_VISITS),
    }
    return render(request, "weeks/publication/programme.html", context)
