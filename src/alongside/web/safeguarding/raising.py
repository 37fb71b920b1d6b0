"""A concern comes into being in one way only, whoever raises it: sealed, with its clock running, and those who answer told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from alongside.engines.clock import working_time_after
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate, StaffMember, Team
from alongside.web.platform.sealing import seal
from alongside.web.safeguarding.duty import arrangements_of
from alongside.web.safeguarding.models import Concern, ConcernStep, Reading
from alongside.web.safeguarding.telling import tell_of


def open_concern(
    *, directorate: Directorate, source: str, verbatim: Mapping[str, Any], by: Any,
    team: Team | None = None, reading: Reading | None = None, about_staff: bool = False, about: StaffMember | None = None,
    rang: bool | None = None, drill: bool = False, pk: UUID | None = None,
) -> Concern:  # fmt: skip
    """Inside the caller's transaction. With a `pk` that is known already, that concern, unchanged."""
    now, arrangements = timezone.now(), arrangements_of(directorate.pk)
    concern, new = Concern.objects.get_or_create(
        pk=pk or uuid4(),
        defaults={
            "directorate": directorate, "source": source, "verbatim_sealed": seal(dict(verbatim)), "team": team, "reading": reading,
            "raised_by": by, "raised_at": now, "due_at": working_time_after(arrangements.opening, now, arrangements.acknowledge_minutes),
            "about_staff": about_staff or about is not None, "about": about, "rang": rang, "drill": drill,
        },
    )  # fmt: skip
    if new:
        ConcernStep.objects.create(concern=concern, kind=ConcernStep.Kind.RAISED, by=by, at=now)
        record("concern.raised", by=by, on=concern, source=source)
        tell_of(concern, now, apart_from=by)
    return concern
