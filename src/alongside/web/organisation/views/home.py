"""The way in: how much there is, what is missing, the services, and a search across everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.models import Site, StaffMember, Team
from alongside.web.organisation.queries.overview import counts, missing, services_with_counts
from alongside.web.organisation.queries.people import matching, teams_matching

MOST_FOUND = 30


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Permission.ORGANISATION_VIEW)
    context = {
        "counts": counts(user),
        "missing": missing(user),
        "services": services_with_counts(user),
        "may_change": user.may(Permission.ORGANISATION_CHANGE),
    }
    return render(request, "organisation/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Teams, people and sites whose name, code or whereabouts have every word."""
    user = request.user
    require(user, Permission.ORGANISATION_VIEW)
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    context = {"words": words, "most": MOST_FOUND}
    if words:
        context |= {
            "teams": list(teams_matching(Team.objects.visible_to(user).current().select_related("service", "site"), words)[:MOST_FOUND]),
            "people": list(matching(StaffMember.objects.visible_to(user).current().select_related("team"), words)[:MOST_FOUND]),
            "sites": list(Site.objects.visible_to(user).current().filter(name__icontains=words)[:MOST_FOUND]),
        }
    return render(request, "organisation/search.html", context)
