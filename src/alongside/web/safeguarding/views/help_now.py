"""`/help/<directorate>/`: numbers first, then a short form. Public: no session, no cookie, no script needed."""

from __future__ import annotations

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alongside.web.design.languages import in_language
from alongside.web.design.public import public, render_public, shown
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.actions.concerns import ask_for_help_now
from alongside.web.safeguarding.forms.help_now import HelpNowForm
from alongside.web.safeguarding.limits import may_send
from alongside.web.safeguarding.queries.numbers import numbers_for

NOT_SENT = _("This message was not sent: too many came at once. Please ring one of the numbers. Your words are still here.")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def now(request: HttpRequest, code: str) -> HttpResponse:
    directorate = get_object_or_404(Directorate, code=code)
    changes_the_page = "show" in request.POST  # another language or size: nothing is sent, what was typed stays
    form = HelpNowForm(request.POST if request.method == "POST" else None, initial={"client_id": uuid4()})
    if request.method != "POST" or changes_the_page:
        return _page(request, directorate, HelpNowForm(initial={"client_id": uuid4(), **request.POST.dict()}) if changes_the_page else form)
    if not form.is_valid():
        return _page(request, directorate, form, status=422)
    if not may_send(request, directorate):
        form.add_error(None, NOT_SENT)
        return _page(request, directorate, form, status=429)
    typed = form.cleaned_data
    ask_for_help_now(
        client_id=typed["client_id"], directorate=directorate, team=None, words=typed["words"], contact=typed["contact"], by=None
    )  # fmt: skip
    return _page(request, directorate, None, contact=bool(typed["contact"]))


def _page(
    request: HttpRequest, directorate: Directorate, form: HelpNowForm | None, *, contact: bool = False, status: int = 200
) -> HttpResponse:  # fmt: skip
    how = shown(request)
    with in_language(how.language.code):
        errors = form.error_summary if form else []
    context = {"directorate": directorate, "numbers": numbers_for(directorate), "form": form, "contact": contact, "error_summary": errors}
    template = "safeguarding/help/sent.html" if form is None else "safeguarding/help/now.html"
    return render_public(request, template, context, how=how, status=status)
