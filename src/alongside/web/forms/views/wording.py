"""All words of a draft for another reader on one page: easy-read, or a language."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from alongside.web.forms.actions.drafts import change_draft, last_published
from alongside.web.forms.editing.words import TABS, WordsPage, pictures
from alongside.web.forms.views.finding import draft_to_change
from alongside.web.weeks.refusals import Refused, Stale
from alongside.web.weeks.views.pages import number_in


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, pk: UUID, tab: str) -> HttpResponse:
    draft = draft_to_change(request, pk)
    if tab not in TABS:
        raise Http404
    before = last_published(draft.form)
    post = request.POST if request.method == "POST" else None
    page = WordsPage(draft.as_definition, tab, before.as_definition if before else None, post)
    saves, errors = draft.saves, page.error_summary
    if post is not None and not errors:
        try:
            change_draft(draft=draft, saves=number_in(request, "saves", otherwise=0), definition=page.applied(), by=request.user)
        except Stale as stale:
            saves, errors = int(str(stale.current)), [{"text": str(stale)}]
        except Refused as refused:
            errors = [{"text": reason} for reason in refused.reasons]
        else:
            messages.success(request, f"{TABS[tab]} words are saved.")
            return redirect("forms:words", pk=pk, tab=tab)
    context = {"draft": draft, "page": page, "tab": tab, "name": TABS[tab], "tabs": TABS, "pictures": list(pictures()), "saves": saves}
    return render(request, "forms/draft/words.html", {**context, "error_summary": errors}, status=422 if errors else 200)
