"""E-mail through GOV.UK Notify. Its template holds two fields, ((subject)) and ((body)).

Notify takes no calendar files, so the address of the person's own calendar stands in the text of every message that has one.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from notifications_python_client.errors import HTTPError, InvalidResponse
from notifications_python_client.notifications import NotificationsAPIClient

from alongside.web.notices.channels import Refused, TryLater
from alongside.web.notices.models import Notice

TOO_MANY = 429
OUR_KEY = 403


class Notify:
    def __init__(self) -> None:
        address = {"base_url": settings.NOTIFY_BASE_URL} if settings.NOTIFY_BASE_URL else {}
        self.client = NotificationsAPIClient(settings.NOTIFY_API_KEY, timeout=settings.EMAIL_TIMEOUT, **address)  # type: ignore[no-untyped-call]

    def send(self, notice: Notice) -> None:
        try:
            if not self._was_sent(notice):
                self._send(notice)
        except HTTPError as error:
            raise _problem(error) from error
        except InvalidResponse as error:
            raise TryLater("GOV.UK Notify gave an answer that could not be read.") from error

    def _was_sent(self, notice: Notice) -> bool:
        """After a worker died, Notify itself can say whether it has the message."""
        if notice.attempts < 2:
            return False
        known: Any = self.client.get_all_notifications(reference=str(notice.pk), template_type="email")  # type: ignore[no-untyped-call]
        return any(n["status"] not in {"permanent-failure", "temporary-failure", "technical-failure"} for n in known["notifications"])

    def _send(self, notice: Notice) -> None:
        self.client.send_email_notification(  # type: ignore[no-untyped-call]
            email_address=notice.to,
            template_id=settings.NOTIFY_TEMPLATE_ID,
            personalisation={"subject": notice.subject, "body": notice.body},
            reference=str(notice.pk),
        )


def _problem(error: HTTPError) -> Exception:
    """Notify's 400 is about this message; 403 about our key; 429 and 5xx pass."""
    said = error.message
    words = "; ".join(str(e.get("message", e)) for e in said) if isinstance(said, list) else str(said)
    code = error.status_code
    if code == OUR_KEY:
        return TryLater(f"GOV.UK Notify refused our key: {words}"[:300])
    if 400 <= code < 500 and code != TOO_MANY:
        return Refused(f"GOV.UK Notify refused the message: {words}"[:300])
    return TryLater(f"GOV.UK Notify could not take it ({code}): {words}"[:300])
