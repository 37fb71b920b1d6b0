"""Paper, an advocate's words and conversations, typed in. They go to the readers first, like everything a family says."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from alongside.web.access.permissions import Permission
from alongside.web.access.requests import SignedIn
from alongside.web.forms.models import Form, FormVersion
from alongside.web.forms.posting import answers_from, wants_another_row
from alongside.web.forms.queries import version_for
from alongside.web.organisation.models import Team
from alongside.web.safeguarding.queries import family_forms_may_open, numbers_for
from alongside.web.voices.actions.responding import NotAnswered, Received, receive_response
from alongside.web.voices.forms.typing import TYPED_KINDS, VIAS, AroundTheQuestions, WhatToType
from alongside.web.voices.views.ways import GET_OR_POST
from alongside.web.voices.views.weeks import week_of
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.views.pages import form_page

VIA_NAMES = dict(VIAS)


@GET_OR_POST
def choose(request: SignedIn, pk: UUID) -> HttpResponse:
    """Which form, how they said it and about which team: chosen once for a pile of paper."""
    week = week_of(request, pk, Permission.VOICES_RECORD)
    form = WhatToType(request.POST if request.method == "POST" else None, week=week)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        about = {"via": chosen["via"], "team": chosen["team"].pk if chosen["team"] else ""}
        return redirect(reverse("voices:type_in", kwargs={"pk": week.pk, "form": chosen["form"].pk}) + "?" + urlencode(about))
    return form_page(request, "voices/typing/choose.html", form, week=week, may_open=family_forms_may_open(week.directorate))


@GET_OR_POST
def type_in(request: SignedIn, pk: UUID, form: UUID) -> HttpResponse:
    week = week_of(request, pk, Permission.VOICES_RECORD)
    paper = get_object_or_404(Form.objects.current(), pk=form, directorate_id=week.directorate_id, kind__in=TYPED_KINDS)
    via = request.GET.get("via") if request.GET.get("via") in VIA_NAMES else "paper"
    page = _Page(request, week, paper, _team(request, week), str(via))
    return page.shown() if request.method != "POST" else page.sent()


class _Page:
    """One form on one page, and what came of sending it."""

    def __init__(self, request: SignedIn, week: PracticeWeek, paper: Form, team: Team | None, via: str) -> None:
        self.request, self.week, self.paper, self.team, self.via = request, week, paper, team, via

    def shown(self) -> HttpResponse:
        version = version_for(self.paper, self.week)
        if version is None:
            return redirect("voices:typing", pk=self.week.pk)
        initial = {"version": version.pk, "language": self.request.GET.get("language", "en")}
        return self._page(version, AroundTheQuestions(via=self.via, initial=initial), {}, {})

    def sent(self) -> HttpResponse:
        around = AroundTheQuestions(self.request.POST, via=self.via)
        version = self._version()
        definition = version.as_definition
        answers = answers_from(definition, self.request.POST)
        if wants_another_row(self.request.POST):
            return self._page(version, around, answers, {}, checked=False)
        problems: dict[str, str] = {}
        if around.is_valid():
            try:
                return self._done(self._receive(version, answers, around.cleaned_data))
            except NotAnswered as wrong:
                problems = wrong.problems
            except Refused as refused:
                problems = {"": str(refused)}
        return self._page(version, around, answers, problems)

    def _receive(self, version: FormVersion, answers: dict[str, Any], around: dict[str, Any]) -> Received:
        return receive_response(
            client_id=around["client_id"], week=self.week, team=self.team, version=version, answers=answers,
            consent=dict.fromkeys(around["consent"], True), via=self.via, anonymous=not around["reference"], language=around["language"],
            reference=around["reference"], said_on=around["said_on"], helped=around.get("helped", ""), by=self.request.user,
        )  # fmt: skip

    def _version(self) -> FormVersion:
        """The wording that the page was made with, even when a newer one came meanwhile."""
        try:
            return get_object_or_404(self.paper.versions.published(), pk=UUID(self.request.POST.get("version", "")))
        except ValueError:
            return get_object_or_404(self.paper.versions.published().order_by("-number")[:1])

    def _page(
        self, version: FormVersion, around: AroundTheQuestions, answers: dict[str, Any], problems: dict[str, str], *, checked: bool = True
    ) -> HttpResponse:
        summary = around.error_summary if around.is_bound and checked else []
        summary += [{"text": text, "href": f"#q-{key}"} if key else {"text": text} for key, text in problems.items()]
        context = {
            **self._about(), "version": version, "definition": version.as_definition, "form": around, "answers": answers,
            "problems": problems, "error_summary": summary, "numbers": numbers_for(self.week.directorate),
        }  # fmt: skip
        return render(self.request, "voices/typing/type_in.html", context, status=422 if summary else 200)

    def _done(self, received: Received) -> HttpResponse:
        """Shown here and now: the code is nowhere to be looked up, not even in a message kept for the next page."""
        again = urlencode({"via": self.via, "team": self.team.pk if self.team else "", "language": received.response.language})
        next_one = reverse("voices:type_in", kwargs={"pk": self.week.pk, "form": self.paper.pk}) + "?" + again
        return render(self.request, "voices/typing/done.html", {**self._about(), "received": received, "next_one": next_one})

    def _about(self) -> dict[str, Any]:
        return {"week": self.week, "paper": self.paper, "team": self.team, "via": self.via, "via_name": VIA_NAMES[self.via]}


def _team(request: SignedIn, week: PracticeWeek) -> Team | None:
    """From the address; anything else than a team of ours is the whole week."""
    given = request.GET.get("team", "")
    try:
        return Team.objects.filter(directorate_id=week.directorate_id, pk=UUID(given)).current().first() if given else None
    except ValueError:
        return None
