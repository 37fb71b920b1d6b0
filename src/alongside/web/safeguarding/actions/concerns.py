"""Concerns: asked for help now, worried about somebody; acknowledged, referred, closed one at a time, opened again."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate, StaffMember, Team
from alongside.web.safeguarding.models import Concern, ConcernStep
from alongside.web.safeguarding.raising import open_concern
from alongside.web.safeguarding.telling import tell_of

Step = ConcernStep.Kind
ACKNOWLEDGE_FIRST = "Acknowledge it first, so that everybody knows you have it."
WITH_A_REFERENCE = "Enter the reference of the referral."
NOT_CLOSED = "It is not closed."


@transaction.atomic
def ask_for_help_now(
    *, client_id: UUID, directorate: Directorate, team: Team | None, words: str, contact: str, by: User | None = None
) -> Concern:  # fmt: skip
    """Somebody not signed in is not safe. Sent twice it is one concern; sent again with other words, another one."""
    verbatim = {"said": [{"key": "words", "question": "What is happening", "said": words}], "contact": contact}
    pk = _same_when_sent_twice(client_id, directorate, verbatim)
    return open_concern(directorate=directorate, source=Concern.Source.HELP_NOW, verbatim=verbatim, team=team, by=by, pk=pk)


@transaction.atomic
def worry_about(
    *, client_id: UUID, directorate: Directorate, team: Team | None, words: str, rang: bool, by: User,
    about_staff: bool = False, about: StaffMember | None = None,
) -> Concern:  # fmt: skip
    """Anybody who signs in may be worried about a person, whatever their role. `rang`: whether they have rung already.

    Who goes back to say that it is about staff, and sends the same words again, has the concern that is there hidden.
    """
    if not by.is_active or by.directorate_id != directorate.pk or (about is not None and about.directorate_id != directorate.pk):
        raise NotAllowed("Not found")
    verbatim = {"said": [{"key": "words", "question": "What they are worried about", "said": words}]}
    pk = _same_when_sent_twice(client_id, directorate, {**verbatim, "by": str(by.pk)})
    concern = open_concern(
        directorate=directorate, source=Concern.Source.WORRY, verbatim=verbatim, team=team, by=by, pk=pk, rang=rang,
        about_staff=about_staff, about=about,
    )  # fmt: skip
    adds = (about_staff and not concern.about_staff) or (about is not None and concern.about_id is None)
    return _now_about_staff(Concern.objects.select_for_update().get(pk=concern.pk), about, by) if adds else concern


@transaction.atomic
def open_verbatim(*, concern: Concern, by: User) -> dict[str, Any]:
    """What was said, to somebody who may act on it. Written to the trail: who and when, never what."""
    _may_handle(by, concern)
    verbatim: dict[str, Any] = concern.verbatim
    record("concern.opened", by=by, on=concern)
    return verbatim


@transaction.atomic
def acknowledge(*, concern: Concern, by: User) -> Concern:
    """Somebody has it: the clock stops. A second person's press changes nothing."""
    held = _hold(concern, by)
    if held.acknowledged_at is None:
        held.acknowledged_by, held.acknowledged_at = by, timezone.now()
        held.save(update_fields=["acknowledged_by", "acknowledged_at"])
        _note(held, Step.ACKNOWLEDGED, by)
        record("concern.acknowledged", by=by, on=held)
    return held


@transaction.atomic
def mark_about_staff(*, concern: Concern, about: StaffMember | None, by: User) -> Concern:
    """It is about somebody who works here: from now on hidden from their line, even if that is the person who marks it."""
    held = _hold(concern, by)
    if about is not None and about.directorate_id != held.directorate_id:
        raise NotAllowed("Not found")
    return _now_about_staff(held, about, by)


@transaction.atomic
def refer(*, concern: Concern, reference: str, by: User) -> Concern:
    """It went to those who act on harm. Only the reference is kept; what the referral says is theirs. Closes it."""
    if not reference.strip():
        raise ValidationError(WITH_A_REFERENCE)
    held = _hold(concern, by)
    held.referral_reference = reference.strip()[:60]
    _close(held, Concern.Outcome.REFERRED, by)
    return held


@transaction.atomic
def close(*, concern: Concern, outcome: str, by: User) -> Concern:
    """One concern, one outcome, one person. A referral goes through `refer`."""
    if outcome == Concern.Outcome.REFERRED or outcome not in Concern.Outcome.values:
        raise ValidationError(WITH_A_REFERENCE)
    held = _hold(concern, by)
    _close(held, Concern.Outcome(outcome), by)
    return held


@transaction.atomic
def reopen(*, concern: Concern, by: User) -> Concern:
    """It was closed too soon. What was done stays in its history."""
    held = _hold(concern, by)
    if held.closed_at is None:
        raise ValidationError(NOT_CLOSED)
    held.closed_by, held.closed_at, held.outcome = None, None, ""
    held.save(update_fields=["closed_by", "closed_at", "outcome"])
    _note(held, Step.REOPENED, by)
    record("concern.reopened", by=by, on=held)
    return held


def _now_about_staff(held: Concern, about: StaffMember | None, by: User) -> Concern:
    held.about_staff, held.about = True, about
    held.save(update_fields=["about_staff", "about"])
    _note(held, Step.ABOUT_STAFF, by)
    record("concern.changed", by=by, on=held)
    if held.acknowledged_at is None:
        tell_of(held, timezone.now(), apart_from=by)
    return held


def _close(held: Concern, outcome: Concern.Outcome, by: User) -> None:
    if held.acknowledged_at is None:
        raise ValidationError(ACKNOWLEDGE_FIRST)
    if held.closed_at is not None:
        return
    held.closed_by, held.closed_at, held.outcome = by, timezone.now(), outcome
    held.save(update_fields=["closed_by", "closed_at", "outcome", "referral_reference"])
    reference = held.referral_reference if outcome == Concern.Outcome.REFERRED else ""
    _note(held, Step.REFERRED if reference else Step.CLOSED, by, outcome=outcome, reference=reference)
    record("concern.closed", by=by, on=held)


def _note(concern: Concern, kind: str, by: User, **facts: Any) -> None:
    ConcernStep.objects.create(concern=concern, kind=kind, by=by, **facts)


def _may_handle(by: User, concern: Concern) -> None:
    require(by, Permission.SAFEGUARDING_READ, concern)
    if not Concern.objects.visible_to(by).filter(pk=concern.pk).exists():
        raise NotAllowed("Not found")


def _hold(concern: Concern, by: User) -> Concern:
    _may_handle(by, concern)
    return Concern.objects.select_for_update().get(pk=concern.pk)


def _same_when_sent_twice(client_id: UUID, directorate: Directorate, verbatim: dict[str, Any]) -> UUID:
    """The same page sent with the same words is the same concern; it cannot be found again by somebody who guesses the words."""
    text = json.dumps([str(client_id), str(directorate.pk), verbatim], sort_keys=True)
    return UUID(bytes=salted_hmac("alongside.safeguarding.concern", text, algorithm="sha256").digest()[:16])
