"""Choosing slots: a day a row, its parts side by side, each a large box to tap."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from alongside.web.design.forms import Gov
from alongside.web.design.words import time
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.slots import PART_NAMES, PARTS, Slot


@dataclass(frozen=True)
class DayOfSlots:
    date: Any
    slots: list[Slot]


class SlotsField(forms.TypedMultipleChoiceField):
    """Slot numbers of a week. `only` leaves out the others."""

    widget = forms.CheckboxSelectMultiple
    drawn_by = "weeks/fields/slots.html"

    def __init__(self, week: PracticeWeek, only: Collection[int] | None = None, **options: Any) -> None:
        self.week = week
        self.slots = [slot for slot in week.slots if only is None or slot.number in only]
        super().__init__(choices=[(slot.number, slot.name) for slot in self.slots], coerce=int, **options)

    @property
    def days(self) -> list[DayOfSlots]:
        dates = sorted({slot.date for slot in self.slots})
        return [DayOfSlots(date, [slot for slot in self.slots if slot.date == date]) for date in dates]

    @property
    def times(self) -> str:
        """Morning 9:30am to 12pm, afternoon 1:30pm to 4pm, evening 6pm to 8:30pm."""
        first = {slot.part: slot for slot in reversed(self.slots)}
        said = [f"{PART_NAMES[part].lower()} {time(slot.starts)} to {time(slot.ends)}" for part, slot in sorted(first.items())]
        return f"{', '.join(said)}.".capitalize()

    @property
    def part_names(self) -> tuple[str, ...]:
        return PART_NAMES[:PARTS]


class BarField(forms.TypedChoiceField):
    """One of a few, side by side."""

    widget = forms.RadioSelect
    drawn_by = "weeks/fields/bar.html"


class GovWithSlots(Gov):
    """`Gov` with fields that depend on what the form is about, in the order of `fields`: slots as a grid, a few words as a bar."""

    base_fields: dict[str, forms.Field]

    def __init__(self, *args: Any, fields: Mapping[str, forms.Field], **kwargs: Any) -> None:
        self.base_fields = {**fields, **{name: field for name, field in self.base_fields.items() if name not in fields}}
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, SlotsField | BarField):
                setattr(field, "template_name", field.drawn_by)  # noqa: B010 - Django's attribute, unknown to its stubs
