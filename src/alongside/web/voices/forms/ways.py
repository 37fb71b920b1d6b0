"""Making links."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.utils import timezone

from alongside.web.design.forms import DateField, Gov
from alongside.web.design.languages import LANGUAGES
from alongside.web.forms.models import Form
from alongside.web.organisation.models import Team
from alongside.web.voices.actions.ways import WhatIsAsked
from alongside.web.voices.offering import THROUGH_A_LINK
from alongside.web.weeks.models import PracticeWeek

KNOWN = [
    ("anonymous", "Anybody: the answers are anonymous"),
    ("known", "One person: we know whose answer it is"),
]


class WayFields(Gov, forms.Form):
    form = forms.ModelChoiceField(
        Form.objects.none(), label="Which form?", empty_label="Choose a form", error_messages={"required": "Choose a form"}
    )
    language = forms.ChoiceField(
        choices=[(code, each.name) for code, each in LANGUAGES.items()],
        label="In which language does it begin?",
        help_text="People can change it on every page",
    )
    closes_on = DateField(label="Last day to answer", error_messages={"required": "Enter the last day to answer"})

    def __init__(self, *args: Any, week: PracticeWeek, **kwargs: Any) -> None:
        kwargs["initial"] = {"closes_on": _last_day(week), "language": "en", **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        offered = Form.objects.current().filter(
            directorate_id=week.directorate_id, kind__in=THROUGH_A_LINK, versions__published_at__isnull=False
        )
        self.fields["form"].queryset = offered.distinct()  # type: ignore[attr-defined]


class WayForm(WayFields):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    who = forms.ChoiceField(choices=KNOWN, label="Who answers through it?", widget=forms.RadioSelect, initial="anonymous")
    reference = forms.CharField(
        max_length=40,
        required=False,
        label="Their reference, for one person",
        help_text="Your own number for them, such as FC-12. Never a name. Leave it empty when anybody may answer",
        widget=forms.TextInput(attrs={"autocomplete": "off", "classes": "govuk-input--width-10"}),
    )
    team = forms.ModelChoiceField(Team.objects.none(), required=False, label="About which team?", empty_label="The whole week")
    name = forms.CharField(
        max_length=120,
        required=False,
        label="Where will it be? (optional)",
        help_text="For example: waiting room, back door. Helps you tell links apart",
        widget=forms.TextInput(attrs={"autocomplete": "off", "classes": "govuk-!-width-two-thirds"}),
    )

    field_order = ["form", "who", "reference", "team", "language", "closes_on", "name", "client_id"]

    def __init__(self, *args: Any, week: PracticeWeek, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, week=week, **kwargs)
        self.fields["team"].queryset = Team.objects.filter(directorate_id=week.directorate_id).current()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reference = data.get("reference", "")
        if data.get("who") == "known" and not reference:
            self.add_error("reference", "Enter the reference of the person whose link this is, such as FC-12")
        if data.get("who") == "known" and not data.get("team"):
            self.add_error("team", "Choose the team that works with them")
        if data.get("who") == "anonymous" and reference:
            self.add_error("reference", "Clear the reference: an anonymous link belongs to nobody")
        return data

    def what(self) -> WhatIsAsked:
        c = self.cleaned_data
        return WhatIsAsked(
            form=c["form"], closes_on=c["closes_on"], team=c["team"], reference=c["reference"].strip(), language=c["language"],
            anonymous=c["who"] == "anonymous", name=c["name"],
        )  # fmt: skip


class EveryTeamForm(WayFields):
    def what(self) -> WhatIsAsked:
        c = self.cleaned_data
        return WhatIsAsked(form=c["form"], closes_on=c["closes_on"], language=c["language"])


def _last_day(week: PracticeWeek) -> dt.date:
    """A week after the practice week, or from today when that is over."""
    return max(week.ends_on, timezone.localdate()) + dt.timedelta(days=7)
