"""People and posts: who manages whom, who holds what, and what is vacant."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.organisation.models import Post, Service, StaffMember
from alongside.web.organisation.queries import overview
from alongside.web.organisation.queries.people import line_above, line_below, matching, visible_person
from alongside.web.organisation.views.pages import paged

SHOWN = {
    "no_manager": ("People who have no manager", overview.people_without_manager),
    "manager_left": ("People whose manager has left", overview.people_whose_manager_left),
    "no_email": ("People who have no e-mail address", overview.people_without_email),
}


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Permission.ORGANISATION_VIEW)
    title, gap = SHOWN.get(request.GET.get("show", ""), ("People", None))
    found = gap(user) if gap else StaffMember.objects.visible_to(user).current()
    services = Service.objects.visible_to(user).current()
    words = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    chosen = next((service for service in services if str(service.pk) == request.GET.get("service")), None)
    found = matching(found.filter(service=chosen) if chosen else found, words)
    page = paged(request, found.select_related("team", "service", "manager").order_by("name", "code"))
    context = {"title": title, "page": page, "words": words, "services": services, "chosen": chosen, "show": request.GET.get("show", "")}
    return render(request, "organisation/people.html", context | {"may_change": user.may(Permission.ORGANISATION_CHANGE)})


@require_safe
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(visible_person(request.user), pk=pk)
    context = {
        "person": found,
        "above": line_above(found),
        "below": line_below(found),
        "posts": Post.objects.visible_to(request.user).current().filter(holder=found).select_related("team"),
        "may_change": request.user.may(Permission.ORGANISATION_CHANGE),
    }
    return render(request, "organisation/person.html", context)


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    user = request.user
    require(user, Permission.ORGANISATION_VIEW)
    vacant = request.GET.get("show") == "vacant"
    found = overview.vacant_posts(user) if vacant else Post.objects.visible_to(user).current()
    services = Service.objects.visible_to(user).current()
    chosen = next((service for service in services if str(service.pk) == request.GET.get("service")), None)
    if chosen:
        found = found.filter(team__service=chosen)
    page = paged(request, found.select_related("team__service", "holder").order_by("team__name", "-manages_team", "name", "code"))
    context = {"page": page, "vacant": vacant, "services": services, "chosen": chosen, "counts": overview.counts(user)}
    return render(request, "organisation/posts.html", context | {"may_change": user.may(Permission.ORGANISATION_CHANGE)})
