"""Services, teams and sites: what they are, who is in them, how to get there."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.models import Post, Service, Site, StaffMember, Team
from alongside.web.organisation.queries.overview import sites_without_place, teams_without_manager
from alongside.web.organisation.queries.people import line_above, managers_of
from alongside.web.organisation.queries.travel import times_from
from alongside.web.organisation.views.pages import paged

NOW = Q(teams__retired_on=None)


@require_safe
def service(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Service.objects.visible_to(request.user), pk=pk)
    teams = list(Team.objects.visible_to(request.user).current().filter(service=found).select_related("site"))
    leaders = StaffMember.objects.visible_to(request.user).current().filter(service=found, team=None).order_by("name")
    context = {"service": found, "teams": teams, "managers": managers_of(teams), "leaders": leaders}
    return render(request, "organisation/service.html", context | _may(request))


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Permission.ORGANISATION_VIEW)
    gap = request.GET.get("show") == "no_manager"
    found = teams_without_manager(user) if gap else Team.objects.visible_to(user).current()
    services = Service.objects.visible_to(user).current()
    sites = Site.objects.visible_to(user).current()
    chosen = {name: request.GET.get(name, "") for name in ("service", "site")}
    for name, rows in (("service", services), ("site", sites)):
        if one := next((row for row in rows if str(row.pk) == chosen[name]), None):
            found = found.filter(**{name: one})
    page = paged(request, found.select_related("service", "site").order_by("service__order", "service__name", "name", "code"))
    context = {"page": page, "managers": managers_of(page.object_list), "services": services, "sites": sites, "chosen": chosen, "gap": gap}
    return render(request, "organisation/teams.html", context | _may(request))


@require_safe
def team(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Team.objects.visible_to(request.user).select_related("service", "site"), pk=pk)
    posts = list(
        Post.objects.visible_to(request.user)
        .current()
        .filter(team=found)
        .select_related("holder")
        .order_by("-manages_team", "name", "code")
    )
    managers = managers_of([found]).get(found.pk, [])
    context = {
        "team": found,
        "posts": posts,
        "vacant": sum(post.holder is None for post in posts),
        "people": StaffMember.objects.visible_to(request.user).current().filter(team=found),
        "lines": [(manager, line_above(manager)) for manager in managers],
    }
    return render(request, "organisation/team.html", context | _may(request))


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Permission.ORGANISATION_VIEW)
    gap = request.GET.get("show") == "no_place"
    found = sites_without_place(user) if gap else Site.objects.visible_to(user).current()
    page = paged(request, found.annotate(team_count=Count("teams", filter=NOW)).order_by("name", "code"))
    return render(request, "organisation/sites.html", {"page": page, "gap": gap} | _may(request))


@require_safe
def site(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Site.objects.visible_to(request.user), pk=pk)
    others = list(Site.objects.visible_to(request.user).current())
    context = {
        "site": found,
        "teams": Team.objects.visible_to(request.user).current().filter(site=found).select_related("service"),
        "times": times_from(found, others),
    }
    return render(request, "organisation/site.html", context | _may(request))


def _may(request: HttpRequest) -> dict[str, bool]:
    return {"may_change": request.user.may(Permission.ORGANISATION_CHANGE)}
