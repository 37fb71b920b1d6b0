"""What a reader fills in about words and concerns."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms

from alongside.web.design.forms import Gov
from alongside.web.organisation.models import Directorate, StaffMember, Team
from alongside.web.safeguarding.models import Concern

YES_NO = [("no", "No"), ("yes", "Yes")]
NOT_NAMED = ("", "Not known, or not in this list")
NAMED_AND_NOT = "You named somebody who works here: say yes, or take their name away"


def staff_choices(directorate: Directorate, team: Team | None) -> list[tuple[str, str]]:
    """Everybody who works here, the team the words are about first."""
    people = StaffMember.objects.filter(directorate=directorate, retired_on=None).select_related("team").order_by("name")
    nearest_first = sorted(people, key=lambda person: (team is None or person.team_id != team.pk, person.name))
    return [NOT_NAMED, *((str(p.pk), f"{p.name}, {p.job_title or p.get_seniority_display()}") for p in nearest_first)]


class AboutStaffForm(Gov, forms.Form):
    about = forms.ChoiceField(label="Who is it about?", required=False)

    def __init__(self, *args: Any, directorate: Directorate, team: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.directorate = directorate
        self.fields["about"].choices = staff_choices(directorate, team)  # type: ignore[attr-defined]

    @property
    def person(self) -> StaffMember | None:
        pk = self.cleaned_data.get("about")
        return StaffMember.objects.get(pk=pk, directorate=self.directorate) if pk else None


class RaiseForm(AboutStaffForm):
    field_order = ["passages", "about_staff", "about"]
    seen = forms.IntegerField(widget=forms.HiddenInput)
    passages = forms.MultipleChoiceField(
        label="Which answers say that somebody may be harmed?",
        help_text="They are kept with the concern and go nowhere else. Tick all that matter.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick the answers that say so"},
    )
    about_staff = forms.ChoiceField(
        label="Is it about somebody who works with children, adults or families here?",
        help_text="It is then hidden from that person and from everybody who manages them.",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is about somebody who works here"},
    )

    def __init__(self, *args: Any, passages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passages"].choices = passages  # type: ignore[attr-defined]
        self.fields["about"].label = "If so, who?"

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("about") and typed.get("about_staff") == "no":
            self.add_error("about_staff", NAMED_AND_NOT)
        return typed


class ReferForm(Gov, forms.Form):
    reference = forms.CharField(
        label="Reference of the referral",
        max_length=60,
        help_text="The reference alone. What happened is told in the referral, not here.",
        widget=forms.TextInput(attrs={"classes": "govuk-input--width-20", "autocomplete": "off"}),
        error_messages={"required": "Enter the reference of the referral"},
    )


class CloseForm(Gov, forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[(value, label) for value, label in Concern.Outcome.choices if value != Concern.Outcome.REFERRED],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )


class WorryForm(AboutStaffForm):
    field_order = ["words", "about_staff", "about", "rang"]
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    words = forms.CharField(
        label="Whom are you worried about, and why?",
        help_text="Who, where they are now, what you saw or heard, in their own words where you can.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Write whom you are worried about, and why", "max_length": "Make it shorter, or ring and say it"},
    )
    rang = forms.ChoiceField(
        label="Have you rung?",
        choices=[("yes", "Yes, I have rung one of the numbers"), ("no", "No, not yet")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether you have rung"},
    )
    about_staff = forms.ChoiceField(
        label="Is it about somebody who works here?",
        help_text="If so, choose who below: it is hidden from that person and from everybody who manages them.",
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is about somebody who works here"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].label = "If so, who?"
        self.fields["about"].help_text = "Without a name every reader on duty sees it. If that could be the wrong person, ring instead."

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["client_id"] = typed.get("client_id") or uuid4()
        if typed.get("about") and typed.get("about_staff") == "no":
            self.add_error("about_staff", NAMED_AND_NOT)
        return typed
