"""Family conversations to be held: a reference, never a name; when and where they can come; whether an interpreter is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import ProtectedError

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Site, Team
from alongside.web.weeks.models import FamilyConversation, PracticeWeek
from alongside.web.weeks.names import is_reference
from alongside.web.weeks.queries.hosting import teams_hosted_by
from alongside.web.weeks.refusals import Refused


@dataclass(frozen=True)
class Arrangements:
    """When the family can talk, where, and what they need. No site chosen means any family room."""

    slots: Sequence[int]
    sites: Sequence[Site] = ()
    needs_step_free: bool = False
    language: str = ""
    notes: str = ""


@transaction.atomic
def arrange_conversation(
    *, week: PracticeWeek, reference: str, team: Team, arrangements: Arrangements, by: User, change: FamilyConversation | None = None
) -> FamilyConversation:
    """Add a conversation, or `change` one. The reference must not be a name, nor another's; the same form sent twice adds one."""
    require(by, Permission.WEEKS_OFFER, week)
    if not teams_hosted_by(by).filter(pk=team.pk).exists():
        raise NotAllowed("Not found")
    if not is_reference(reference):
        raise Refused("Enter your own reference with a number in it, such as FC-12, never a name")
    _check_places(week, arrangements)
    PracticeWeek.objects.select_for_update().get(pk=week.pk)  # one at a time, so that a reference is given once
    same = FamilyConversation.objects.filter(week=week, reference=reference)
    taken = (same.exclude(pk=change.pk) if change else same).first()
    if taken is not None:
        if change is None and _is_the_same(taken, team, arrangements):
            return taken
        raise Refused(f"{reference} is on the list already. Choose another reference, or change that one")
    found = _to_change(change, week, by) if change else FamilyConversation(week=week)
    found.reference, found.team, found.slots, found.language = reference, team, sorted(arrangements.slots), arrangements.language
    found.needs_step_free, found.notes = arrangements.needs_step_free, arrangements.notes
    found.save()
    found.sites.set(arrangements.sites)
    record("conversation.changed" if change else "conversation.arranged", by=by, on=found, team=team.code, slots=found.slots)
    return found


@transaction.atomic
def call_off_conversation(*, conversation: FamilyConversation, by: User) -> None:
    require(by, Permission.WEEKS_OFFER, conversation)
    if not teams_hosted_by(by).filter(pk=conversation.team_id).exists():
        raise NotAllowed("Not found")
    record("conversation.called_off", by=by, on=conversation)
    try:
        with transaction.atomic():
            conversation.delete()
    except ProtectedError:
        raise Refused(f"{conversation} is in a plan already. Clear its times instead, then plan again") from None


def _to_change(conversation: FamilyConversation, week: PracticeWeek, by: User) -> FamilyConversation:
    held = FamilyConversation.objects.select_for_update().get(pk=conversation.pk)
    if held.week_id != week.pk or not teams_hosted_by(by).filter(pk=held.team_id).exists():
        raise NotAllowed("Not found")
    return held


def _is_the_same(found: FamilyConversation, team: Team, arrangements: Arrangements) -> bool:
    names = ("needs_step_free", "language", "notes")
    return (
        found.team_id == team.pk
        and found.slots == sorted(arrangements.slots)
        and all(getattr(found, name) == getattr(arrangements, name) for name in names)
        and set(found.sites.all()) == set(arrangements.sites)
    )


def _check_places(week: PracticeWeek, arrangements: Arrangements) -> None:
    if not set(arrangements.slots) <= {slot.number for slot in week.slots}:
        raise NotAllowed("Not found")
    if any(site.directorate_id != week.directorate_id for site in arrangements.sites):
        raise NotAllowed("Not found")
