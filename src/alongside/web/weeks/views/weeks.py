from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.weeks.models import PracticeWeek


@require_safe
def week_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.WEEKS_VIEW)
    return render(request, "weeks/list.html", {"weeks": PracticeWeek.objects.visible_to(request.user)})
