"""A person comes back with their code: sees what they said, corrects it, changes what it may be used for, or takes it back.

`None` means that there is no such code, and says nothing else. As with what arrives, an anonymous one writes no audit event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from alongside.web.audit.actions import record
from alongside.web.safeguarding.actions.reading import put_forward_again, withdraw
from alongside.web.safeguarding.models import Reading
from alongside.web.voices import codes
from alongside.web.voices.actions.responding import check_answered, words_for_reading
from alongside.web.voices.consent import agreed
from alongside.web.voices.models import Response
from alongside.web.weeks.refusals import Refused

TAKEN_BACK = "You have taken back what you said, so it cannot be changed. You can tell us something new"


@dataclass(frozen=True)
class WhatWasSaid:
    """The person's own words, as they gave them. `answers` is None once they are taken back, or where a safeguarding rule erased them."""

    response: Response
    answers: dict[str, Any] | None


def see_by_receipt(code: str) -> WhatWasSaid | None:
    response = _responses(code).first()
    if response is None:
        return None
    _note("response.seen_with_code", response)
    return WhatWasSaid(response, _own_words(response))


@transaction.atomic
def correct_by_receipt(code: str, answers: Mapping[str, Any]) -> Response | None:
    """The new words stand in place of the old ones, and a family's go to a reader again. Raises NotAnswered or Refused."""
    response = _held(code)
    if response is None:
        return None
    if response.withdrawn_on is not None:
        raise Refused(TAKEN_BACK)
    definition = response.version.as_definition
    plain = check_answered(definition, answers, complete=False)
    if response.reading is not None:
        response.answers = None
        put_forward_again(reading=response.reading, words=words_for_reading(definition, plain))
    else:
        response.answers = plain
    response.save(update_fields=["answers"])
    _note("response.corrected", response)
    return response


@transaction.atomic
def change_consent_by_receipt(code: str, consent: Mapping[str, Any]) -> Response | None:
    """From now on it is used only as agreed to now."""
    response = _held(code)
    if response is None:
        return None
    if response.withdrawn_on is not None:
        raise Refused(TAKEN_BACK)
    response.consent = agreed(consent, anonymous=response.anonymous)
    response.save(update_fields=["consent"])
    _note("response.consent_changed", response)
    return response


@transaction.atomic
def withdraw_by_receipt(code: str) -> Response | None:
    """The words go from here and from the reader's queue; that somebody answered, and then took it back, stays as a count.

    Where a reader raised a concern, the passage that it rests on stays sealed with them. The page says to everybody alike that this
    may be so: it must not tell whoever holds the code whether a concern was raised.
    """
    response = _held(code)
    if response is None:
        return None
    if response.withdrawn_on is not None:
        return response
    if response.reading is not None:
        withdraw(reading=response.reading)
    response.answers, response.withdrawn_on = None, timezone.localdate()
    response.save(update_fields=["answers", "withdrawn_on"])
    _note("response.withdrawn", response)
    return response


def _responses(code: str) -> Any:
    found = Response.objects.filter(receipt_hash__in=codes.hashes_of(code))
    return found.select_related("version__form", "week", "team", "reading", "directorate")


def _held(code: str) -> Response | None:
    """Locked, its reading first: readers who clear words hold them in the same order."""
    found = _responses(code).only("id", "reading_id").select_related(None).first()
    if found is None:
        return None
    if found.reading_id is not None:
        Reading.objects.select_for_update().get(pk=found.reading_id)
    Response.objects.select_for_update().get(pk=found.pk)
    held: Response = _responses(code).get(pk=found.pk)
    return held


def _own_words(response: Response) -> dict[str, Any] | None:
    if response.withdrawn_on is not None:
        return None
    if response.reading is None:
        return response.answers
    words = response.reading.words
    return dict(words["answers"]) if isinstance(words, dict) and "answers" in words else None


def _note(action: str, response: Response) -> None:
    if not response.anonymous:
        record(action, by=None, on=response)
