"""Sign-in pages, the library's included. They are about oneself alone: there is nobody else's account in any address but a passkey's."""

from typing import Any

from allauth.account.forms import EmailAwarePasswordResetTokenGenerator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator

from alongside.web.access.models import User
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row


def passkey_of(user: User | None) -> dict[str, Any]:
    owner = user or make.user()
    data = {"name": "Phone", "credential": {"clientExtensionResults": {}}}
    return {"pk": Authenticator.objects.create(user=owner, type=Authenticator.Type.WEBAUTHN, data=data).pk}


def passkey_of_a_colleague() -> dict[str, Any]:
    return passkey_of(None)


def reset_link() -> dict[str, Any]:
    user = make.user()
    return {"uidb36": user_pk_to_url_str(user), "key": EmailAwarePasswordResetTokenGenerator().make_token(user)}


FOR_ALL: dict[str, Any] = {"allowed": EVERYONE, "anonymous": 200}
OWN: dict[str, Any] = {"allowed": EVERYONE}  # any signed-in person, about themselves
ANEW: dict[str, Any] = {"allowed": EVERYONE, "signed_in_anew": True}  # asks for the password again first
THE_LINK_IS_THE_KEY: dict[str, Any] = {"allowed": EVERYONE, "ok": 302, "anonymous": 302, "stranger": 302}

ROWS = [
    Row("account_login", allowed=EVERYONE, ok=302, anonymous=200, note="the signed-in go home"),
    Row("account_login", allowed=EVERYONE, ok=302, anonymous=200, method="POST", note="nothing typed: the page again"),
    Row("account_logout", allowed=EVERYONE, anonymous=302, note="asks first"),
    Row("account_logout", allowed=EVERYONE, ok=302, anonymous=302, method="POST"),
    Row("account_inactive", **FOR_ALL),
    Row("account_reauthenticate", **OWN),
    Row("account_reauthenticate", **OWN, method="POST", ok=200, note="nothing typed: the page again"),
    Row("account_change_password", **OWN),
    Row("account_change_password", **OWN, method="POST", ok=200, note="nothing typed: the page again"),
    Row("account_set_password", **ANEW, ok=302, note="they have one: to change it"),
    Row("account_set_password", **ANEW, method="POST", note="they have one: to change it"),
    Row("account_reset_password", **FOR_ALL),
    Row("account_reset_password", **FOR_ALL, method="POST", ok=200, note="nothing typed: the page again"),
    Row("account_reset_password_done", **FOR_ALL),
    Row("account_reset_password_from_key", **THE_LINK_IS_THE_KEY, make=reset_link),
    Row("account_reset_password_from_key", **THE_LINK_IS_THE_KEY, make=reset_link, method="POST"),
    Row("account_reset_password_from_key_done", **FOR_ALL),
    Row("mfa_index", **OWN),
    Row("mfa_authenticate", allowed=EVERYONE, ok=302, note="only in the middle of signing in"),
    Row("mfa_authenticate", allowed=EVERYONE, ok=302, method="POST"),
    Row("mfa_reauthenticate", **OWN, ok=302, note="no second factor yet: to the password"),
    Row("mfa_reauthenticate", **OWN, method="POST", note="no second factor yet: to the password"),
    Row("mfa_activate_totp", **ANEW),
    Row("mfa_activate_totp", **ANEW, method="POST", ok=200, note="nothing typed: the page again"),
    Row("mfa_deactivate_totp", signed_in_anew=True, note="there is none to remove"),
    Row("mfa_deactivate_totp", signed_in_anew=True, method="POST", note="there is none to remove"),
    Row("mfa_view_recovery_codes", signed_in_anew=True, note="there are none"),
    Row("mfa_generate_recovery_codes", **ANEW),
    Row("mfa_generate_recovery_codes", **ANEW, method="POST", ok=200, note="refused without a second factor"),
    Row("mfa_download_recovery_codes", signed_in_anew=True, note="there are none"),
    Row("mfa_list_webauthn", **OWN),
    Row("mfa_add_webauthn", **ANEW),
    Row("mfa_add_webauthn", **ANEW, method="POST", ok=200, note="nothing sent: the page again"),
    Row("mfa_reauthenticate_webauthn", **OWN, ok=302, note="no passkey yet: to the password"),
    Row("mfa_reauthenticate_webauthn", **OWN, method="POST", note="no passkey yet: to the password"),
    Row("mfa_edit_webauthn", **ANEW, make_for=passkey_of, stranger=200, note="one's own"),
    Row("mfa_edit_webauthn", **ANEW, make_for=passkey_of, method="POST", ok=200, stranger=200, note="nothing typed: the page again"),
    Row("mfa_edit_webauthn", signed_in_anew=True, make=passkey_of_a_colleague, query="?a-colleague's"),
    Row("mfa_remove_webauthn", **ANEW, make_for=passkey_of, stranger=200, note="one's own"),
    Row("mfa_remove_webauthn", **ANEW, make_for=passkey_of, method="POST", stranger=302, note="one's own"),
    Row("mfa_remove_webauthn", signed_in_anew=True, make=passkey_of_a_colleague, query="?a-colleague's"),
    Row("mfa_remove_webauthn", signed_in_anew=True, make=passkey_of_a_colleague, method="POST", query="?a-colleague's"),
    Row("mfa_login_webauthn", allowed=EVERYONE, ok=302, anonymous="sign in"),
    Row("mfa_login_webauthn", allowed=EVERYONE, method="POST", anonymous="sign in", note="nothing sent: the sign-in page"),
    Row("socialaccount_login_cancelled", **FOR_ALL),
    Row("socialaccount_login_error", allowed=EVERYONE, ok=401, anonymous=401),
    Row("openid_connect_login", anonymous=404, make=lambda: {"provider_id": "council"}, method="POST", note="not set up in these tests"),
    Row("openid_connect_callback", anonymous=404, make=lambda: {"provider_id": "council"}, note="not set up in these tests"),
    Row("usersessions_list", **OWN),
    Row("usersessions_list", **OWN, method="POST"),
]  # fmt: skip
