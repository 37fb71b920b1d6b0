"""How a message leaves the building: settings choose the terminal, SMTP, or GOV.UK Notify."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings

from alongside.web.notices.models import Notice


class Refused(Exception):
    """It will never arrive there; the sentence says why, for a person to put right."""


class TryLater(Exception):
    """It did not work this time; the sentence says why."""


class Channel(Protocol):
    def send(self, notice: Notice) -> None:
        """Hand the message over. Raises Refused or TryLater."""


def channel() -> Channel:
    """The channel the settings name. Imported when chosen: each needs libraries the others do not."""
    name = settings.NOTICE_CHANNEL
    if name == "notify":
        from alongside.web.notices.channels.notify import Notify  # noqa: PLC0415

        return Notify()
    if name == "smtp":
        from alongside.web.notices.channels.smtp import Smtp  # noqa: PLC0415

        return Smtp()
    if name == "console":
        from alongside.web.notices.channels.terminal import Terminal  # noqa: PLC0415

        return Terminal()
    raise ValueError(f'NOTICE_CHANNEL is "{name}"; it must be console, smtp or notify.')
