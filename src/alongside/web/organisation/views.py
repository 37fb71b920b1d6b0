from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.models import Service


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.ORGANISATION_VIEW)
    return render(request, "organisation/home.html", {"services": Service.objects.visible_to(request.user).current()})
