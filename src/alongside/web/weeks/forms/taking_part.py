"""What host teams, visitors, practitioners and managers fill in, mostly on a phone."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from alongside.web.design.forms import Gov
from alongside.web.organisation.models import Service, Site, Team
from alongside.web.weeks.actions.availability import seen
from alongside.web.weeks.actions.conversations import Arrangements
from alongside.web.weeks.actions.offers import WhatIsOffered
from alongside.web.weeks.forms.slots import BarField, GovWithSlots, SlotsField
from alongside.web.weeks.languages import LANGUAGES
from alongside.web.weeks.models import Activity, Interest, Offer, PracticeWeek, ShadowingHost, ShadowingRequest, Visitor
from alongside.web.weeks.names import is_reference, looks_like_a_name
from alongside.web.weeks.slots import Slot

WITH_FAMILIES = {Activity.HOME_VISIT, Activity.DIRECT_WORK, Activity.REVIEW, Activity.GROUP_WORK}
CHOICES = 3
SHORT_LEVELS = [(0, "Keen"), (1, "Happy"), (2, "Rather not"), (3, "Last resort")]


class OfferForm(Gov, forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    activity = forms.ChoiceField(choices=[("", "Choose what it is"), *Activity.choices], label="What can be seen?")
    slot = forms.TypedChoiceField(coerce=int, label="When?")
    places = forms.TypedChoiceField(
        coerce=int, choices=[(1, "One"), (2, "Two")], label="How many visitors can come?", widget=forms.RadioSelect, initial=1
    )
    what_to_see = forms.CharField(
        max_length=300, required=False, label="What will they see? (optional)", help_text="No names of children, adults or families"
    )
    meet = forms.CharField(
        max_length=120, required=False, label="Whom should they ask for? (optional)", help_text="The first person they meet on the day"
    )
    family_agreed = forms.BooleanField(
        required=False,
        label="The family has agreed to a visitor",
        help_text="For a home visit, direct work, a group or a review. You can say this later",
    )

    def __init__(self, *args: Any, slots: Sequence[Slot], **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        when = [("", "Choose a time"), *((slot.number, slot.name) for slot in slots)]
        self.fields["slot"].choices = when  # type: ignore[attr-defined]

    @classmethod
    def of(cls, offer: Offer, slots: Sequence[Slot], data: Any = None) -> OfferForm:
        names = ("activity", "slot", "places", "what_to_see", "meet", "family_agreed")
        return cls(data, slots=slots, initial={"client_id": offer.pk} | {name: getattr(offer, name) for name in names})

    def clean_what_to_see(self) -> str:
        return _without_names(self.cleaned_data["what_to_see"])

    def what(self) -> WhatIsOffered:
        c = self.cleaned_data
        agreed = c["family_agreed"] and c["activity"] in WITH_FAMILIES
        return WhatIsOffered(c["slot"], c["activity"], c["places"], c["what_to_see"], c["meet"], agreed)


class AvailabilityForm(GovWithSlots, forms.Form):
    """When a visitor is free, and one bar of four a service."""

    as_seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, visitor: Visitor, services: Sequence[Service], **kwargs: Any) -> None:
        said = {interest.service_id: interest.level for interest in visitor.interests.all()}
        free = [a.slot for a in visitor.availability.all()]
        initial = {"as_seen": seen(visitor), "slots": free}
        self.services = {f"interest_{service.pk.hex}": service for service in services}
        bars = {
            name: BarField(choices=SHORT_LEVELS, coerce=int, label=service.name, initial=said.get(service.pk, Interest.Level.HAPPY))
            for name, service in self.services.items()
        }
        slots = SlotsField(visitor.week, label="Tick every time that would do", required=False)
        super().__init__(*args, fields={"slots": slots, **bars}, initial=initial, **kwargs)

    @property
    def bars(self) -> list[forms.BoundField]:
        return [self[name] for name in self.services]

    def interests(self) -> dict[UUID, int]:
        return {service.pk: self.cleaned_data[name] for name, service in self.services.items()}


class AskToShadowForm(GovWithSlots, forms.Form):
    hoping_for = forms.CharField(
        max_length=300, required=False, label="What are you hoping to see? (optional)", widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(
        self, *args: Any, week: PracticeWeek, hosts: Sequence[ShadowingHost], asked: ShadowingRequest | None, **kwargs: Any
    ) -> None:
        self.hosts = {str(host.pk): host for host in hosts}
        chosen = _choices_of(asked)
        initial = {"slots": asked.slots if asked else [], "hoping_for": asked.hoping_for if asked else ""}
        initial |= {f"choice_{n}": str(pk) for n, pk in enumerate(chosen)}
        names = [("", "No choice"), *((pk, _describe(host)) for pk, host in self.hosts.items())]
        labels = ("First choice", "Second choice (optional)", "Third choice (optional)")
        picks = {f"choice_{n}": forms.ChoiceField(choices=names, required=False, label=labels[n]) for n in range(CHOICES)}
        when = SlotsField(week, label="When could you shadow?", error_messages={"required": "Choose at least one time you could shadow"})
        super().__init__(*args, fields={**picks, "slots": when}, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        picked = [found.get(f"choice_{n}") for n in range(CHOICES)]
        named = [pk for pk in picked if pk]
        if self.hosts and not picked[0]:
            self.add_error("choice_0", "Choose the manager you would most like to shadow")
        for n, pk in enumerate(picked):
            if pk and pk in picked[:n]:
                self.add_error(f"choice_{n}", "Choose somebody different for each choice")
        self.choices = [self.hosts[pk] for pk in named]
        return found


class OfferToBeShadowedForm(GovWithSlots, forms.Form):
    what = forms.CharField(max_length=300, required=False, label="What would they see with you? (optional)")
    places = forms.TypedChoiceField(
        coerce=int, choices=[(1, "One"), (2, "Two"), (3, "Three")], initial=1, label="How many at a time?", widget=forms.RadioSelect
    )
    most = forms.IntegerField(
        min_value=1, max_value=15, initial=2, label="Most in the week", widget=forms.NumberInput(attrs={"classes": "govuk-input--width-2"})
    )

    def __init__(self, *args: Any, week: PracticeWeek, **kwargs: Any) -> None:
        when = SlotsField(week, label="When can somebody come along?", error_messages={"required": "Choose at least one time"})
        super().__init__(*args, fields={"slots": when}, **kwargs)


class RankForm(GovWithSlots, forms.Form):
    """A bar for each practitioner who asked."""

    CHOICES = [("", "No answer"), ("0", "Very much"), ("1", "Happy"), ("2", "Rather not")]

    def __init__(self, *args: Any, requests: Sequence[ShadowingRequest], said: dict[UUID, int | None], **kwargs: Any) -> None:
        self.requests = {f"rank_{request.pk.hex}": request for request in requests}
        bars = {
            name: BarField(
                choices=self.CHOICES,
                coerce=int,
                empty_value=None,
                required=False,
                label=request.staff_member.name,
                help_text=request.hoping_for,
                initial=said.get(request.pk, ""),
            )
            for name, request in self.requests.items()
        }
        super().__init__(*args, fields=bars, **kwargs)

    @property
    def bars(self) -> list[forms.BoundField]:
        return [self[name] for name in self.requests]

    def ranks(self) -> dict[UUID, int | None]:
        return {request.pk: self.cleaned_data[name] for name, request in self.requests.items()}


class ConversationForm(GovWithSlots, forms.Form):
    reference = forms.CharField(
        max_length=40,
        label="Your reference",
        help_text="For example, FC-12. Never a name: what is typed here is seen by visitors",
        widget=forms.TextInput(attrs={"classes": "govuk-input--width-10"}),
    )
    team = forms.ModelChoiceField(queryset=Team.objects.none(), label="The team that works with them", empty_label="Choose a team")
    sites = forms.ModelMultipleChoiceField(
        queryset=Site.objects.none(),
        required=False,
        label="Where can they come? (optional)",
        help_text="Choose none if any family room will do",
        widget=forms.CheckboxSelectMultiple(attrs={"classes": "govuk-checkboxes--small"}),
    )
    needs_step_free = forms.BooleanField(required=False, label="They need a place without steps")
    language = forms.ChoiceField(choices=[("", "No interpreter needed"), *LANGUAGES], required=False, label="Interpreter for", initial="")
    notes = forms.CharField(
        max_length=300,
        required=False,
        label="Anything that helps (optional)",
        help_text="No names. For example, would rather talk before noon",
    )

    def __init__(self, *args: Any, week: PracticeWeek, teams: QuerySet[Team], sites: QuerySet[Site], **kwargs: Any) -> None:
        when = SlotsField(week, label="When can they talk?", error_messages={"required": "Choose at least one time they can talk"})
        first = {name: self.base_fields[name] for name in ("reference", "team")}
        super().__init__(*args, fields={**first, "slots": when}, **kwargs)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["sites"].queryset = sites  # type: ignore[attr-defined]

    def clean_reference(self) -> str:
        reference: str = self.cleaned_data["reference"].strip()
        if not is_reference(reference):
            raise forms.ValidationError("Enter a reference with a number in it, such as FC-12. This may be a name, and names stay out")
        return reference

    def clean_notes(self) -> str:
        return _without_names(self.cleaned_data["notes"])

    def arrangements(self) -> Arrangements:
        c = self.cleaned_data
        return Arrangements(c["slots"], list(c["sites"]), c["needs_step_free"], c["language"], c["notes"])


def _without_names(text: str) -> str:
    if looks_like_a_name(text):
        raise forms.ValidationError(
            "This looks like it has somebody's name in it. Take the name out, or write it in small letters if it is not one"
        )
    return text


def _choices_of(asked: ShadowingRequest | None) -> list[UUID]:
    if asked is None:
        return []
    ranked = [p for p in asked.preferences.all() if p.practitioner_choice is not None]
    return [p.host_id for p in sorted(ranked, key=lambda p: p.practitioner_choice or 0)]


def _describe(host: ShadowingHost) -> str:
    title = host.staff_member.job_title
    return f"{host.staff_member.name}, {title}" if title else host.staff_member.name


def free_slots(week: PracticeWeek, taken: Collection[int], keep: int | None = None) -> list[Slot]:
    """Slots in which nothing is offered yet, and the one being changed."""
    return [slot for slot in week.slots if slot.number == keep or slot.number not in taken]
