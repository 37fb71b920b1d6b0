"""Sign-in addresses: the library's, less those that would let people in, or change who they are, without an invitation."""

from allauth.account.urls import urlpatterns as account
from allauth.socialaccount.urls import urlpatterns as single_sign_on_pages
from allauth.socialaccount.views import login_error
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from alongside.web.access.views import single_sign_on

CLOSED = {
    "account_signup",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_confirm_login_code",
    "socialaccount_signup",
    "socialaccount_connections",
}


def still_open(patterns: list[URLPattern]) -> list[URLPattern]:
    return [pattern for pattern in patterns if pattern.name not in CLOSED]


urlpatterns: list[URLPattern | URLResolver] = [
    *still_open(account),
    path("2fa/", include("allauth.mfa.urls")),
    path("3rdparty/login/error/", login_not_required(login_error), name="socialaccount_login_error"),  # the library forgot to say so
    path("3rdparty/", include(still_open(single_sign_on_pages))),
    path("council/<slug:provider_id>/login/", single_sign_on.start, name="openid_connect_login"),
    path("council/<slug:provider_id>/login/callback/", single_sign_on.callback, name="openid_connect_callback"),
    path("sessions/", include("allauth.usersessions.urls")),
]
