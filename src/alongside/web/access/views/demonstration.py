"""Choose who to be. Anywhere but in a demonstration these pages do not exist."""

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.actions.signing_in import sign_in_as_persona
from alongside.web.access.demonstration import personas, require_demonstration
from alongside.web.access.models import User


@login_not_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    require_demonstration()
    return render(request, "access/demonstration.html", {"casts": personas()})


@login_not_required
@require_POST
def become(request: HttpRequest) -> HttpResponse:
    require_demonstration()
    user = get_object_or_404(User.objects.active(), pk=uuid_or_404(request.POST.get("person", "")))
    sign_in_as_persona(request=request, user=user)
    return redirect("home")


def uuid_or_404(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None
