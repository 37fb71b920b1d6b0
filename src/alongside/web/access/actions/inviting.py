"""Letting people in: invite, send again, withdraw, accept. There is no other way to an account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alongside.web.access import letters
from alongside.web.access.models import Invitation, RoleGrant, User, invitation_expiry
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.access.roles import BY_CODE, Visitor
from alongside.web.access.tokens import hash_of, invitation_token
from alongside.web.audit.actions import record

Directorate: TypeAlias = Any  # these two live on a floor above this one
StaffMember: TypeAlias = Any


@transaction.atomic
def invite(*, email: str, name: str, roles: Iterable[str], by: User, staff_member: StaffMember | None = None) -> Invitation:
    """Invite one person. Inviting again with the same roles changes nothing; with other roles, the new invitation replaces the old."""
    require(by, Permission.ACCESS_MANAGE, staff_member)
    wanted = _known_roles(roles)
    address = User.objects.normalize_email(email).lower()
    _nobody_has(address, staff_member)
    for earlier in Invitation.objects.open().filter(directorate_id=by.directorate_id, email=address):
        if earlier.roles == wanted:
            return earlier
        withdraw_invitation(invitation=earlier, by=by)
    return _issue(email=address, name=name, roles=wanted, directorate=by.directorate, staff_member=staff_member, by=by)


@transaction.atomic
def invite_visitors(*, staff: Sequence[StaffMember], by: User) -> list[Invitation]:
    """Invite people from the staff list as visitors. All or none: a person without an address stops it with their name."""
    require(by, Permission.ACCESS_MANAGE)
    without = [person.name for person in staff if not person.email]
    if without:
        raise ValidationError(f"Add an email address for {', '.join(without)} first")
    return [invite(email=p.email, name=p.name, roles=[Visitor.code], staff_member=p, by=by) for p in staff]


@transaction.atomic
def invite_first_administrator(*, email: str, name: str, directorate: Directorate) -> Invitation:
    """For whoever sets a directorate up, at the server's own keyboard. Refused once anybody is in: from then on people invite people."""
    if User.objects.filter(directorate=directorate).exists():
        raise ValidationError(f"{directorate.name} already has people. Ask one of its administrators to invite you.")
    Invitation.objects.open().filter(directorate=directorate).update(withdrawn_at=timezone.now())
    return _issue(email=email.lower(), name=name, roles=["administrator"], directorate=directorate, staff_member=None, by=None, tell=False)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """A new link and fourteen new days; the old link stops working."""
    held = _held(invitation, by)
    if held.accepted_at or held.withdrawn_at:
        raise ValidationError("This invitation is over. Invite them again.")
    held.invited_at, held.expires_at, held.invited_by = timezone.now(), invitation_expiry(), by
    held.token_hash = hash_of(invitation_token(held))
    held.save(update_fields=["invited_at", "expires_at", "invited_by", "token_hash"])
    record("invitation.sent_again", by=by, on=held, name=held.name)
    letters.send_invitation(held, by=by)
    return held


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Its link stops working. Withdrawing twice changes nothing; one that was accepted is an account now."""
    held = _held(invitation, by)
    if held.accepted_at:
        raise ValidationError("They have accepted it. Deactivate their account instead.")
    if held.withdrawn_at is None:
        held.withdrawn_at = timezone.now()
        held.save(update_fields=["withdrawn_at"])
        record("invitation.withdrawn", by=by, on=held, name=held.name)
    return held


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str | None) -> User:
    """Make the account, once. `password` is None for somebody who comes by the council's own sign-in.

    Whoever calls this has seen the invitation's token, or a verified identity that it was meant for.
    """
    held = Invitation.objects.select_for_update().open().filter(pk=invitation.pk).first()
    if held is None:
        raise NotAllowed("Not found")
    _nobody_has(held.email, held.staff_member)
    user = User.objects.create_user(
        held.email, password, name=held.name, directorate_id=held.directorate_id, staff_member=held.staff_member
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=code, granted_by=held.invited_by) for code in held.roles)
    held.accepted_at = timezone.now()
    held.save(update_fields=["accepted_at"])
    record("invitation.accepted", by=user, on=held, name=held.name, roles=held.roles)
    return user


def _issue(*, tell: bool = True, by: User | None, **fields: Any) -> Invitation:
    invitation = Invitation(invited_by=by, **fields)
    invitation.token_hash = hash_of(invitation_token(invitation))
    invitation.save()
    record("user.invited", by=by, on=invitation, name=invitation.name, roles=invitation.roles)
    if tell:
        letters.send_invitation(invitation, by=by)
    return invitation


def _held(invitation: Invitation, by: User) -> Invitation:
    require(by, Permission.ACCESS_MANAGE, invitation)
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _known_roles(roles: Iterable[str]) -> list[str]:
    wanted = set(roles)
    if not wanted or wanted - set(BY_CODE):
        raise ValidationError("Choose at least one role from the list")
    return [code for code in BY_CODE if code in wanted]


def _nobody_has(address: str, staff_member: StaffMember | None) -> None:
    if User.objects.filter(email=address).exists():
        raise ValidationError("Someone with this email address already has an account")
    if staff_member is not None and User.objects.filter(staff_member=staff_member).exists():
        raise ValidationError(f"{staff_member.name} already has an account")
