"""A visitor says when they are free and what they would like to see: one page, under two minutes, on a phone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from alongside.web.access.permissions import Permission, require
from alongside.web.design.words import time
from alongside.web.organisation.models import Service
from alongside.web.weeks.actions.availability import give_availability
from alongside.web.weeks.forms.taking_part import AvailabilityForm
from alongside.web.weeks.models import Visitor
from alongside.web.weeks.views.pages import attempt, form_page, posted
from alongside.web.weeks.views.set_up import GET_OR_POST


@GET_OR_POST
def availability(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = Visitor.objects.visible_to(request.user).select_related("week", "staff_member").prefetch_related("availability", "interests")
    visitor = get_object_or_404(found, pk=pk)
    own = visitor.staff_member_id == request.user.staff_member_id and request.user.may(Permission.WEEKS_VISIT)
    require(request.user, Permission.WEEKS_VISIT if own else Permission.WEEKS_SET_UP, visitor)
    services = list(Service.objects.filter(directorate_id=visitor.directorate_id).current())
    form = AvailabilityForm(posted(request), visitor=visitor, services=services)
    if request.method == "POST" and form.is_valid():
        c = form.cleaned_data
        if attempt(
            form,
            lambda: give_availability(visitor=visitor, slots=c["slots"], interests=form.interests(), as_seen=c["as_seen"], by=request.user),
            version="as_seen",
        ):
            messages.success(request, f"Saved at {time(timezone.now())}. {'Thank you, that is all we need.' if own else ''}")
            return redirect("weeks:availability", pk=pk)
    return form_page(request, "weeks/take_part/availability.html", form, visitor=visitor, week=visitor.week, own=own)
