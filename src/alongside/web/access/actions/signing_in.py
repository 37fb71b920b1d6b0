"""Entering without typing a password: the demonstration's personas, and people who have just accepted their invitation."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest

from alongside.web.access.demonstration import require_demonstration
from alongside.web.access.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@transaction.atomic
def sign_in_as_persona(*, request: HttpRequest, user: User) -> None:
    """Become an invented person. Refuses by itself outside a demonstration, whoever calls it."""
    require_demonstration()
    record_authentication(request, user, method="demonstration")
    login(request, user, backend=BACKEND)


@transaction.atomic
def sign_in_as_invited(*, request: HttpRequest, user: User) -> None:
    """Straight in after accepting: they have just shown the link from their e-mail and chosen a password."""
    record_authentication(request, user, method="invitation", reauthenticated=True)
    login(request, user, backend=BACKEND)
