"""The practice lead, signed in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests import factories as make


@pytest.fixture
def lead(client: Client) -> Any:
    user = make.user("practice_lead")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user
