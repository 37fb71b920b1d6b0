"""Who visits, who must not meet whom, interpreters."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from alongside.web.design.forms import Gov
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.weeks.forms.slots import GovWithSlots, SlotsField
from alongside.web.weeks.languages import LANGUAGES
from alongside.web.weeks.models import PracticeWeek, Visitor


class AddVisitorsForm(Gov, forms.Form):
    staff = forms.ModelMultipleChoiceField(
        queryset=StaffMember.objects.none(),
        label="Who will visit?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person"},
    )

    def __init__(self, *args: Any, staff: QuerySet[StaffMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]


def _visits(label: str, help_text: str = "") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"classes": "govuk-input--width-2"})
    return forms.IntegerField(min_value=0, max_value=20, label=label, help_text=help_text, widget=widget)


class VisitorForm(Gov, forms.Form):
    least = _visits("Fewest visits", "The plan tries hard to reach this")
    ideal = _visits("Usual number of visits", "The plan comes as near to this as it can")
    most = _visits("Most visits", "The plan never goes above this")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        least, ideal, most = (found.get(name) for name in ("least", "ideal", "most"))
        if least is not None and ideal is not None and ideal < least:
            self.add_error("ideal", "The usual number must be at least the fewest")
        if ideal is not None and most is not None and most < ideal:
            self.add_error("most", "The most must be at least the usual number")
        return found

    @classmethod
    def of(cls, visitor: Visitor, data: Any = None) -> VisitorForm:
        initial = {"least": visitor.min_visits, "ideal": visitor.target_visits, "most": visitor.max_visits}
        return cls(data, initial=initial)


class DeclaredInterestForm(Gov, forms.Form):
    person = forms.ModelChoiceField(queryset=StaffMember.objects.none(), label="Person", empty_label="Choose a person")
    team = forms.ModelChoiceField(queryset=Team.objects.none(), label="Must not visit", empty_label="Choose a team")
    reason = forms.CharField(
        required=False, max_length=200, label="Why (optional)", help_text="Only those who set up the week see this. Keep it short"
    )

    def __init__(self, *args: Any, staff: QuerySet[StaffMember], teams: QuerySet[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = staff  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class InterpreterForm(GovWithSlots, forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=120, label="Name of the interpreter or agency")
    languages = forms.MultipleChoiceField(
        choices=LANGUAGES,
        label="Languages",
        widget=forms.CheckboxSelectMultiple(attrs={"classes": "govuk-checkboxes--small app-columns"}),
        error_messages={"required": "Choose at least one language"},
    )

    def __init__(self, *args: Any, week: PracticeWeek, **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        slots = SlotsField(week, label="When are they booked?", error_messages={"required": "Choose at least one time"})
        super().__init__(*args, fields={**self.base_fields, "slots": slots}, **kwargs)
