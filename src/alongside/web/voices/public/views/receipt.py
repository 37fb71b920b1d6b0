"""Coming back with a code: to go on with what was begun, or to see, correct or take back what was sent."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.engines.forms.answers import shown as asked
from alongside.web.design.languages import in_language
from alongside.web.design.public import public, render_public, shown
from alongside.web.forms.kinds import FAMILY
from alongside.web.forms.models import FormVersion
from alongside.web.platform.sealing import Unopenable, seal, unseal
from alongside.web.voices import codes
from alongside.web.voices.actions.receipts import WhatWasSaid, change_consent_by_receipt, see_by_receipt, withdraw_by_receipt
from alongside.web.voices.actions.ways import way_by_token
from alongside.web.voices.consent import BY_KEY, uses_asked
from alongside.web.voices.public.actions import open_place
from alongside.web.voices.public.carried import Carried, opened
from alongside.web.voices.public.limits import GUESSES, address_of, reached, too_many
from alongside.web.voices.public.pages import Sitting, numbers_context, page, said
from alongside.web.voices.public.views.refusing import busy, closed, guarded, the_only_directorate
from alongside.web.voices.public.views.walk import is_open, sitting_of, step
from alongside.web.voices.public.walk import CHECK, QUESTION
from alongside.web.weeks.refusals import Refused

PURPOSE = "receipt"


@public
@require_http_methods(["GET", "HEAD", "POST"])
@guarded
def receipt(request: HttpRequest) -> HttpResponse:
    with in_language(shown(request).language.code):
        carried = opened(request.POST.get("carried", ""))
        if carried is not None and carried.receipt:
            return _correcting(request, carried)
        if held := _held(request):
            return _with_code(request, held)
        if request.POST.get("go") in {"look", "next"}:
            return _typed(request, request.POST.get("code", ""))
        return _ask(request)


def _ask(request: HttpRequest, error: str = "", typed: str = "", status: int = 200) -> HttpResponse:
    summary = [{"text": error, "href": "#code"}] if error else []
    context = {"error": error, "typed": typed[:60], "error_summary": summary, **numbers_context(the_only_directorate())}
    return render_public(request, "voices/public/code.html", context, status=status)


def _typed(request: HttpRequest, typed: str) -> HttpResponse:
    """Either kind of code. A wrong one counts as a guess."""
    digits = codes.read(typed[:200])
    if not digits:
        return _ask(request, _("Check your code. It has 20 numbers, and one is wrong or missing."), typed, 422)
    if reached(GUESSES, address_of(request)):
        return busy(request)
    if place := open_place(digits):
        return _go_on(request, place)
    if found := see_by_receipt(digits):
        return _yours(request, digits, found)
    too_many(GUESSES, address_of(request))
    return _ask(request, _("We do not know this code. Check each number. A code to come back lasts 14 days."), typed, 422)


def _go_on(request: HttpRequest, place: Carried) -> HttpResponse:
    way = way_by_token(place.token, finishing=True)
    version = FormVersion.objects.filter(pk=place.version, form=way.form).published().first() if way else None
    if way is None or version is None or not is_open(way, request):
        return closed(request)
    sitting = sitting_of(request, way, version, place.token)
    return page(sitting, place.at, place.but(token=""))


def _with_code(request: HttpRequest, digits: str) -> HttpResponse:
    found = see_by_receipt(digits)
    if found is None:
        return _ask(request)
    go = "" if "show" in request.POST else request.POST.get("go", "")
    if go == "delete":
        return _render(request, digits, found, "really")
    if go == "really":
        withdraw_by_receipt(digits)
        return _render(request, digits, found, "gone")
    if go == "correct" and found.answers is not None:
        return page(_sitting(request, found), CHECK, _again(found, digits))
    if go.startswith("use:"):
        return _use(request, digits, found, go)
    return _yours(request, digits, found)


def _use(request: HttpRequest, digits: str, found: WhatWasSaid, go: str) -> HttpResponse:
    use, _colon, agreed = go.removeprefix("use:").partition(":")
    try:
        if use in BY_KEY:
            change_consent_by_receipt(digits, {**found.response.consent, use: agreed == "yes"})
    except Refused:
        return _yours(request, digits, found)
    return _yours(request, digits, see_by_receipt(digits) or found, changed=True)


def _yours(request: HttpRequest, digits: str, found: WhatWasSaid, *, changed: bool = False) -> HttpResponse:
    words = said(_sitting(request, found), _again(found, digits)) if found.answers is not None else []
    uses = [(use, bool(found.response.consent.get(use.key))) for use in uses_asked(anonymous=found.response.anonymous)]
    return _render(request, digits, found, "yours", said_words=[each for each in words if each["said"]], uses=uses, changed=changed)


def _render(request: HttpRequest, digits: str, found: WhatWasSaid, name: str, **more: object) -> HttpResponse:
    response = found.response
    context = {
        "held": seal({"for": PURPOSE, "code": digits}),
        "response": response,
        "taken_back": response.withdrawn_on is not None or found.answers is None,
        "family": response.version.form.kind in FAMILY,
        **numbers_context(response.directorate),
        **more,
    }
    return render_public(request, f"voices/public/{name}.html", context)


def _correcting(request: HttpRequest, carried: Carried) -> HttpResponse:
    found = see_by_receipt(carried.receipt)
    if found is None or found.answers is None:
        return _ask(request)
    return step(_sitting(request, found), carried)


def _sitting(request: HttpRequest, found: WhatWasSaid) -> Sitting:
    response = found.response
    how = shown(request, language_code=response.language, reader=response.reader)
    return Sitting(
        request=request, version=response.version, directorate=response.directorate, address=reverse("say:receipt"), how=how,
        anonymous=response.anonymous,
    )  # fmt: skip


def _again(found: WhatWasSaid, digits: str) -> Carried:
    answers = dict(found.answers or {})
    seen = tuple(QUESTION + question.key for question in asked(found.response.version.as_definition, answers))
    return Carried(version=str(found.response.version_id), answers=answers, seen=(CHECK, *seen), receipt=digits)


def _held(request: HttpRequest) -> str:
    """The code, from the page that showed what it opens."""
    text = request.POST.get("held", "")
    try:
        opened_ = unseal(text) if 0 < len(text) < 1000 else None
    except (Unopenable, ValueError):
        return ""
    return str(opened_["code"]) if isinstance(opened_, dict) and opened_.get("for") == PURPOSE else ""
