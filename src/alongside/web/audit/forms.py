"""What to look for in the audit trail."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms

from alongside.web.audit.words import in_words
from alongside.web.design.forms import DateField, Gov


class TrailFilter(Gov, forms.Form):
    who = forms.CharField(label="Who", required=False, max_length=100)
    action = forms.ChoiceField(label="What they did", required=False)
    about = forms.CharField(label="To whom or what", required=False, max_length=100)
    since = DateField(label="From", required=False, help_text="")
    until = DateField(label="To", required=False, help_text="")
    object = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actions: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", "Anything"),
            *sorted(((a, in_words(a)) for a in actions), key=lambda pair: pair[1]),
        ]

    def clean(self) -> dict[str, Any]:
        wanted = super().clean() or {}
        since, until = wanted.get("since"), wanted.get("until")
        if since and until and until < since:
            self.add_error("until", "Enter a date that is not before the first one")
        return wanted

    @property
    def used(self) -> list[str]:
        """Which filters are set: their names, never what was typed."""
        return [name for name, value in self.cleaned_data.items() if value]

    @property
    def query(self) -> str:
        """The filter as the tail of an address, for paging."""
        return urlencode({name: self.data.get(name) for name in self.used})
