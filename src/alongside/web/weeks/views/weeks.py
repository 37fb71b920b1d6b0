"""The list of weeks, and each week's own page: a task list for those who run it, the week in short for everybody else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.queries.hub import hub_of
from alongside.web.weeks.queries.own import own_part_in


@require_safe
def week_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.WEEKS_VIEW)
    return render(request, "weeks/list.html", {"weeks": PracticeWeek.objects.visible_to(request.user)})


@require_safe
def week(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    if request.user.may(Permission.WEEKS_SET_UP):
        return render(request, "weeks/set_up/hub.html", {"hub": hub_of(found), "week": found})
    context = {"week": found, "lines": found.lines_of_enquiry.all(), "own": own_part_in(found, request.user)}
    return render(request, "weeks/week.html", context)
