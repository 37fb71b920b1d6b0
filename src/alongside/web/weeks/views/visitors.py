"""Visitors, declared interests and interpreters: the practice lead's lists."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.organisation.models import Seniority, StaffMember, Team
from alongside.web.weeks.actions import visitors as actions
from alongside.web.weeks.forms.visitors import AddVisitorsForm, DeclaredInterestForm, InterpreterForm, VisitorForm
from alongside.web.weeks.languages import language_name
from alongside.web.weeks.models import Visitor
from alongside.web.weeks.queries.visitors import groups_to_choose_from, visitor_rows
from alongside.web.weeks.views.pages import attempt, do, form_page, posted
from alongside.web.weeks.views.set_up import GET_OR_POST, week_to_set_up


@require_safe
def visitor_list(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    return render(request, "weeks/set_up/visitors.html", {"week": week, "rows": visitor_rows(week)})


@GET_OR_POST
def add(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    staff = StaffMember.objects.filter(directorate_id=week.directorate_id, retired_on=None).exclude(visitor_in__week=week)
    staff = staff.exclude(seniority__in=[Seniority.PRACTITIONER, Seniority.OTHER]) if "everyone" not in request.GET else staff
    form = AddVisitorsForm(posted(request), staff=staff)
    if request.method == "POST" and form.is_valid():
        chosen = list(form.cleaned_data["staff"])
        if do(
            request,
            lambda: actions.add_visitors(week=week, staff=chosen, by=request.user),
            f"{len(chosen)} added to the visitors." if len(chosen) > 1 else f"{chosen[0]} is now a visitor.",
        ):
            return redirect("weeks:visitors", pk=pk)
    chosen_now = set(form.data.getlist("staff")) if form.is_bound else set()
    groups = groups_to_choose_from(staff)
    return form_page(
        request,
        "weeks/set_up/visitors_add.html",
        form,
        week=week,
        groups=groups,
        chosen=chosen_now,
        everyone="everyone" in request.GET,
    )


@GET_OR_POST
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    visitor = get_object_or_404(Visitor.objects.visible_to(request.user).select_related("staff_member", "week"), pk=pk)
    week = week_to_set_up(request, visitor.week_id)
    form = VisitorForm.of(visitor, posted(request))
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        if attempt(
            form,
            lambda: actions.change_visitor(visitor=visitor, least=c["least"], ideal=c["ideal"], most=c["most"], by=request.user),
        ):
            return redirect("weeks:visitors", pk=week.pk)
    return form_page(request, "weeks/set_up/visitor.html", form, week=week, visitor=visitor)


@require_POST
def remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    visitor = get_object_or_404(Visitor.objects.visible_to(request.user).select_related("staff_member", "week"), pk=pk)
    name = visitor.staff_member.name
    do(request, lambda: actions.remove_visitor(visitor=visitor, by=request.user), f"{name} is no longer a visitor.")
    return redirect("weeks:visitors", pk=visitor.week_id)


@GET_OR_POST
def declared_interests(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The list, and a form below it to add one."""
    week = week_to_set_up(request, pk)
    staff = StaffMember.objects.filter(directorate_id=week.directorate_id, visitor_in__week=week)
    teams = Team.objects.filter(directorate_id=week.directorate_id, retired_on=None)
    form = DeclaredInterestForm(posted(request), staff=staff, teams=teams)
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        if attempt(
            form,
            lambda: actions.declare_interest(week=week, person=c["person"], team=c["team"], reason=c["reason"], by=request.user),
        ):
            return redirect("weeks:declared_interests", pk=pk)
    listed = week.declared_interests.select_related("staff_member", "team").order_by("staff_member__name", "team__name")
    return form_page(request, "weeks/set_up/declared_interests.html", form, week=week, listed=listed)


@require_POST
def withdraw_interest(request: HttpRequest, pk: UUID, declared_pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    declared = get_object_or_404(week.declared_interests, pk=declared_pk)
    do(request, lambda: actions.withdraw_declared_interest(declared=declared, by=request.user), "Taken off the list.")
    return redirect("weeks:declared_interests", pk=pk)


@GET_OR_POST
def interpreters(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    form = InterpreterForm(posted(request), week=week)
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        if attempt(
            form,
            lambda: actions.book_interpreter(
                client_id=c["client_id"], week=week, name=c["name"], languages=c["languages"], slots=c["slots"], by=request.user
            ),
        ):
            return redirect("weeks:interpreters", pk=pk)
    listed = [
        {
            "row": row,
            "languages": ", ".join(language_name(code) for code in row.languages),
            "when": ", ".join(week.slot(n).short_name for n in row.slots if n < len(week.slots)),
        }
        for row in week.interpreters.all()
    ]
    return form_page(request, "weeks/set_up/interpreters.html", form, week=week, listed=listed)


@require_POST
def release_interpreter(request: HttpRequest, pk: UUID, interpreter_pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    interpreter = get_object_or_404(week.interpreters, pk=interpreter_pk)
    do(request, lambda: actions.release_interpreter(interpreter=interpreter, by=request.user), f"{interpreter} is off the list.")
    return redirect("weeks:interpreters", pk=pk)
