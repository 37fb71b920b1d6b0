"""Signing in, signing out and failing to are written to the audit trail (ASVS 5.0 16.3.1).

The library does these, so its signals are the only place to hear of them. Connected by the app's configuration.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from alongside.web.access.models import User
from alongside.web.audit.actions import record

log = logging.getLogger("alongside.access")


def signed_in(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    how = [str(step["method"]) for step in get_authentication_records(request, user)]
    record("user.signed_in", by=user, on=user, how=list(dict.fromkeys(how)))


def signed_out(sender: Any, request: HttpRequest, user: User | None, **more: Any) -> None:
    if user is not None:
        record("user.signed_out", by=user, on=user)


def failed(sender: Any, credentials: dict[str, Any], **more: Any) -> None:
    """Against an account, so that its owner and an administrator can see it. An unknown address is only counted in the log."""
    email = str(credentials.get("email") or credentials.get("login") or "").lower()
    user = User.objects.filter(email=email).first() if email else None
    if user is None:
        log.warning("sign-in failed for an address nobody has")
        return
    record("user.sign_in_failed", by=None, on=user, how="password")


def second_step_failed(sender: Any, user: User, **more: Any) -> None:
    record("user.sign_in_failed", by=None, on=user, how="second step")


def factor_added(sender: Any, user: User, authenticator: Any, **more: Any) -> None:
    record("user.factor_added", by=user, on=user, factor=authenticator.type)


def factor_removed(sender: Any, user: User, authenticator: Any, **more: Any) -> None:
    record("user.factor_removed", by=user, on=user, factor=authenticator.type)


def factor_reset(sender: Any, user: User, authenticator: Any, **more: Any) -> None:
    record("user.factor_replaced", by=user, on=user, factor=authenticator.type)


def listen() -> None:
    user_logged_in.connect(signed_in, dispatch_uid="alongside.signed_in")
    user_logged_out.connect(signed_out, dispatch_uid="alongside.signed_out")
    user_login_failed.connect(failed, dispatch_uid="alongside.failed")
    authentication_failed.connect(second_step_failed, dispatch_uid="alongside.second_step_failed")
    authenticator_added.connect(factor_added, dispatch_uid="alongside.factor_added")
    authenticator_removed.connect(factor_removed, dispatch_uid="alongside.factor_removed")
    authenticator_reset.connect(factor_reset, dispatch_uid="alongside.factor_reset")
