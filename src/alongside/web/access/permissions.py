"""What a person may do. Roles (roles.py) are lists of these; actions ask for them with `require`."""

from __future__ import annotations

import logging
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.http import Http404

if TYPE_CHECKING:
    from alongside.web.access.models import User

log = logging.getLogger("alongside.access")


class Permission(StrEnum):
    """One thing a role may do, in words an administrator reads."""

    ORGANISATION_VIEW = "organisation.view"
    ORGANISATION_CHANGE = "organisation.change"
    WEEKS_VIEW = "weeks.view"
    WEEKS_SEE_ALL_VISITS = "weeks.see_all_visits"
    WEEKS_SET_UP = "weeks.set_up"
    WEEKS_PLAN = "weeks.plan"
    WEEKS_PUBLISH = "weeks.publish"
    WEEKS_OFFER = "weeks.offer"
    WEEKS_VISIT = "weeks.visit"
    WEEKS_SHADOW = "weeks.shadow"
    FORMS_VIEW = "forms.view"
    FORMS_CHANGE = "forms.change"
    RECORDS_SEE = "records.see"
    RECORDS_WRITE = "records.write"
    RECORDS_HOST = "records.host"
    RECORDS_READ_ALL = "records.read_all"
    RECORDS_MODERATE = "records.moderate"
    VOICES_RUN = "voices.run"
    VOICES_ASK = "voices.ask"
    VOICES_RECORD = "voices.record"
    VOICES_READ = "voices.read"
    VOICES_PULSE = "voices.pulse"
    SAFEGUARDING_READ = "safeguarding.read"
    SAFEGUARDING_ARRANGE = "safeguarding.arrange"
    TODAY_SEE = "today.see"
    TODAY_CHASE = "today.chase"
    ACCESS_MANAGE = "access.manage"
    AUDIT_VIEW = "audit.view"


class NotAllowed(Http404):
    """Refused. Shown as 404, so that what exists and what is merely hidden look the same."""


def require(by: User, permission: Permission, on: Any = None) -> None:
    """Raise `NotAllowed` unless `by` holds `permission` and `on`, when given, belongs to the same directorate."""
    same_directorate = on is None or getattr(on, "directorate_id", None) == by.directorate_id
    if by.may(permission) and same_directorate:
        return
    log.warning("refused %s to %s", permission, by.pk)
    raise NotAllowed("Not found")
