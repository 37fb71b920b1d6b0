"""E-mail through the council's own mail server."""

from __future__ import annotations

import smtplib
from email.mime.text import MIMEText
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMessage

from alongside.web.notices.channels import Refused, TryLater
from alongside.web.notices.models import Notice

PERMANENT = 500


class Smtp:
    def send(self, notice: Notice) -> None:
        try:
            message_for(notice).send(fail_silently=False)
        except smtplib.SMTPRecipientsRefused as refused:
            code, answer = next(iter(refused.recipients.values()))
            raise _problem(code, answer, f"The mail server refused the address {notice.to}") from refused
        except smtplib.SMTPDataError as refused:
            raise _problem(refused.smtp_code, refused.smtp_error, "The mail server refused the message") from refused
        except smtplib.SMTPAuthenticationError as refused:
            raise TryLater("The mail server refused our sign-in. Check the SMTP user and password.") from refused
        except (smtplib.SMTPException, OSError) as trouble:
            raise TryLater(f"The mail server could not be used ({type(trouble).__name__}).") from trouble


def message_for(notice: Notice) -> EmailMessage:
    """Plain text, the calendar file beside it, and a Message-ID that is the same however often it is sent."""
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    message = EmailMessage(
        subject=notice.subject,
        body=notice.body,
        to=[formataddr((notice.to_name, notice.to))],
        headers={"Message-ID": f"<{notice.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if notice.attachment:
        message.attach(calendar_part(notice))
    return message


def calendar_part(notice: Notice) -> MIMEText:
    part = MIMEText(notice.attachment, "calendar", "utf-8")
    part.set_param("method", "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename=notice.attachment_name or "calendar.ics")
    return part


def _problem(code: int, answer: bytes | str, what: str) -> Exception:
    words = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    sentence = f"{what}: {code} {words}"[:300]
    return Refused(sentence) if code >= PERMANENT else TryLater(sentence)
