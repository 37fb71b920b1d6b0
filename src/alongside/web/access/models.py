"""Who may enter: users, the roles they hold, and invitations."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cached_property
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from alongside.web.access.roles import BY_CODE, CHOICES, Role

INVITATION_LIFE = dt.timedelta(days=14)


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> UserQuerySet:
        return self.filter(is_active=True)

    def visible_to(self, user: User) -> UserQuerySet:
        """Everyone in the directorate, for those who manage access; oneself otherwise."""
        if user.may("access.manage"):
            return self.filter(directorate_id=user.directorate_id)
        return self.filter(pk=user.pk)


class UserManager(BaseUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who signs in. Belongs to one directorate; usually is one of its staff."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    directorate = models.ForeignKey("organisation.Directorate", on_delete=models.PROTECT, related_name="users")
    staff_member = models.OneToOneField("organisation.StaffMember", null=True, blank=True, on_delete=models.SET_NULL, related_name="user")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    objects = UserManager()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def roles(self) -> list[type[Role]]:
        """Roles held now, in the order of `ROLES`."""
        held = set(self.role_grants.current().values_list("role", flat=True))
        return [role for code, role in BY_CODE.items() if code in held]

    def may(self, permission: str) -> bool:
        """Whether any role held now has the permission. An inactive user may do nothing."""
        return self.is_active and any(permission in role.permissions for role in self.roles)

    def is_a(self, role: type[Role]) -> bool:
        return role in self.roles

    @property
    def is_staff(self) -> bool:
        """Django's admin is not used; nobody is its staff."""
        return False


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def visible_to(self, user: User) -> RoleGrantQuerySet:
        return self.filter(user__in=User.objects.visible_to(user))

    def current(self) -> RoleGrantQuerySet:
        return self.filter(ended_at=None)


class RoleGrant(models.Model):
    """A role held from a day until a day: dated rows, never an overwritten column."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=30, choices=CHOICES)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], condition=Q(ended_at=None), name="one_current_grant_of_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role}"

    @property
    def role_class(self) -> type[Role]:
        return BY_CODE[self.role]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())

    def visible_to(self, user: User) -> InvitationQuerySet:
        return self.filter(directorate_id=user.directorate_id) if user.may("access.manage") else self.none()


def invitation_expiry() -> dt.datetime:
    return timezone.now() + INVITATION_LIFE


class Invitation(models.Model):
    """The only way in. The link's token is kept as a hash; it works once, for fourteen days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    directorate = models.ForeignKey("organisation.Directorate", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    roles = models.JSONField(default=list)
    staff_member = models.ForeignKey("organisation.StaffMember", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=invitation_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_not_both_accepted_and_withdrawn")
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def role_classes(self) -> list[type[Role]]:
        return [role for code, role in BY_CODE.items() if code in self.roles]

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()

    @property
    def state(self) -> str:
        """In words, for lists."""
        if self.accepted_at:
            return "Accepted"
        if self.withdrawn_at:
            return "Withdrawn"
        return "Open" if self.is_open else "Out of date"
