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
def arrange_conversation(*, week: PracticeWeek, reference: str, team: Team, arrangements: Arrangements, by: User) -> FamilyConversation:
    """Add a conversation, or change the one that has this reference. The reference must not be a name."""
    require(by, Permission.WEEKS_OFFER, week)
    if not teams_hosted_by(by).filter(pk=team.pk).exists():
        raise NotAllowed("Not found")
    if not is_reference(reference):
        raise Refused("Enter your own reference with a number in it, such as FC-12, never a name")
    _check_places(week, arrangements)
    before = FamilyConversation.objects.select_for_update().filter(week=week, reference=reference).first()
    if before and before.team_id != team.pk and not teams_hosted_by(by).filter(pk=before.team_id).exists():
        raise Refused(f"{reference} is used by another team. Choose another reference")
    found = before or FamilyConversation(week=week, reference=reference)
    found.team, found.slots, found.language = team, sorted(arrangements.slots), arrangements.language
    found.needs_step_free, found.notes = arrangements.needs_step_free, arrangements.notes
    found.save()
    found.sites.set(arrangements.sites)
    record("conversation.changed" if before else "conversation.arranged", by=by, on=found, team=team.code, slots=found.slots)
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


def _check_places(week: PracticeWeek, arrangements: Arrangements) -> None:
    if not set(arrangements.slots) <= {slot.number for slot in week.slots}:
        raise NotAllowed("Not found")
    if any(site.directorate_id != week.directorate_id for site in arrangements.sites):
        raise NotAllowed("Not found")
