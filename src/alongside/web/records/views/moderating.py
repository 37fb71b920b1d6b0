"""Second grades given blind, and moderation that keeps every view apart."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.forms.kinds import GRADED
from alongside.web.records.actions import moderation as moderating
from alongside.web.records.actions import second_grades as grading
from alongside.web.records.forms.following import GradesForm, ModerationForm
from alongside.web.records.grading import seen_blind
from alongside.web.records.models import Record, SecondGrade
from alongside.web.records.queries.following import agreement, grade_rows, grades_wanted_from, to_moderate
from alongside.web.records.queries.weeks import week_being_seen
from alongside.web.weeks.views.pages import attempt, do, form_page, posted

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def second_grades(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_WRITE)
    return render(request, "records/second_grades.html", {"wanted": grades_wanted_from(request.user)})


@GET_OR_POST
def second_grade(request: SignedIn, pk: UUID) -> HttpResponse:
    """What was seen and heard, without the judgement; then one's own."""
    require(request.user, Permission.RECORDS_WRITE)
    mine = SecondGrade.objects.filter(grader=request.user, record__week__directorate_id=request.user.directorate_id)
    second = get_object_or_404(mine.select_related("record__team", "record__week"), pk=pk)
    version = grading.newest_version(second.record)
    form = GradesForm(posted(request), version=version)
    if request.method == "POST" and form.is_valid() and attempt(form, lambda: _give(second, form, request)) is not None:
        return redirect("records:second_grades")
    definition = version.form_version.as_definition
    return form_page(request, "records/second_grade.html", form, second=second, definition=definition, answers=seen_blind(version))


def _give(second: SecondGrade, form: GradesForm, request: SignedIn) -> SecondGrade:
    return grading.give_second_grade(second=second, grades=form.grades(), by=request.user)


@require_safe
def moderation(request: SignedIn) -> HttpResponse:
    require(request.user, Permission.RECORDS_MODERATE)
    week = week_being_seen(request.user.directorate_id)
    context = {"rows": to_moderate(request.user), "agreement": agreement(week) if week else None, "week": week}
    return render(request, "records/moderation.html", context)


@GET_OR_POST
def moderate(request: SignedIn, pk: UUID) -> HttpResponse:
    entry = _graded(request, pk)
    rows = grade_rows(grading.newest_version(entry))
    chosen = request.POST.get("which", "")
    forms = {
        row.question.key: ModerationForm(posted(request) if row.question.key == chosen else None, question=row.question)
        for row in rows
        if row.decided is None
    }
    form = forms.get(chosen)
    if request.method == "POST" and form is not None and form.is_valid():
        grade, words = form.cleaned_data["grade"], form.cleaned_data["words"]
        if attempt(form, lambda: moderating.moderate(entry=entry, question=chosen, grade=grade, words=words, by=request.user)):
            return redirect("records:moderate", pk=pk)
    second = entry.second_grades.select_related("grader").first()
    own = entry.author_id == request.user.pk or (second is not None and second.grader_id == request.user.pk)
    context = {"entry": entry, "rows": rows, "forms": forms, "second": second, "own": own}
    if form is not None:
        return form_page(request, "records/moderate.html", form, **context)
    return render(request, "records/moderate.html", context, status=422 if request.method == "POST" else 200)


@require_POST
def ask_second_grade(request: SignedIn, pk: UUID) -> HttpResponse:
    entry = _graded(request, pk)
    done = "Somebody independent was asked to grade it again, without seeing the first grades."
    do(request, lambda: _ask(entry, request), done)
    return redirect("records:moderate", pk=pk)


def _ask(entry: Record, request: SignedIn) -> None:
    if grading.ask_for_second_grade(entry=entry, by=request.user) is None:
        raise grading.Refused("Nobody independent is there to grade it: everyone who could wrote it, manages it or works in that team")


def _graded(request: SignedIn, pk: UUID) -> Record:
    require(request.user, Permission.RECORDS_MODERATE)
    graded = Record.objects.visible_to(request.user).filter(kind__in=GRADED)
    return get_object_or_404(graded.select_related("team", "week", "author", "practitioner"), pk=pk)
