"""Who was to be asked, and what came of it: asked, answered, declined, not safe to ask, could not be reached."""

from __future__ import annotations

import uuid

from django.db import IntegrityError, transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.kinds import FAMILY
from alongside.web.organisation.models import Team
from alongside.web.voices.models import Ask
from alongside.web.voices.queries.teams import teams_asking
from alongside.web.weeks.models import PracticeWeek, PublishedEntry
from alongside.web.weeks.names import is_reference
from alongside.web.weeks.refusals import Refused

NOT_A_NAME = "Enter your own reference with a number in it, such as FC-12, never a name"
ANSWERED_STAYS = "They have answered already, so this cannot be changed"


@transaction.atomic
def note_ask(
    *,
    client_id: uuid.UUID,
    week: PracticeWeek,
    team: Team,
    kind: str,
    how: str,
    outcome: str,
    by: User,
    reference: str = "",
    conversation: PublishedEntry | None = None,
) -> Ask:
    """Note one person who was asked. A reference that is on the list already has its outcome changed; the same form twice adds one."""
    _check(week, team, kind, how, outcome, reference, by)
    if conversation is not None and (conversation.week_id, conversation.team_id) != (week.pk, team.pk):
        raise NotAllowed("Not found")
    PracticeWeek.objects.select_for_update().get(pk=week.pk)  # one at a time, so that a person is on the list once
    if made := Ask.objects.filter(pk=client_id, week=week).first():
        return made
    if reference and (known := Ask.objects.filter(week=week, kind=kind, reference=reference).first()):
        if known.team_id != team.pk:
            raise Refused(f"{reference} is on the list of another team already")
        return change_outcome(ask=known, outcome=outcome, by=by)
    try:
        with transaction.atomic():
            ask = Ask.objects.create(
                id=client_id, week=week, team=team, kind=kind, how=how, outcome=outcome, reference=reference,
                conversation=conversation, noted_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise NotAllowed("Not found") from None  # the identifier is somebody else's
    record("ask.noted", by=by, on=ask, team=team.code, kind=kind, outcome=outcome)
    return ask


@transaction.atomic
def change_outcome(*, ask: Ask, outcome: str, by: User) -> Ask:
    """What came of it after all. Somebody whose words are here has answered, whatever was tapped since."""
    _check(ask.week, ask.team, ask.kind, ask.how, outcome, ask.reference, by)
    held = Ask.objects.select_for_update().get(pk=ask.pk)
    if held.outcome == outcome:
        return held
    if held.outcome == Ask.Outcome.ANSWERED and held.responses.exists():
        raise Refused(ANSWERED_STAYS)
    before, held.outcome = held.outcome, outcome
    held.save(update_fields=["outcome"])
    record("ask.changed", by=by, on=held, before=before, after=outcome)
    return held


@transaction.atomic
def take_off(*, ask: Ask, by: User) -> None:
    """Noted by mistake: gone, unless what they said is here."""
    _check(ask.week, ask.team, ask.kind, ask.how, ask.outcome, ask.reference, by)
    held = Ask.objects.select_for_update().get(pk=ask.pk)
    if held.responses.exists():
        raise Refused(ANSWERED_STAYS)
    record("ask.taken_off", by=by, on=held, kind=held.kind, outcome=held.outcome)
    held.delete()


def _check(week: PracticeWeek, team: Team, kind: str, how: str, outcome: str, reference: str, by: User) -> None:
    require(by, Permission.VOICES_ASK, week)
    if not teams_asking(by).filter(pk=team.pk).exists():
        raise NotAllowed("Not found")
    if kind not in FAMILY or how not in Ask.How.values or outcome not in Ask.Outcome.values:
        raise NotAllowed("Not found")
    if reference and not is_reference(reference):
        raise Refused(NOT_A_NAME)
