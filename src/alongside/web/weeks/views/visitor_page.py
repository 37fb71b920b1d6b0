"""A person's own week: where to be, when, how to get there, who to meet and what to look for."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import NotAllowed, Permission
from alongside.web.access.requests import SignedIn
from alongside.web.organisation.models import StaffMember
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.publication.clock import first_open_slot
from alongside.web.weeks.queries.itinerary import itinerary_of


@require_safe
def my_page(request: SignedIn, pk: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    staff = request.user.staff_member
    return _page(request, week, staff) if staff else render(request, "weeks/publication/nobody.html", {"week": week})


@require_safe
def visitor_page(request: SignedIn, pk: UUID, staff: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    if staff != request.user.staff_member_id and not request.user.may(Permission.WEEKS_SEE_ALL_VISITS):
        raise NotAllowed("Not found")
    people = StaffMember.objects.select_related("base", "team__site")
    return _page(request, week, get_object_or_404(people, pk=staff, directorate_id=week.directorate_id))


def _page(request: SignedIn, week: PracticeWeek, staff: StaffMember) -> HttpResponse:
    is_mine = staff.pk == request.user.staff_member_id
    context = {
        "week": week,
        "person": staff,
        "is_mine": is_mine,
        "may_cancel": week.state == PracticeWeek.State.PUBLISHED and (is_mine or request.user.may(Permission.WEEKS_PUBLISH)),
        "itinerary": itinerary_of(request.user, week, staff, first_open=first_open_slot(week, timezone.now())),
        "lines_of_enquiry": week.lines_of_enquiry.all(),
    }
    return render(request, "weeks/publication/visitor_page.html", context)
