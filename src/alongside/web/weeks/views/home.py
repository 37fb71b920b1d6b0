"""The home page: for each kind of person, what there is to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.design.at_hand import at_hand_for
from alongside.web.weeks.queries.home import home_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "weeks/home/home.html", {"home": home_of(request.user), "at_hand": at_hand_for(request.user)})
