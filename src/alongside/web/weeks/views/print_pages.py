"""The programme on paper and in a workbook."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.weeks.models import PracticeWeek, Publication
from alongside.web.weeks.publication.workbook import workbook_of
from alongside.web.weeks.queries.publication import entries_for
from alongside.web.weeks.queries.versions import by_day, by_person, by_team

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ARRANGED = {"days": "Day by day", "people": "One page a person", "teams": "One page a team"}


@require_safe
def printed(request: SignedIn, pk: UUID, by: str) -> HttpResponse:
    """A4: day by day, one page a person, or one page a team."""
    if by not in ARRANGED:
        raise Http404("Not found")
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    entries = list(entries_for(request.user, week).select_related("team__site", "team__service").standing())
    context = {
        "week": week,
        "by": by,
        "arrangements": ARRANGED,
        "days": by_day(entries, week) if by == "days" else [],
        "pages": {"people": by_person, "teams": by_team}[by](entries, week) if by != "days" else [],
        "latest": week.publications.order_by("-number").defer("programme").first(),
        "lines_of_enquiry": week.lines_of_enquiry.all() if by == "people" else [],
    }
    return render(request, "weeks/publication/print.html", context)


@require_safe
def workbook(request: SignedIn, pk: UUID) -> HttpResponse:
    week = get_object_or_404(PracticeWeek.objects.visible_to(request.user), pk=pk)
    require(request.user, Permission.WEEKS_SEE_ALL_VISITS, week)
    entries = entries_for(request.user, week).select_related("team__service").standing()
    versions = Publication.objects.visible_to(request.user).filter(week=week).defer("programme").order_by("number")
    response = HttpResponse(workbook_of(list(entries), list(versions), week), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{slugify(week.name) or "programme"}.xlsx"'
    return response
