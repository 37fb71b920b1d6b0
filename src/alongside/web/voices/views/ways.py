"""Links: the list, making one or one for every team, its page, its poster and letter, closing it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.web.access.permissions import Permission, require
from alongside.web.access.requests import SignedIn
from alongside.web.design.languages import in_language
from alongside.web.forms.kinds import CHILDREN, FAMILY
from alongside.web.forms.queries import version_for
from alongside.web.organisation.models import Team
from alongside.web.safeguarding.queries import family_forms_may_open, numbers_for
from alongside.web.voices.actions import ways as actions
from alongside.web.voices.forms.ways import EveryTeamForm, WayForm
from alongside.web.voices.links import address_of, qr_svg, typed_address
from alongside.web.voices.models import Way
from alongside.web.voices.queries.ways import answers_of, state_of, way_rows
from alongside.web.voices.views.weeks import uuid_in, week_of
from alongside.web.weeks.views.pages import attempt, do, form_page, posted

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def ways(request: SignedIn, pk: UUID) -> HttpResponse:
    week = week_of(request, pk, Permission.VOICES_RUN)
    rows = way_rows(Way.objects.visible_to(request.user).filter(week=week))
    context = {"week": week, "rows": rows, "may_open": family_forms_may_open(week.directorate)}
    return render(request, "voices/ways/list.html", context)


@GET_OR_POST
def make(request: SignedIn, pk: UUID) -> HttpResponse:
    week = week_of(request, pk, Permission.VOICES_RUN)
    form = WayForm(posted(request), week=week, initial={"team": request.GET.get("team", "")})
    if request.method == "POST" and form.is_valid():
        way = attempt(
            form, lambda: actions.make_way(client_id=form.cleaned_data["client_id"], week=week, what=form.what(), by=request.user)
        )
        if way:
            messages.success(request, "The link is made. Print it, or copy it.")
            return redirect("voices:way", pk=way.pk)
    return form_page(request, "voices/ways/make.html", form, week=week, may_open=family_forms_may_open(week.directorate))


@GET_OR_POST
def make_for_every_team(request: SignedIn, pk: UUID) -> HttpResponse:
    week = week_of(request, pk, Permission.VOICES_RUN)
    teams = list(Team.objects.filter(directorate_id=week.directorate_id).current())
    form = EveryTeamForm(posted(request), week=week)
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: actions.make_ways(week=week, what=form.what(), teams=teams, by=request.user))
        if made is not None:
            messages.success(request, _made_in_words(len(made), len(teams)))
            return redirect("voices:ways", pk=week.pk)
    context = {"week": week, "teams": len(teams), "may_open": family_forms_may_open(week.directorate)}
    return form_page(request, "voices/ways/every_team.html", form, **context)


@require_safe
def way(request: SignedIn, pk: UUID) -> HttpResponse:
    found = _way(request, pk)
    shown = {"answers": answers_of(found), "state": state_of(found), "client_id": uuid4()}
    context = {"way": found, "week": found.week, **shown, **_link(found)}
    return render(request, "voices/ways/way.html", context)


@require_safe
def poster(request: SignedIn, pk: UUID) -> HttpResponse:
    """For a wall: anybody may answer."""
    return _printed(request, _way(request, pk), "poster")


@require_safe
def letter(request: SignedIn, pk: UUID) -> HttpResponse:
    return _printed(request, _way(request, pk), "letter")


@require_safe
def posters(request: SignedIn, pk: UUID) -> HttpResponse:
    """Every open anonymous link of the week, a page each, to print at once."""
    week = week_of(request, pk, Permission.VOICES_RUN)
    found = Way.objects.visible_to(request.user).open().filter(week=week, anonymous=True)
    ways = found.select_related("form", "team", "week", "directorate").order_by("team__name", "name", "id")
    return render(request, "voices/ways/posters.html", {"week": week, "sheets": [_sheet(way, "poster") for way in ways]})


@require_POST
def close(request: SignedIn, pk: UUID) -> HttpResponse:
    found = _way(request, pk)
    do(request, lambda: actions.close_way(way=found, by=request.user), "The link is closed. What people said through it stays.")
    return redirect("voices:ways", pk=found.week_id)


@require_POST
def replace(request: SignedIn, pk: UUID) -> HttpResponse:
    found = _way(request, pk)
    made: list[Way] = []
    client_id = uuid_in(request)
    done = do(
        request,
        lambda: made.append(actions.replace_way(client_id=client_id, way=found, by=request.user)),
        "The old link is closed. This is the new one.",
    )
    return redirect("voices:way", pk=made[0].pk if done else found.pk)


def _printed(request: SignedIn, way: Way, paper: str) -> HttpResponse:
    context = {"way": way, "week": way.week, "paper": paper, "sheet": _sheet(way, paper)}
    return render(request, "voices/ways/printed.html", context)


def _sheet(way: Way, paper: str) -> SafeString:
    """What stands on paper, in the language of the link."""
    version = version_for(way.form, way.week)
    with in_language(way.language) as spoken:
        context = {
            "way": way,
            "spoken": spoken,
            "minutes": version.as_definition.minutes if version else None,
            "numbers": numbers_for(way.directorate),
            "family": way.form.kind in FAMILY,
            "children": way.form.kind in CHILDREN,
            **_link(way),
        }
        return mark_safe(render_to_string(f"voices/ways/_{paper}.html", context))  # noqa: S308 - a template of ours, escaped


def _link(way: Way) -> dict[str, object]:
    address = address_of(way)
    picture = mark_safe(qr_svg(address, title="QR code"))  # noqa: S308 - made by us of an address of ours
    return {"address": address, "typed": typed_address(way), "picture": picture}


def _way(request: SignedIn, pk: UUID) -> Way:
    found = get_object_or_404(Way.objects.visible_to(request.user).select_related("form", "team", "week", "directorate"), pk=pk)
    require(request.user, Permission.VOICES_RUN, found)
    return found


def _made_in_words(made: int, teams: int) -> str:
    if made == 0:
        return "Every team has such a link already."
    if made == teams:
        return f"A link is made for each of {teams} teams. Print the posters when you are ready."
    return f"{made} links are made. The other teams had one already."
