"""The week itself: details, rules in plain words, lines of enquiry."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from alongside.web.design.forms import DateField, Gov
from alongside.web.weeks.actions.set_up import WeekDetails, WeekRules
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.models.week import DEFAULT_PARTS

PARTS = ("morning", "afternoon", "evening")
TIME_FORMATS = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%I %p", "%H"]
LINES = 6


class TimeField(forms.TimeField):
    """A clock time as people write it: 9:30, 1.30pm, 18:00."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"classes": "govuk-input--width-5"})
        super().__init__(input_formats=TIME_FORMATS, widget=widget, **options)
        self.error_messages["invalid"] = "Enter a time, such as 9:30am or 13:30"


class DetailsForm(Gov, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(max_length=120, label="Name of the week", help_text="For example, Spring practice week 2018")
    theme = forms.CharField(max_length=200, required=False, label="Theme (optional)", help_text="What this week is about, in one line")
    starts_on = DateField(label="First day")
    ends_on = DateField(label="Last day")
    replies_due_on = DateField(
        label="Last day for replies (optional)", required=False, help_text="Offers and availability are asked for by this day"
    )

    @classmethod
    def of(cls, week: PracticeWeek, data: Any = None) -> DetailsForm:
        names = ("name", "theme", "starts_on", "ends_on", "replies_due_on", "version")
        return cls(data, initial={name: getattr(week, name) for name in names} | times_of(week.parts))

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        starts, ends, due = (found.get(name) for name in ("starts_on", "ends_on", "replies_due_on"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day must be the first day or later")
        if starts and due and due >= starts:
            self.add_error("replies_due_on", "Replies must be due before the week starts")
        for part in PARTS:
            begins, stops = found.get(f"{part}_from"), found.get(f"{part}_to")
            if begins and stops and stops <= begins:
                self.add_error(f"{part}_to", f"The {part} must end after it starts")
        return found

    def details(self) -> WeekDetails:
        c = self.cleaned_data
        parts = [[f"{c[f'{part}_from']:%H:%M}", f"{c[f'{part}_to']:%H:%M}"] for part in PARTS]
        return WeekDetails(c["name"], c["theme"], c["starts_on"], c["ends_on"], parts, c["replies_due_on"])


for _part in PARTS:
    DetailsForm.base_fields[f"{_part}_from"] = TimeField(label=f"{_part.title()} from")
    DetailsForm.base_fields[f"{_part}_to"] = TimeField(label=f"{_part.title()} to")


def times_of(parts: list[list[str]]) -> dict[str, dt.time]:
    found: dict[str, dt.time] = {}
    for part, (begins, stops) in zip(PARTS, parts, strict=True):
        found |= {f"{part}_from": dt.time.fromisoformat(begins), f"{part}_to": dt.time.fromisoformat(stops)}
    return found


class NewWeekForm(DetailsForm):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    like = forms.ModelChoiceField(
        queryset=PracticeWeek.objects.none(),
        required=False,
        label="Start from",
        empty_label="An empty week",
        help_text="Takes that week's rules, visitors and lines of enquiry. Nobody's availability is taken over",
    )

    def __init__(self, *args: Any, weeks: QuerySet[PracticeWeek], like: PracticeWeek | None = None, **kwargs: Any) -> None:
        parts = like.parts if like else DEFAULT_PARTS
        kwargs["initial"] = {"client_id": uuid.uuid4(), "like": like, **times_of(parts), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["like"].queryset = weeks  # type: ignore[attr-defined]


def _minutes(label: str, help_text: str, *, suffix: str = "minutes") -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"classes": "govuk-input--width-4", "suffix": suffix})
    return forms.IntegerField(min_value=0, max_value=600, label=label, help_text=help_text, widget=widget)


def _worth(label: str, help_text: str) -> forms.IntegerField:
    """An exchange rate of the blend."""
    return _minutes(label, help_text, suffix="minutes of driving")


def _count(label: str, help_text: str, *, low: int, top: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"classes": "govuk-input--width-3", "suffix": "visits"})
    return forms.IntegerField(min_value=low, max_value=top, label=label, help_text=help_text, widget=widget)


class RulesForm(Gov, forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    max_visits_a_day = _count("Most visits a day for one visitor", "One to three", low=1, top=3)
    max_minutes_from_base = _minutes("Furthest anyone is asked to travel from their base", "One way, by car")
    morning_to_afternoon_minutes = _minutes(
        "Longest journey between a morning and an afternoon visit", "Longer journeys are never planned back to back"
    )
    afternoon_to_evening_minutes = _minutes("Longest journey between an afternoon and an evening visit", "The same, later in the day")
    visits_by_two = _count(
        "How many visits should be made by two people", "Two pairs of eyes see more. Zero if it does not matter", low=0, top=500
    )
    preference_weight = _worth(
        "One step of preference is worth",
        "Seeing what somebody is keen to see rather than happy to see is one step. The higher, the further people drive for it",
    )
    fairness_weight = _worth(
        "One visit away from the usual number is worth", "The higher, the more evenly visits are shared out. Two away counts four times"
    )
    compactness_weight = _worth("One day out less is worth", "The higher, the fewer days each visitor is out, and the fewer gaps in a day")

    @classmethod
    def of(cls, week: PracticeWeek, data: Any = None) -> RulesForm:
        return cls(data, initial={name: getattr(week, name) for name in cls.base_fields})

    def rules(self) -> WeekRules:
        return WeekRules(**{name: self.cleaned_data[name] for name in WeekRules.__dataclass_fields__})


class EnquiryForm(Gov, forms.Form):
    """Up to six lines; a blank one is left out."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, week: PracticeWeek, data: Any = None) -> EnquiryForm:
        initial: dict[str, Any] = {"version": week.version}
        for n, line in enumerate(week.lines_of_enquiry.all()):
            initial |= {f"title_{n}": line.title, f"look_for_{n}": line.look_for}
        return cls(data, initial=initial)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        for n in range(LINES):
            if found.get(f"look_for_{n}") and not found.get(f"title_{n}"):
                self.add_error(f"title_{n}", "Enter what you want to find out")
        return found

    def lines(self) -> list[tuple[str, str]]:
        c = self.cleaned_data
        return [(c[f"title_{n}"], c[f"look_for_{n}"]) for n in range(LINES) if c[f"title_{n}"]]


for _n in range(LINES):
    EnquiryForm.base_fields[f"title_{_n}"] = forms.CharField(
        max_length=200, required=False, label="What do we want to find out?", widget=forms.TextInput(attrs={"label_classes": "govuk-label"})
    )
    EnquiryForm.base_fields[f"look_for_{_n}"] = forms.CharField(
        required=False,
        max_length=2000,
        label="What should a visitor look for? (optional)",
        widget=forms.Textarea(attrs={"rows": 2, "label_classes": "govuk-label"}),
    )
