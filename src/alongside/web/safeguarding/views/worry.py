"""`/safeguarding/worry/`: for anybody who signs in. The number first; what is typed is sent at once or not at all.

Asked for with `X-To-Keep`, it is the page a device keeps for when there is no signal: numbers, and nobody's name, no form, no token.
"""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from alongside.web.access.requests import SignedIn
from alongside.web.safeguarding.actions.concerns import worry_about
from alongside.web.safeguarding.forms.concerns import WorryForm
from alongside.web.safeguarding.queries import numbers_for
from alongside.web.safeguarding.views.pages import GET_OR_POST, form_page, posted


@GET_OR_POST
def worry(request: SignedIn) -> HttpResponse:
    numbers = numbers_for(request.user.directorate)
    if "X-To-Keep" in request.headers and request.method != "POST":
        page = render(request, "safeguarding/worry/kept.html", {"numbers": numbers})
        page.headers["X-Alongside-Shell"] = "worry"
        return page
    ours = request.user.directorate
    form = WorryForm(posted(request), initial={"client_id": uuid4()}, directorate=ours, team=None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        worry_about(
            client_id=typed["client_id"], directorate=ours, team=None, words=typed["words"], rang=typed["rang"] == "yes",
            about_staff=typed["about_staff"] == "yes", about=form.person, by=request.user,
        )  # fmt: skip
        return redirect("safeguarding:worry_rung" if typed["rang"] == "yes" else "safeguarding:worry_sent")
    return form_page(request, "safeguarding/worry/worry.html", form, numbers=numbers)


@require_safe
def sent(request: SignedIn, rang: bool) -> HttpResponse:
    return render(request, "safeguarding/worry/sent.html", {"numbers": numbers_for(request.user.directorate), "rang": rang})
