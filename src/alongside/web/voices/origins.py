"""What the readers decide comes back here: words cleared for others, or held back."""

from __future__ import annotations

from typing import Any

from alongside.web.safeguarding.models import Reading
from alongside.web.voices.models import Response

ORIGIN = "voices.response"


def released(reading: Reading, answers: dict[str, Any], by: Any) -> None:
    """`answers` are as the reader let them pass, with names hidden. Words taken back meanwhile stay away."""
    Response.objects.filter(reading=reading, withdrawn_on=None).update(answers=answers)


def withheld(reading: Reading) -> None:
    Response.objects.filter(reading=reading).update(answers=None)
