"""Entering without a password: the demonstration's personas."""

from __future__ import annotations

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from alongside.web.access.demonstration import require_demonstration
from alongside.web.access.models import User
from alongside.web.audit.actions import record

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@transaction.atomic
def sign_in_as_persona(*, request: HttpRequest, user: User) -> None:
    """Become an invented person. Refuses by itself outside a demonstration, whoever calls it."""
    require_demonstration()
    login(request, user, backend=BACKEND)
    record("user.chosen_in_demonstration", by=user, on=user)
