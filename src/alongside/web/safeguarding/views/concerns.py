"""One concern: what was said, its clock, and what is done about it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.requests import SignedIn
from alongside.web.platform.sealing import Unopenable
from alongside.web.safeguarding.actions import concerns as actions
from alongside.web.safeguarding.duty import arrangements_of
from alongside.web.safeguarding.forms.concerns import AboutStaffForm, CloseForm, ReferForm
from alongside.web.safeguarding.models import Concern
from alongside.web.safeguarding.views.pages import do
from alongside.web.safeguarding.waiting import clock_of, when

HIDDEN = "It is now hidden from that person and everybody who manages them."
HIDDEN_FROM_NOBODY = "Nobody is named and no team is known, so every reader still sees it. Name the person as soon as you know who it is."


@require_safe
def concern(request: SignedIn, pk: UUID) -> HttpResponse:
    return _page(request, _found(request, pk))


@require_POST
def acknowledge(request: SignedIn, pk: UUID) -> HttpResponse:
    held = _found(request, pk)
    do(request, lambda: actions.acknowledge(concern=held, by=request.user), "The clock has stopped. It is yours until it is closed.")
    return redirect("safeguarding:concern", pk=pk)


@require_POST
def about_staff(request: SignedIn, pk: UUID) -> HttpResponse:
    held = _found(request, pk)
    form = AboutStaffForm(request.POST, directorate=held.directorate, team=held.team)
    if not form.is_valid():
        return _page(request, held, about_form=form)
    actions.mark_about_staff(concern=held, about=form.person, by=request.user)
    if Concern.objects.visible_to(request.user).filter(pk=pk).exists():
        messages.success(request, HIDDEN if form.person or held.team_id else HIDDEN_FROM_NOBODY)
        return redirect("safeguarding:concern", pk=pk)
    messages.success(request, "It is about somebody in your own line, so others have it now and you no longer see it.")
    return redirect("safeguarding:home")


@require_POST
def refer(request: SignedIn, pk: UUID) -> HttpResponse:
    held = _found(request, pk)
    form = ReferForm(request.POST)
    if not form.is_valid():
        return _page(request, held, refer_form=form)
    do(request, lambda: actions.refer(concern=held, reference=form.cleaned_data["reference"], by=request.user), "Referred and closed.")
    return redirect("safeguarding:concern", pk=pk)


@require_POST
def close(request: SignedIn, pk: UUID) -> HttpResponse:
    held = _found(request, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _page(request, held, close_form=form)
    do(request, lambda: actions.close(concern=held, outcome=form.cleaned_data["outcome"], by=request.user), "Closed.")
    return redirect("safeguarding:concern", pk=pk)


@require_POST
def reopen(request: SignedIn, pk: UUID) -> HttpResponse:
    held = _found(request, pk)
    do(request, lambda: actions.reopen(concern=held, by=request.user), "It is open again.")
    return redirect("safeguarding:concern", pk=pk)


def _found(request: SignedIn, pk: UUID) -> Concern:
    found = Concern.objects.visible_to(request.user).select_related("team", "reading", "raised_by", "about", "closed_by")
    return get_object_or_404(found, pk=pk)


def _page(
    request: SignedIn, held: Concern, *, refer_form: ReferForm | None = None, close_form: CloseForm | None = None,
    about_form: AboutStaffForm | None = None,
) -> HttpResponse:  # fmt: skip
    try:
        verbatim = actions.open_verbatim(concern=held, by=request.user)
    except Unopenable:
        return render(request, "safeguarding/words/unopenable.html", {}, status=500)
    now = timezone.now()
    bound = [form for form in (refer_form, close_form, about_form) if form is not None]
    context = {
        "concern": held, "verbatim": verbatim, "clock": clock_of(held, arrangements_of(held.directorate_id), now),
        "raised": when(held.raised_at, now), "steps": held.steps.select_related("by"),
        "refer_form": refer_form or ReferForm(), "close_form": close_form or CloseForm(),
        "about_form": about_form or AboutStaffForm(directorate=held.directorate, team=held.team),
        "error_summary": [item for form in bound for item in form.error_summary],
    }  # fmt: skip
    return render(request, "safeguarding/concern.html", context, status=422 if bound else 200)
