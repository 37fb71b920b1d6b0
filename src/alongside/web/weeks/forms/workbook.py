"""Choosing a workbook to load, and what to download."""

from __future__ import annotations

from typing import Any

from django import forms

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission
from alongside.web.design.forms import Gov
from alongside.web.weeks.models import PracticeWeek

ACCEPT = ".xlsx,.xlsm,.zip,.csv"
CLOSED = (PracticeWeek.State.PUBLISHED, PracticeWeek.State.FINISHED)


class WeekChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def __init__(self, **options: Any) -> None:
        super().__init__(PracticeWeek.objects.none(), required=False, empty_label="No week: only the organisation", **options)

    def offer_to(self, by: User, *, only_open: bool) -> None:
        """The weeks this person may set up; the newest is chosen already."""
        if not by.may(Permission.WEEKS_SET_UP):
            self.widget = self.hidden_widget()
            return
        weeks = PracticeWeek.objects.visible_to(by)
        self.queryset = weeks.exclude(state__in=CLOSED) if only_open else weeks
        self.initial = self.queryset.first()


class LoadForm(Gov, forms.Form):
    week = WeekChoice(label="Practice week", help_text="Offers and availability in the file belong to this week")
    file = forms.FileField(
        label="Workbook",
        help_text="An Excel workbook (.xlsx), or a zip file of CSV files. At most 10 MB.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": "Choose a workbook to load",
            "empty": "The file is empty. Choose another",
            "invalid": "Choose a workbook to load",
            "max_length": "Give the file a shorter name",
        },
        max_length=200,
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["week"].offer_to(by, only_open=True)  # type: ignore[attr-defined]


class DownloadForm(Gov, forms.Form):
    week = WeekChoice(label="Practice week", help_text="For the sheets Offers and Availability")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["week"].offer_to(by, only_open=False)  # type: ignore[attr-defined]
