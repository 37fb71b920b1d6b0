from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.ACCESS_MANAGE)
    return render(request, "access/people.html", {"people": User.objects.visible_to(request.user)})
