"""What a person may do here, and whether they may enter at all."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import RoleGrant, User
from alongside.web.access.permissions import Permission, require
from alongside.web.access.roles import BY_CODE, ROLES
from alongside.web.access.sessions import end_sessions_of
from alongside.web.audit.actions import record

MANAGING_ROLES = [role.code for role in ROLES if Permission.ACCESS_MANAGE in role.permissions]


@transaction.atomic
def grant_role(*, user: User, role: str, by: User) -> RoleGrant:
    """Give a role from now on. Giving one that is held changes nothing. Nobody gives themselves one: it takes two to widen what one may."""
    held = _held(user, by)
    if role not in BY_CODE:
        raise ValidationError("Choose a role from the list")
    if held.pk == by.pk and not RoleGrant.objects.current().filter(user=held, role=role).exists():
        raise ValidationError("You cannot give yourself a role. Ask somebody else who manages access.")
    grant, new = RoleGrant.objects.current().get_or_create(user=held, role=role, ended_at=None, defaults={"granted_by": by})
    if new:
        record("user.role_given", by=by, on=held, role=role)
    return grant


@transaction.atomic
def end_role(*, user: User, role: str, by: User) -> None:
    """End a role now. Somebody must always be left who can let people in."""
    held = _held(user, by)
    grant = RoleGrant.objects.current().filter(user=held, role=role).first()
    if grant is None:
        return
    grant.ended_at, grant.ended_by = timezone.now(), by
    grant.save(update_fields=["ended_at", "ended_by"])
    _somebody_can_let_people_in(held)
    record("user.role_ended", by=by, on=held, role=role)


@transaction.atomic
def deactivate(*, user: User, by: User) -> None:
    """Shut a person out at once, wherever they are signed in. Their history stays."""
    held = _held(user, by)
    if held.pk == by.pk:
        raise ValidationError("You cannot deactivate your own account. Ask another administrator.")
    if not held.is_active:
        return
    held.is_active = False
    held.save(update_fields=["is_active"])
    _somebody_can_let_people_in(held)
    record("user.deactivated", by=by, on=held, sessions_ended=end_sessions_of(held))


@transaction.atomic
def reactivate(*, user: User, by: User) -> None:
    """Let a person in again, with the roles they still hold."""
    held = _held(user, by)
    if held.is_active:
        return
    held.is_active = True
    held.save(update_fields=["is_active"])
    record("user.reactivated", by=by, on=held)


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User) -> int:
    """End every session of a person, for a lost phone or a shared computer."""
    held = _held(user, by)
    ended = end_sessions_of(held)
    if ended:
        record("user.signed_out_everywhere", by=by, on=held, sessions_ended=ended)
    return ended


def _held(user: User, by: User) -> User:
    require(by, Permission.ACCESS_MANAGE, user)
    held: User = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    return held


def _somebody_can_let_people_in(changed: User) -> None:
    """Asked after a change, inside its transaction: refusing undoes it."""
    left = RoleGrant.objects.current().filter(role__in=MANAGING_ROLES, user__is_active=True, user__directorate_id=changed.directorate_id)
    if not left.exists():
        raise ValidationError(f"{changed.name} is the last person who can let people in. Give that role to someone else first.")
