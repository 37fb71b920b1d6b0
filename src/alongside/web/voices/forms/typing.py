"""What stands around the questions when somebody else types in what a person said."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone

from alongside.engines.forms.definition import LANGUAGES as CODES
from alongside.web.design.forms import DateField, Gov
from alongside.web.design.languages import LANGUAGES
from alongside.web.forms.kinds import FAMILY, Kind
from alongside.web.forms.models import Form
from alongside.web.organisation.models import Team
from alongside.web.voices.consent import USES
from alongside.web.voices.models import Response
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.names import is_reference

TYPED_KINDS = FAMILY | {Kind.PARTNER}
VIAS = [
    (Response.Via.PAPER.value, "A paper form"),
    (Response.Via.ADVOCATE.value, "An advocate, or somebody else who helped them"),
    (Response.Via.CONVERSATION.value, "A conversation"),
]


class WhatToType(Gov, forms.Form):
    """Chosen once for a pile of paper."""

    form = forms.ModelChoiceField(Form.objects.none(), label="Which form?", empty_label="Choose a form")
    via = forms.ChoiceField(choices=VIAS, label="How did they say it?", widget=forms.RadioSelect, initial="paper")
    team = forms.ModelChoiceField(Team.objects.none(), required=False, label="About which team?", empty_label="The whole week")

    def __init__(self, *args: Any, week: PracticeWeek, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = Form.objects.current().filter(directorate_id=week.directorate_id, kind__in=TYPED_KINDS)
        self.fields["form"].queryset = current.filter(versions__published_at__isnull=False).distinct()  # type: ignore[attr-defined]
        self.fields["team"].queryset = Team.objects.filter(directorate_id=week.directorate_id).current()  # type: ignore[attr-defined]


class AroundTheQuestions(Gov, forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    version = forms.UUIDField(widget=forms.HiddenInput)  # the wording that the page was made with
    said_on = DateField(label="When did they say it?", error_messages={"required": "Enter the day they said it"})
    language = forms.ChoiceField(
        choices=[(code, LANGUAGES[code].name) for code in CODES], label="In which language are their words?", initial="en"
    )
    helped = forms.ChoiceField(choices=Response.Helped.choices, label="How did somebody help?", widget=forms.RadioSelect, required=False)
    reference = forms.CharField(
        max_length=40,
        required=False,
        label="Your reference for them, if they are known (optional)",
        help_text="With a number in it, such as FC-12. Never a name. Left empty, what they said is anonymous",
        widget=forms.TextInput(attrs={"autocomplete": "off", "classes": "govuk-input--width-10"}),
    )
    consent = forms.MultipleChoiceField(
        choices=[(use.key, use.short + (" (only where they are known)" if use.known_only else "")) for use in USES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="What did they agree to?",
        help_text="Tick only what they said yes to. Without the first, only the safeguarding readers see their words",
    )

    def __init__(self, *args: Any, via: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), "said_on": timezone.localdate(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if via == Response.Via.ADVOCATE:
            self.fields["helped"].required = True
            self.fields["helped"].error_messages["required"] = "Choose how somebody helped them"
        else:
            del self.fields["helped"]

    def clean_reference(self) -> str:
        reference: str = self.cleaned_data["reference"].strip()
        if reference and not is_reference(reference):
            raise forms.ValidationError("Enter your own reference with a number in it, such as FC-12, never a name")
        return reference

    def clean_said_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["said_on"]
        if day > timezone.localdate():
            raise forms.ValidationError("Enter a day that is today or before")
        return day
