from django import forms

from alongside.web.design.forms import Gov


class PublishForm(Gov, forms.Form):
    """`version` and `after` say what the person was looking at (see `publish_plan`); the page writes them itself."""

    name = forms.CharField(
        label="Name of this version",
        max_length=120,
        help_text="People see it above the list of changes. For example: After the Monday check.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "classes": "govuk-!-width-two-thirds"}),
        error_messages={"required": "Enter a name for this version", "max_length": "The name must be 120 characters or fewer"},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    after = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
