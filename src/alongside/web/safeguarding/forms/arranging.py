"""The council's numbers and hours, and a week of the rota."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms

from alongside.web.access.models import User
from alongside.web.design.forms import Gov
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.duty import may_read
from alongside.web.safeguarding.models import Arrangements
from alongside.web.safeguarding.queries.rota import Week

SHORT = {"classes": "govuk-input--width-10"}
NOBODY = ("", "Nobody")


class TimeField(forms.TimeField):
    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"classes": "govuk-input--width-5"})
        super().__init__(**{"input_formats": ["%H:%M", "%H.%M", "%I:%M%p", "%I%p"], "widget": widget, **options})
        self.error_messages["invalid"] = "Enter a time such as 9:00 or 17:00"


class ArrangementsForm(Gov, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    front_door_name = forms.CharField(label="What the front door is called", max_length=120)
    front_door_phone = forms.CharField(
        label="Its telephone number", max_length=30, widget=forms.TextInput(attrs={**SHORT, "inputmode": "tel"}),
        help_text="Shown to families. Without it no family can be asked anything.",
    )  # fmt: skip
    opens = TimeField(label="Opens", help_text="Monday to Friday, not on bank holidays")
    closes = TimeField(label="Closes")
    out_of_hours_phone = forms.CharField(
        label="Telephone number out of hours", max_length=30, widget=forms.TextInput(attrs={**SHORT, "inputmode": "tel"})
    )
    acknowledge_minutes = forms.IntegerField(
        label="Minutes in which a concern must be acknowledged", min_value=5, max_value=480,
        help_text="Of opening hours. Then the deputy is told, and after the same time again the head of safeguarding.",
        widget=forms.NumberInput(attrs={"classes": "govuk-input--width-4", "suffix": "minutes"}),
    )  # fmt: skip
    head_of_safeguarding = forms.ChoiceField(label="Head of safeguarding", required=False, help_text="Sees every concern at any time.")

    def __init__(self, *args: Any, arrangements: Arrangements, **kwargs: Any) -> None:
        names = [name for name in type(self).base_fields if name != "head_of_safeguarding"]
        initial = {name: getattr(arrangements, name) for name in names}
        super().__init__(*args, initial={**initial, "head_of_safeguarding": arrangements.head_of_safeguarding_id or ""}, **kwargs)
        self.readers = {str(person.pk): person for person in may_read(arrangements.directorate_id)}
        people = [NOBODY, *((pk, person.name) for pk, person in self.readers.items())]
        self.fields["head_of_safeguarding"].choices = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("opens") and typed.get("closes") and typed["opens"] >= typed["closes"]:
            self.add_error("closes", "Enter a time after it opens")
        typed["head_of_safeguarding"] = self.readers.get(typed.get("head_of_safeguarding", ""))
        return typed


class RotaWeekForm(Gov, forms.Form):
    """A reader and a deputy for each day that the office opens."""

    def __init__(self, *args: Any, week: Week, directorate: Directorate, **kwargs: Any) -> None:
        self.week = week
        self.readers = {str(person.pk): person for person in may_read(directorate.pk)}
        super().__init__(*args, **kwargs)
        choices = [NOBODY, *((pk, person.name) for pk, person in self.readers.items())]
        for day in self.days:
            for part in ("reader", "deputy"):
                held = getattr(day.planned, f"{part}_id", None) if day.planned else None
                label = f"{part.capitalize()} on {day.date:%A} {day.date.day} {day.date:%B}"
                field = forms.ChoiceField(label=label, choices=choices, required=False, initial=str(held or ""))
                field.widget.attrs["label_classes"] = "govuk-visually-hidden"
                field.template_name = "fields/select.html"  # type: ignore[attr-defined]
                self.fields[f"{part}-{day.date}"] = field

    @property
    def days(self) -> list[Any]:
        return [day for day in self.week.days if day.works and not day.past]

    def rows(self) -> list[tuple[Any, Any, Any]]:
        return [(day, self[f"reader-{day.date}"], self[f"deputy-{day.date}"]) for day in self.days]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        for day in self.days:
            reader, deputy = typed.get(f"reader-{day.date}"), typed.get(f"deputy-{day.date}")
            if deputy and (not reader or reader == deputy):
                self.add_error(f"deputy-{day.date}", f"Choose somebody else as deputy on {day.date:%A} {day.date.day} {day.date:%B}")
        return typed

    def chosen(self) -> dict[dt.date, tuple[User | None, User | None]]:
        pick = self.cleaned_data
        return {day.date: (self.readers.get(pick[f"reader-{day.date}"]), self.readers.get(pick[f"deputy-{day.date}"])) for day in self.days}
