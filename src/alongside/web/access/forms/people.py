"""Inviting people, and joining."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from alongside.web.access.forms.signing_in import PASSWORD_HINT
from alongside.web.access.models import Invitation, User
from alongside.web.access.roles import CHOICES
from alongside.web.design.forms import Gov

TWO_THIRDS = {"classes": "govuk-!-width-two-thirds"}
NEW_PASSWORD = {"autocomplete": "new-password", **TWO_THIRDS}


class InviteForm(Gov, forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", **TWO_THIRDS}),
        error_messages={"required": "Enter their name"},
    )
    email = forms.EmailField(
        label="Work email address",
        widget=forms.EmailInput(attrs={"autocomplete": "off", **TWO_THIRDS}),
        error_messages={
            "required": "Enter their work email address",
            "invalid": "Enter an email address in the correct format, like name@council.gov.uk",
        },
    )
    staff_member: Any = forms.ModelChoiceField(
        label="Who they are in the staff list", queryset=None, required=False, empty_label="Not in the list"
    )
    roles = forms.MultipleChoiceField(
        label="What they will do here",
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role"},
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff_member"].queryset = staff  # type: ignore[attr-defined]


class InviteStaffForm(Gov, forms.Form):
    """Many at once, from the staff list, as visitors."""

    staff: Any = forms.ModelMultipleChoiceField(
        label="Who to invite",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose who to invite"},
    )

    def __init__(self, *args: Any, staff: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]


class GiveRoleForm(Gov, forms.Form):
    role = forms.ChoiceField(label="Give a role", error_messages={"required": "Choose a role"})

    def __init__(self, *args: Any, held: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a role"),
            *(choice for choice in CHOICES if choice[0] not in held),
        ]


class JoinForm(Gov, forms.Form):
    """Choose a password. Judged as it will be: against this person's own name and address, and the common ones."""

    password1 = forms.CharField(
        label="Choose a password",
        strip=False,
        help_text=PASSWORD_HINT,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages={"required": "Choose a password"},
    )
    password2 = forms.CharField(
        label="The same password again",
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        error_messages={"required": "Enter the same password again"},
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(*args, **kwargs)

    def clean_password1(self) -> str:
        password: str = self.cleaned_data["password1"]
        validate_password(password, User(email=self.invitation.email, name=self.invitation.name))
        return password

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("password1") and given.get("password2") and given["password1"] != given["password2"]:
            self.add_error("password2", "The two passwords are not the same. Enter the same password again.")
        return given
