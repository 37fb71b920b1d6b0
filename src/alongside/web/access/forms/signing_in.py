"""The sign-in library's forms with our words and components. Named in settings as ACCOUNT_FORMS and MFA_FORMS."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from alongside.web.design.forms import Gov, Mixed

PASSWORD_HINT = "At least 12 characters. Three random words are good."  # noqa: S105 - a hint, not a password
CODE_HINT = "6 digits from your authenticator app, or one of your recovery codes"


class Words(Mixed):
    """Puts our labels and hints on a library's form, before `Gov` dresses it: `class X(Gov, Words, library.X)`."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}
    width = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if self.width and not isinstance(field.widget, forms.CheckboxInput):
                field.widget.attrs["classes"] = self.width


class LoginForm(Gov, Words, account.LoginForm):  # type: ignore[misc]
    labels = {"login": "Email address", "password": "Password"}
    width = "govuk-!-width-two-thirds"

    @property
    def error_summary(self) -> list[dict[str, str]]:
        """A refusal is about both fields; its link leads to the first."""
        return [{"href": "#" + self["login"].auto_id, **item} for item in super().error_summary]


class ReauthenticateForm(Gov, Words, account.ReauthenticateForm):  # type: ignore[misc]
    labels = {"password": "Password"}
    width = "govuk-!-width-two-thirds"


class ResetPasswordForm(Gov, Words, account.ResetPasswordForm):  # type: ignore[misc]
    labels = {"email": "Email address"}
    width = "govuk-!-width-two-thirds"


class NewPassword(Words):
    labels = {"oldpassword": "Current password", "password1": "New password", "password2": "New password again"}
    hints = {"password1": PASSWORD_HINT}
    width = "govuk-!-width-two-thirds"


class ResetPasswordKeyForm(Gov, NewPassword, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """From the link in an e-mail."""


class ChangePasswordForm(Gov, NewPassword, account.ChangePasswordForm):  # type: ignore[misc]
    """Knowing the old one."""


class SetPasswordForm(Gov, NewPassword, account.SetPasswordForm):  # type: ignore[misc]
    """For someone who came by single sign-on and has none."""


class Code(Words):
    labels = {"code": "Code"}
    hints = {"code": CODE_HINT}
    width = "govuk-input--width-10"


class AuthenticateForm(Gov, Code, factor.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmByCodeForm(Gov, Code, factor.ReauthenticateForm):  # type: ignore[misc]
    """Before something dangerous."""


class ActivateTOTPForm(Gov, Code, totp.ActivateTOTPForm):  # type: ignore[misc]
    labels = {"code": "Code from the app"}
    hints = {"code": "6 digits"}


class DeactivateTOTPForm(Gov, Words, totp.DeactivateTOTPForm):  # type: ignore[misc]
    """Nothing to fill in; it may refuse."""


class GenerateRecoveryCodesForm(Gov, Words, recovery.GenerateRecoveryCodesForm):  # type: ignore[misc]
    """Nothing to fill in; it may refuse."""


class AddPasskeyForm(Gov, Words, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """`passwordless` is ticked, because that is what most people want: sign in with a finger, a face or a PIN."""

    labels = {"name": "Name for this passkey", "passwordless": "Sign in with it alone, without a password"}
    hints = {"name": "Such as “my phone” or “work laptop”", "passwordless": "Your device asks for your finger, face or PIN."}
    width = "govuk-!-width-two-thirds"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("passwordless", True)


class EditPasskeyForm(Gov, Words, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    labels = {"name": "Name for this passkey"}
    width = "govuk-!-width-two-thirds"
