from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms

from alongside.web.design.forms import Gov
from alongside.web.weeks.queries.itinerary import Stop

ALL = "all"


class CancellationForm(Gov, forms.Form):
    """Which of these, or all of them. The one tapped on the page before is ticked already, so the second tap sends it."""

    which = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, error_messages={"required": "Choose what you cannot make"})
    reason = forms.CharField(
        label="What should the practice lead know?",
        max_length=200,
        required=False,
        help_text="No names of families, and nothing about health.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, stops: Sequence[Stop], question: str, hosting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].label = question
        self.fields["which"].choices = [(str(s.entry.pk), _label(s, hosting)) for s in stops]  # type: ignore[attr-defined]
        self.fields["client_id"].initial = uuid4
        self.slots = {str(stop.entry.pk): stop.slot.number for stop in stops}

    def chosen_slots(self) -> list[int]:
        """The slots given up; none means all of them."""
        return sorted({self.slots[pk] for pk in self.cleaned_data["which"]})


def _label(stop: Stop, hosting: bool) -> str:
    entry = stop.entry
    if entry.reference:
        what = f"family conversation {entry.reference}"
    elif entry.practitioner:
        what = f"shadowing: {entry.practitioner} with {entry.host}"
    else:
        what = str(entry.visitor if hosting else entry.team)
    return f"{stop.slot.name}: {what}"
