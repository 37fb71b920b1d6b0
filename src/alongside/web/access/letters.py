"""What we write to people about their access. Links that let someone in are never stored: they are put in as the message leaves.

A stored message holds a placeholder; `complete` (called by the worker that sends it) turns it into the link. So neither the list of
messages nor a copy of the database lets anybody in.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string

from alongside.web.access.tokens import invitation_token

if TYPE_CHECKING:
    from alongside.web.access.models import Invitation, User

INVITATION, RESET = "invitation", "new password"
ABOUT = {"invitation": INVITATION, "reset": RESET}  # by the first word of a message's key
KINDS = frozenset({"access.invitation", "access.password_reset"})  # messages that let their reader in
PLACEHOLDER = re.compile(r"\[link to the (invitation|new password) ([0-9a-f-]{36})\]")

INVITING = """Dear {name},

{inviter} invites you to Alongside, which {council} uses to plan its practice week and to see social care practice first-hand.

You will be: {roles}.

Open this link to start. It works once, until {expires}:

{link}

If you did not expect this, ignore it and tell {inviter}.
"""
RESETTING = """Dear {name},

Someone, we hope you, asked for a new password for Alongside at {council}. Open this link to choose one. It works once:

{link}

If it was not you, ignore this. Your password stays as it is.
"""


def send(*, key: str, kind: str, to: str, to_name: str, subject: str, body: str, directorate: Any, by: User | None = None) -> None:
    """Queue a message. Messages live on a floor above this one, so the way to them is a setting."""
    queue = import_string(settings.QUEUE_NOTICE)
    queue(key=key, kind=kind, to=to, to_name=to_name, subject=subject, body=body, directorate=directorate, by=by)


def send_invitation(invitation: Invitation, *, by: User | None) -> None:
    body = INVITING.format(
        name=invitation.name,
        inviter=by.name if by else "The person who set it up",
        council=settings.COUNCIL_NAME,
        roles=", ".join(role.name.lower() for role in invitation.role_classes),
        expires=f"{invitation.expires_at:%-d %B %Y}",
        link=f"[link to the {INVITATION} {invitation.pk}]",
    )
    send(
        key=f"invitation:{invitation.pk}:{invitation.invited_at.isoformat()}",
        kind="access.invitation",
        to=invitation.email,
        to_name=invitation.name,
        subject=f"Your invitation to Alongside at {settings.COUNCIL_NAME}",
        body=body,
        directorate=invitation.directorate_id,
        by=by,
    )


def send_reset(user: User) -> None:
    send(
        key=f"reset:{user.pk}:{uuid.uuid4()}",
        kind="access.password_reset",
        to=user.email,
        to_name=user.name,
        subject="Choose a new password for Alongside",
        body=RESETTING.format(name=user.name, council=settings.COUNCIL_NAME, link=f"[link to the {RESET} {user.pk}]"),
        directorate=user.directorate_id,
    )


def complete(body: str, *, key: str) -> str:
    """The message as it leaves: its placeholder turned into its link. A link that would no longer work is said to be so.

    `key` is the message's: only the invitation, or the account, that it was written about is linked to. Else anybody whose words go
    into a message (the name of a week, what a team offers to be seen) could write a placeholder and be sent the way into an account.
    """
    kind, _, rest = key.partition(":")
    about = (ABOUT.get(kind), rest.partition(":")[0])

    def link(found: re.Match[str]) -> str:
        if (found[1], found[2]) != about:
            return found[0]
        return LINKS[found[1]](uuid.UUID(found[2])) or "(this link is no longer needed)"

    return PLACEHOLDER.sub(link, body)


def invitation_link(invitation: Invitation) -> str:
    return settings.BASE_URL + reverse("access:invitation", kwargs={"token": invitation_token(invitation)})


def _invitation(pk: uuid.UUID) -> str | None:
    from alongside.web.access.models import Invitation  # noqa: PLC0415 - loaded once apps are ready

    found = Invitation.objects.open().filter(pk=pk).first()
    return invitation_link(found) if found else None


def _reset(pk: uuid.UUID) -> str | None:
    from alongside.web.access.models import User  # noqa: PLC0415 - as above

    user = User.objects.active().filter(pk=pk).first()
    if user is None:
        return None
    arguments = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return settings.BASE_URL + reverse("account_reset_password_from_key", kwargs=arguments)


LINKS: dict[str, Callable[[uuid.UUID], str | None]] = {INVITATION: _invitation, RESET: _reset}
