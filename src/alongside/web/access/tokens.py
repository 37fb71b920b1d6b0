"""The secret in an invitation's link. Worked out from our key when it is needed; only its hash is kept."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from alongside.web.access.models import Invitation


def invitation_token(invitation: Invitation) -> str:
    """256 bits that change each time the invitation is sent, because `invited_at` does."""
    mac = salted_hmac("alongside.access.invitation", f"{invitation.pk}:{invitation.invited_at.timestamp()}", algorithm="sha256")
    return base64.urlsafe_b64encode(mac.digest()).decode().rstrip("=")


def hash_of(token: str) -> str:
    """How a token is kept and looked up. It is long and random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
