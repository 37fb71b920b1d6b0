"""Starting a run, and naming a plan."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from alongside.web.design.forms import Gov
from alongside.web.weeks.models import Plan

HOW_LONG = [
    (15, "A quick look: 15 seconds"),
    (60, "Usual: up to a minute"),
    (300, "Thorough: up to 5 minutes"),
    (900, "As good as can be: up to 15 minutes"),
]


class PlanTheWeekForm(Gov, forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    seconds = forms.TypedChoiceField(
        coerce=int,
        choices=HOW_LONG,
        initial=60,
        label="How long should it look?",
        widget=forms.RadioSelect,
        help_text="It stops sooner when it can find nothing better. You can stop it at any time and keep the plan so far",
    )
    keep = forms.ModelChoiceField(
        queryset=Plan.objects.none(), required=False, label="Keep the locked visits of", empty_label="No plan: start afresh"
    )

    def __init__(self, *args: Any, plans: QuerySet[Plan], **kwargs: Any) -> None:
        kwargs["initial"] = {"client_id": uuid.uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["keep"].queryset = plans  # type: ignore[attr-defined]
        if not plans.exists():
            del self.fields["keep"]


class RenamePlanForm(Gov, forms.Form):
    name = forms.CharField(max_length=120, label="Name of the plan")
