from django import forms

from alongside.web.design.forms import Gov


class SendAgainForm(Gov, forms.Form):
    to = forms.EmailField(
        label="E-mail address",
        help_text="Correct it here if it was wrong. Correct it in the person's record too.",
        error_messages={"required": "Enter an e-mail address", "invalid": "Enter an e-mail address, like name@example.gov.uk"},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
