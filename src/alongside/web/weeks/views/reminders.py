"""Who has not answered, and one button that reminds them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alongside.web.design.words import plural
from alongside.web.weeks.actions.reminders import Reminded, remind
from alongside.web.weeks.queries.replies import teams_without_offers, visitors_without_reply
from alongside.web.weeks.refusals import Refused
from alongside.web.weeks.views.set_up import week_to_set_up


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest, pk: UUID) -> HttpResponse:
    week = week_to_set_up(request, pk)
    if request.method == "POST":
        try:
            messages.success(request, in_words(remind(week=week, by=request.user)))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("weeks:reminders", pk=pk)
    context = {"week": week, "visitors": visitors_without_reply(week), "teams": teams_without_offers(week)}
    return render(request, "weeks/set_up/reminders.html", context)


def in_words(outcome: Reminded) -> str:
    """3 people reminded. 2 had a reminder today already."""
    words = [f"{plural(outcome.sent, 'person', 'people')} reminded."] if outcome.sent or not outcome.told_today else []
    if outcome.told_today:
        words.append(f"{plural(outcome.told_today, 'person', 'people')} had a reminder today already, so they get no other until tomorrow.")
    if outcome.unreachable:
        words.append(f"No e-mail address for: {', '.join(outcome.unreachable)}.")
    return " ".join(words)
