"""What one person said arrives. A family's words lie sealed with the readers until they are cleared; other words are here at once.

An anonymous answer writes no audit event (each has a time and a request) and keeps no way in, person or time finer than the day.
See docs/adr/0019.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from alongside.engines.forms.answers import kept, missing, wrong
from alongside.engines.forms.definition import LANGUAGES, Definition, Reader
from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.kinds import FAMILY
from alongside.web.forms.models import FormVersion
from alongside.web.organisation.models import Team
from alongside.web.safeguarding.actions.reading import put_forward
from alongside.web.voices import codes
from alongside.web.voices.consent import agreed
from alongside.web.voices.models import Ask, Response, Way
from alongside.web.voices.origins import ORIGIN
from alongside.web.voices.wording import said
from alongside.web.weeks.models import PracticeWeek
from alongside.web.weeks.refusals import Refused

MOST_BYTES = 100_000
Via = Response.Via
TYPED_BY_STAFF = frozenset({Via.CONVERSATION, Via.PAPER, Via.ADVOCATE})
MAY_BE_INCOMPLETE = TYPED_BY_STAFF | {Via.LINK}  # at a link, "I would rather not say" answers any question


class NotAnswered(Refused):
    """`problems` says what to do, a sentence a question key; "" is the whole form."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(*problems.values())


@dataclass(frozen=True)
class Received:
    """`receipt_code` is the same when the same form is sent again, so that who lost the first answer still gets it."""

    response: Response
    receipt_code: str
    new: bool


@transaction.atomic
def receive_response(
    *,
    client_id: uuid.UUID,
    week: PracticeWeek,
    team: Team | None,
    version: FormVersion,
    answers: Mapping[str, Any],
    consent: Mapping[str, Any],
    via: str,
    anonymous: bool,
    language: str = "en",
    reader: str = "plain",
    way: Way | None = None,
    ask: Ask | None = None,
    reference: str = "",
    said_on: dt.date | None = None,
    helped: str = "",
    by: User | None = None,
) -> Received:
    """Keep what was said, once for each `client_id`. Raises NotAnswered or Refused.

    `by` is who typed it in, or who is signed in; without one there must be an open `way`. Only the pulse must be complete: a family's words
    are never refused for what they did not say.
    """
    _check_who(via, week, way, by)
    ids = codes.stored_ids(client_id, week.pk)
    if stored := Response.objects.filter(pk__in=ids).first():
        return _again(stored, client_id, ids)
    definition = version.as_definition
    plain = _plain(definition, answers, complete=via not in MAY_BE_INCOMPLETE)
    _check_belongings(week, team, version, way, anonymous)
    response = Response(
        id=ids[0],
        directorate_id=week.directorate_id,
        week=week,
        team=team,
        version=version,
        via=via,
        anonymous=anonymous,
        language=language if language in LANGUAGES else "en",
        reader=reader if reader in set(Reader) else Reader.PLAIN,
        said_on=_day(said_on),
        helped=helped if helped in Response.Helped.values else "",
        recorded_by=by if via in TYPED_BY_STAFF else None,
        consent=agreed(consent, anonymous=anonymous),
        receipt_hash=codes.code_hash(codes.receipt_code(client_id, week.pk)),
        answers=None if version.form.kind in FAMILY else plain,
    )
    if not anonymous:
        response.way, response.reference, response.arrived_at = way, (way.reference if way else "") or reference, timezone.now()
        response.ask = _ask_of(response, ask)
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:  # the same form arrived twice at the same moment
        return _again(Response.objects.get(pk__in=ids), client_id, ids)
    if way is not None:
        _count(way)
    if version.form.kind in FAMILY:
        _put_forward(response, definition, plain, by)
    if not anonymous:
        record("response.received", by=by, on=response, kind=version.form.kind, via=via)
    return Received(response, codes.receipt_code(client_id, week.pk), new=True)


def words_for_reading(definition: Definition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader opens: each question in English beside what was said, and the answers as they came."""
    return {"questions": said(definition, answers), "answers": dict(answers)}


def check_answered(definition: Definition, answers: Mapping[str, Any], *, complete: bool) -> dict[str, Any]:
    """The answers worth keeping. Raises NotAnswered."""
    return _plain(definition, answers, complete=complete)


def _again(stored: Response, client_id: uuid.UUID, ids: list[uuid.UUID]) -> Received:
    code = codes.receipt_code(client_id, stored.week_id, key_number=ids.index(stored.pk))
    return Received(stored, code, new=False)


def _check_who(via: str, week: PracticeWeek, way: Way | None, by: User | None) -> None:
    if via in TYPED_BY_STAFF and by is not None:
        require(by, Permission.VOICES_RECORD, week)
    elif via == Via.SIGNED_IN and by is not None:
        require(by, Permission.VOICES_PULSE, week)
    elif via != Via.LINK or way is None:
        raise NotAllowed("Not found")


def _check_belongings(week: PracticeWeek, team: Team | None, version: FormVersion, way: Way | None, anonymous: bool) -> None:
    directorates = {week.directorate_id, version.form.directorate_id, team.directorate_id if team else week.directorate_id}
    if len(directorates) > 1 or not version.is_published:
        raise NotAllowed("Not found")
    if way is not None and (way.week_id, way.form_id, way.anonymous) != (week.pk, version.form_id, anonymous):
        raise NotAllowed("Not found")
    if way is not None and way.team_id is not None and way.team_id != (team.pk if team else None):
        raise NotAllowed("Not found")


def _plain(definition: Definition, answers: Mapping[str, Any], *, complete: bool) -> dict[str, Any]:
    plain = kept(definition, answers)
    problems = wrong(definition, plain)
    if complete:
        problems = problems or missing(definition, plain)
    if not problems and not plain:
        problems = {"": "Answer at least one question"}
    if not problems and len(json.dumps(plain).encode()) > MOST_BYTES:
        problems = {"": "This is too long to keep. Make it shorter"}
    if problems:
        raise NotAnswered(problems)
    return plain


def _day(said_on: dt.date | None) -> dt.date:
    today = timezone.localdate()
    if said_on is not None and said_on > today:
        raise Refused("Enter the day it was said, today or before")
    return said_on or today


def _count(way: Way) -> None:
    """Refused in one step with counting, so that two at once cannot both be the last."""
    taking = Way.objects.taking_answers().filter(pk=way.pk, answers_taken__lt=F("most_answers"))
    if not taking.update(answers_taken=F("answers_taken") + 1):
        raise Refused("This link is closed, or has taken all the answers it can. Ask who gave it to you for another")


def _ask_of(response: Response, ask: Ask | None) -> Ask | None:
    """Who was asked, now answered: the one given, or the one with this reference."""
    asked = Ask.objects.filter(week=response.week)
    if ask is not None:
        found = asked.filter(pk=ask.pk).first()
    elif response.reference:
        found = asked.filter(kind=response.version.form.kind, reference=response.reference).first()
    else:
        found = None
    if found is not None and found.outcome != Ask.Outcome.ANSWERED:
        found.outcome = Ask.Outcome.ANSWERED
        found.save(update_fields=["outcome"])
    return found


def _put_forward(response: Response, definition: Definition, answers: dict[str, Any], by: User | None) -> None:
    response.reading = put_forward(
        directorate=response.week.directorate,
        origin=ORIGIN,
        origin_id=response.pk,
        team=response.team,
        who=response.version.form.kind,
        language=response.language,
        words=words_for_reading(definition, answers),
        said_on=response.said_on,
        arrived_at=response.arrived_at,
        by=None if response.anonymous else by,
    )
    response.save(update_fields=["reading"])
