"""Two boxes, both optional, for somebody who is not safe. Long enough for anybody; what is longer is asked to be rung in."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.web.design.forms import Gov

MOST_WORDS = 4000
MOST_CONTACT = 300


class HelpNowForm(Gov, forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label=_("What is happening?"),
        help_text=_("A few words are enough."),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"max_length": _("That is too long to send. Make it shorter, or ring and say it.")},
    )
    contact = forms.CharField(
        label=_("How can we reach you safely?"),
        help_text=_(
            "A telephone number, your school, a person you trust. Say when it is safe. We do not know who you are unless you tell us."
        ),
        required=False,
        max_length=MOST_CONTACT,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={"max_length": _("That is too long to send. A number or a name is enough.")},
    )

    def clean(self) -> dict[str, object]:
        typed = super().clean() or {}
        if not self.errors and not typed.get("words") and not typed.get("contact"):
            self.add_error("words", _("Write a few words, or ring one of the numbers"))
        typed["client_id"] = typed.get("client_id") or uuid4()
        return typed
