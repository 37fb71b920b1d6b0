"""The two ways in which what was said reaches the server: sent, or saved to come back to."""

from __future__ import annotations

import time
import uuid

from django.http import HttpResponse
from django.utils.translation import gettext as _

from alongside.web.design.public import render_public
from alongside.web.voices.actions.receipts import correct_by_receipt
from alongside.web.voices.actions.responding import NotAnswered, receive_response
from alongside.web.voices.models import Response, Way
from alongside.web.voices.public.actions import forget_place, save_place
from alongside.web.voices.public.carried import Carried
from alongside.web.voices.public.limits import SAVES, SAVES_BY_LINK, SENDS, SENDS_BY_LINK, Limit, address_of, too_many
from alongside.web.voices.public.pages import Sitting, Trouble, page
from alongside.web.voices.public.walk import CHECK
from alongside.web.weeks.refusals import Refused

TOO_FAST = 6  # seconds from the first page to Send: no person has read anything by then
LEAVE_EMPTY = "website"  # a field that people do not see


def save(sitting: Sitting, carried: Carried, at: str, token: str) -> HttpResponse:
    way = sitting.way
    assert way is not None
    if _limited(sitting, SAVES, SAVES_BY_LINK):
        return page(sitting, at, carried, Trouble(words=_too_busy(), status=429))
    saved = save_place(way=way, carried=carried.but(at=at), token=token)
    return render_public(sitting.request, "voices/public/saved.html", {**sitting.context, "saved": saved}, how=sitting.how)


def send(sitting: Sitting, carried: Carried) -> HttpResponse:
    """Stored once, however often it is pressed. Too fast, or the hidden field filled, only asks to press again: it may be a person."""
    machine = time.time() - carried.began < TOO_FAST or sitting.request.POST.get(LEAVE_EMPTY)
    if machine and not carried.twice and sitting.way is not None:
        return page(sitting, CHECK, carried.but(twice=True), Trouble(words=_("Nearly there. Please press Send once more."), status=200))
    if _limited(sitting, SENDS, SENDS_BY_LINK):
        return page(sitting, CHECK, carried, Trouble(words=_too_busy(), status=429))
    try:
        return _corrected(sitting, carried) if sitting.way is None else _sent(sitting, sitting.way, carried)
    except NotAnswered as refused:
        first, sentence = next(iter(refused.problems.items()))
        if not first:
            return page(sitting, CHECK, carried, Trouble(words=_(sentence)))
        return page(sitting, f"q-{first}", carried, Trouble(problems={first: _(sentence)}))
    except Refused:
        return page(sitting, CHECK, carried, Trouble(words=_no_longer(), status=409))


def _sent(sitting: Sitting, way: Way, carried: Carried) -> HttpResponse:
    received = receive_response(
        client_id=uuid.UUID(carried.client_id),
        week=way.week,
        team=way.team,
        version=sitting.version,
        answers=carried.answers,
        consent=carried.consent,
        via=Response.Via.LINK,
        anonymous=way.anonymous,
        language=sitting.how.language.code,
        reader=sitting.how.reader,
        way=way,
    )
    forget_place(place=carried.place)
    context = {**sitting.context, "code": received.receipt_code}
    return render_public(sitting.request, "voices/public/sent.html", context, how=sitting.how)


def _corrected(sitting: Sitting, carried: Carried) -> HttpResponse:
    correct_by_receipt(carried.receipt, carried.answers)
    return render_public(sitting.request, "voices/public/corrected.html", sitting.context, how=sitting.how)


def _limited(sitting: Sitting, by_address: Limit, by_link: Limit) -> bool:
    link = sitting.way.token_hash if sitting.way else sitting.address
    return any([too_many(by_address, address_of(sitting.request)), too_many(by_link, link)])


def _no_longer() -> str:
    return _("This link has closed or is full, so it was not sent. Your words are still here. Ask the person who gave you the link.")


def _too_busy() -> str:
    return _("Many people are using this at once. Your words are still here. Please wait a few minutes, then press the button again.")
