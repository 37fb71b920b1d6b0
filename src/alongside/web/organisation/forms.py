"""Adding and changing what the organisation consists of, a row at a time."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.design.forms import DateField, Gov
from alongside.web.organisation.models import Owned, Post, Service, Site, StaffMember, Team
from alongside.web.organisation.workbook.kinds import FIRST_YEAR, LAST_YEAR

LONG = 2_000
NUMBER = {"classes": "govuk-input--width-4"}
SHORT = {"classes": "govuk-input--width-10"}


def check_year(date: dt.date | None) -> dt.date | None:
    """A year that a workbook can hold too."""
    if date is not None and not FIRST_YEAR <= date.year <= LAST_YEAR:
        raise forms.ValidationError(f"Enter a year between {FIRST_YEAR} and {LAST_YEAR}")
    return date


class OwnedForm(Gov, forms.ModelForm):  # type: ignore[type-arg]
    """Choices are those of the person's own directorate that are still in use, and whatever is chosen now."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    choices_from: ClassVar[dict[str, type[Owned]]] = {}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client_id"].initial = uuid.uuid4()
        for name, model in self.choices_from.items():
            field: Any = self.fields[name]
            now = getattr(self.instance, f"{name}_id", None)
            field.queryset = model.objects.visible_to(by).current() | model.objects.visible_to(by).filter(pk=now)
            field.empty_label = "Choose one" if field.required else "None"

    def validate_unique(self) -> None:
        """The action says whose code it is already."""

    def validate_constraints(self) -> None:
        """Said by `clean` and the action, in words that tell what to do."""

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}  # type: ignore[attr-defined]


class ServiceForm(OwnedForm):
    class Meta:
        model = Service
        fields = ["name", "code", "order"]
        labels = {"order": "Place in lists"}
        help_texts = {"code": "Used in workbooks. Cannot be the same as another's", "order": "1 comes first"}
        widgets = {"code": forms.TextInput(attrs=SHORT), "order": forms.NumberInput(attrs=NUMBER)}


class SiteForm(OwnedForm):
    class Meta:
        model = Site
        fields = [
            *("name", "code", "address", "postcode", "latitude", "longitude"),
            *("visits_at_once", "step_free", "family_room", "getting_there"),
        ]
        labels = {
            "visits_at_once": "Visits at once",
            "step_free": "Step-free from the street to the rooms",
            "family_room": "Has a room for family conversations",
        }
        help_texts = {
            "code": "Used in workbooks. Cannot be the same as another's",
            "latitude": "In degrees, such as 54.7012. Travel times are worked out from it",
            "longitude": "In degrees, such as -1.7223. West of Greenwich is negative",
            "visits_at_once": "How many visits it can host in the same morning or afternoon",
            "getting_there": "Where to park, which door, which bus. Visitors see this",
        }
        widgets = {
            "code": forms.TextInput(attrs=SHORT),
            "postcode": forms.TextInput(attrs=SHORT),
            "latitude": forms.TextInput(attrs=SHORT),
            "longitude": forms.TextInput(attrs=SHORT),
            "visits_at_once": forms.NumberInput(attrs=NUMBER),
        }

    getting_there = forms.CharField(
        required=False, max_length=LONG, widget=forms.Textarea, help_text=Meta.help_texts["getting_there"], label="Getting there"
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if cleaned.get(one) is None and cleaned.get(other) is not None and one not in self.errors:
                self.add_error(one, f"Enter the {one} too, or leave both empty")
        return cleaned


class TeamForm(OwnedForm):
    choices_from = {"service": Service, "site": Site}

    class Meta:
        model = Team
        fields = ["name", "code", "service", "site", "about", "max_visits", "weight"]
        labels = {"max_visits": "Most visits in a week", "weight": "How much it matters that this team is seen"}
        help_texts = {
            "code": "Used in workbooks. Cannot be the same as another's",
            "weight": "1 is usual. 2 counts double when not every team can be seen",
        }
        widgets = {
            "code": forms.TextInput(attrs=SHORT),
            "max_visits": forms.NumberInput(attrs=NUMBER),
            "weight": forms.NumberInput(attrs=NUMBER),
        }

    about = forms.CharField(
        required=False, max_length=LONG, widget=forms.Textarea, label="What the team does", help_text="Visitors see this"
    )


class PersonForm(OwnedForm):
    choices_from = {"service": Service, "team": Team, "base": Site, "manager": StaffMember}

    class Meta:
        model = StaffMember
        fields = ["name", "code", "job_title", "seniority", "email", "phone", "service", "team", "base", "manager"]
        labels = {"code": "Staff number", "email": "E-mail address", "phone": "Phone number", "manager": "Manager"}
        help_texts = {
            "service": "Leave empty for somebody who answers for several",
            "base": "Where they work from. Travel to visits starts and ends here",
            "manager": "Who they answer to. Nobody visits a team in their own line of management",
        }
        widgets = {
            "code": forms.TextInput(attrs=SHORT),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"classes": "govuk-input--width-20"}),
        }


class PostForm(OwnedForm):
    choices_from = {"team": Team, "holder": StaffMember}
    vacant_since = DateField(required=False, label="Vacant since", help_text="Only when nobody holds it. For example, 15/1/2018")

    class Meta:
        model = Post
        fields = ["name", "code", "team", "holder", "manages_team", "vacant_since"]
        labels = {"name": "Title", "holder": "Who holds it", "manages_team": "Manages the team"}
        help_texts = {
            "code": "Used in workbooks. Cannot be the same as another's",
            "manages_team": "Whoever holds this post is the team's manager",
        }
        widgets = {"code": forms.TextInput(attrs=SHORT)}

    def clean_vacant_since(self) -> dt.date | None:
        return check_year(self.cleaned_data["vacant_since"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("holder") and cleaned.get("vacant_since"):
            self.add_error("vacant_since", "Leave this empty while somebody holds the post")
        return cleaned


class RetireForm(Gov, forms.Form):
    retired_on = DateField(label="Since when?", help_text="Today or earlier. For example, 5/3/2018")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"retired_on": timezone.localdate()})
        super().__init__(*args, **kwargs)

    def clean_retired_on(self) -> dt.date | None:
        return check_year(self.cleaned_data["retired_on"])


class TravelForm(Gov, forms.Form):
    destination = forms.ModelChoiceField(Site.objects.none(), label="To which site?", empty_label="Choose one")
    minutes = forms.IntegerField(
        label="Minutes, door to door",
        help_text="Leave empty to go back to the map",
        required=False,
        min_value=0,
        max_value=600,
        widget=forms.NumberInput(attrs=NUMBER | {"suffix": "minutes"}),
    )

    def __init__(self, *args: Any, site: Site, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["destination"].queryset = Site.objects.visible_to(by).current().exclude(pk=site.pk)  # type: ignore[attr-defined]
