"""Making a form: new, as a copy, or from a file."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms

from alongside.web.design.forms import Gov
from alongside.web.forms.kinds import Kind
from alongside.web.forms.models import Form

ACCEPT = ".xlsx,.xls,.json"


class NameField(forms.CharField):
    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=120, label="Name of the form", help_text="Only your colleagues see it", **options)


class NewForm(Gov, forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        choices=Kind.choices, label="What is it for?", help_text="This decides who fills it in and who may read the answers"
    )
    name = NameField()

    def __init__(self, data: Any = None, files: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, files, initial={"client_id": uuid.uuid4(), **(initial or {})})


class CopyForm(Gov, forms.Form):
    client_id = forms.UUIDField(widget=forms.HiddenInput)
    name = NameField()

    def __init__(self, data: Any, *, form: Form) -> None:
        super().__init__(data, initial={"client_id": uuid.uuid4(), "name": f"{form.name}, our own"[:120]})


class ImportForm(NewForm):
    """First with a file; then again with what was read from it, so that a person may look before anything is made."""

    file = forms.FileField(
        label="File",
        help_text="An XLSForm workbook (.xlsx or .xls) from KoboToolbox or ODK, or a form that was downloaded from Alongside (.json)",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": "Choose a file to load",
            "empty": "The file is empty. Choose another",
            "invalid": "Choose a file to load",
        },
        max_length=200,
    )


class Carried(forms.JSONField):
    """Python reads no number of more than 4,300 digits, and says so with another error than for what is not JSON."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except (ValueError, RecursionError) as reason:
            raise forms.ValidationError("What was read from the file did not arrive whole. Load it once more") from reason


class AgreeForm(NewForm):
    """What was read, carried along; it is checked again before a draft is made of it."""

    definition = Carried(widget=forms.HiddenInput)
