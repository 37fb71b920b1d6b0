"""What must never be true of a running installation. Read by `check`, by the doctor and before production starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from alongside.web.access.demonstration import signs_of_production


@register("security")
def demonstration_is_not_production(**options: Any) -> list[CheckMessage]:
    """In a demonstration anyone signs in as anyone, so nothing real may be near it."""
    signs = signs_of_production() if settings.DEMO else []
    return [
        Error(
            f"This is a demonstration, where anyone signs in as anyone, but it has {sign}.",
            hint="Remove that setting, or set ALONGSIDE_ENV=production.",
            id="access.E001",
        )
        for sign in signs
    ]
