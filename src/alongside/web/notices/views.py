"""Who was told what: the list of messages, one message, and sending again what failed."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from alongside.web.access.requests import SignedIn
from alongside.web.notices.actions import send_again
from alongside.web.notices.forms import SendAgainForm
from alongside.web.notices.models import Notice
from alongside.web.notices.queries import counts_of, may_send_again, messages_page


@require_safe
def notice_list(request: SignedIn) -> HttpResponse:
    which = request.GET.get("show", "")
    page = messages_page(request.user, which=which, page=request.GET.get("page", "1"))
    context = {"page": page, "which": which, "counts": counts_of(request.user), "may_send_again": may_send_again(request.user)}
    return render(request, "notices/list.html", context)


@require_safe
def notice(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    return _page(request, found, SendAgainForm(initial={"to": found.to}))


@require_POST
def again(request: SignedIn, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    form = SendAgainForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    try:
        send_again(notice=found, by=request.user, to=form.cleaned_data["to"])
    except ValidationError as refused:
        form.add_error("to", refused)
        return _page(request, found, form, status=422)
    messages.success(request, f"The message to {found.to_name or found.to} will be sent again.")
    return redirect("notices:notice", pk=pk)


def _page(request: SignedIn, found: Notice, form: SendAgainForm, status: int = 200) -> HttpResponse:
    context = {"notice": found, "form": form, "may_send_again": may_send_again(request.user)}
    return render(request, "notices/notice.html", context, status=status)
