"""Someone the council's own sign-in vouches for: who are they here, if anybody?"""

from __future__ import annotations

from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from alongside.web.access.actions.inviting import accept_invitation
from alongside.web.access.models import Invitation, User
from alongside.web.audit.actions import record


@transaction.atomic
def admit(*, address: str, provider: str) -> User | None:
    """The user whom this confirmed address was invited as, or already is; None for anybody else.

    Called only while the subject is unknown. A user who is already tied to another subject is not given to this one: an address may be
    handed on to somebody new, an account never is.
    """
    user: User | None = User.objects.active().filter(email=address).first()
    if user is not None:
        if SocialAccount.objects.filter(user=user, provider=provider).exists():
            return None
        record("user.linked_to_council_account", by=user, on=user)
        return user
    invitation = Invitation.objects.open().filter(email=address).order_by("invited_at").first()
    return accept_invitation(invitation=invitation, password=None) if invitation else None
