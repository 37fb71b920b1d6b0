from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.models import Service


def home(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.ORGANISATION_VIEW)
    return render(request, "organisation/home.html", {"services": Service.objects.visible_to(request.user).current()})
