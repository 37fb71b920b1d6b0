"""Words come in to be read, are corrected or taken back, and go on once a named reader cleared them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from alongside.engines.clock import LONDON, end_of_working_day
from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate, StaffMember, Team
from alongside.web.platform.sealing import seal
from alongside.web.safeguarding import origins
from alongside.web.safeguarding.duty import arrangements_of
from alongside.web.safeguarding.models import Concern, ConcernStep, Reading
from alongside.web.safeguarding.raising import open_concern
from alongside.web.safeguarding.words import flags_in, parts, texts_in, with_masks

THEY_CHANGED_IT = "They changed what they said while you were reading. Read it again."
SOMEBODY_READ_IT = "Somebody else has read this in the meantime."
STILL_IN_THE_REST = "What the concern is about is still in the rest. Leave that answer out, or mask it."


@transaction.atomic
def put_forward(
    *, directorate: Directorate, origin: str, origin_id: UUID, team: Team | None, who: str, language: str, words: Mapping[str, Any],
    said_on: dt.date, arrived_at: dt.datetime | None, by: User | None = None, drill: bool = False,
) -> Reading:  # fmt: skip
    """Seal somebody's words and lay them before the readers. A second call for the same origin changes nothing.

    Anonymous words (`arrived_at` None) leave no audit event, whose time would be finer than the day.
    """
    fields = {
        "directorate": directorate, "team": team, "who": who, "language": language, "words_sealed": seal(dict(words)),
        "flags": len(flags_in(words, language)), "said_on": said_on, "arrived_at": arrived_at, "drill": drill,
        "due_at": _due(directorate, said_on, arrived_at),
    }  # fmt: skip
    reading, new = Reading.objects.get_or_create(origin=origin, origin_id=origin_id, defaults=fields)
    if new and arrived_at is not None:
        record("reading.put_forward", by=by, on=reading)
    return reading


@transaction.atomic
def put_forward_again(*, reading: Reading, words: Mapping[str, Any]) -> Reading:
    """The person corrected what they said: unread again, and back from wherever it went. What no reader had seen is kept beside it."""
    held = _hold(reading)
    now = timezone.now() if held.arrived_at else None
    before = held.words
    kept = [*before.get("earlier", []), {"questions": before.get("questions", [])}] if held.waits else []
    new_words = {**words, "earlier": kept}
    held.words_sealed, held.flags = seal(new_words), len(flags_in(new_words, held.language))
    held.version += 1
    if not held.waits:
        held.due_at = _due(held.directorate, timezone.localdate(), now)
    held.state, held.read_by, held.read_at, held.released_at = Reading.State.UNREAD, None, None, None
    held.save()
    origins.withhold(held)
    return held


@transaction.atomic
def withdraw(*, reading: Reading) -> Reading:
    """The person took it back: it goes nowhere. What nobody had read is read once all the same, then erased. Of what was read, the
    passages of a concern stay with the concern, and nothing else stays."""
    held = _hold(reading)
    if not held.waits:
        held.words_sealed, held.flags = seal({}), 0
    if held.state != Reading.State.CONCERN:
        held.state, held.released_at = Reading.State.WITHDRAWN, None
    held.save(update_fields=["words_sealed", "flags", "state", "released_at"])
    origins.withhold(held)
    return held


@transaction.atomic
def open_words(*, reading: Reading, by: User) -> dict[str, Any]:
    """What was said, to somebody on duty. Written to the trail: who and when, never what. Raises `Unopenable` without the key."""
    _may_read(by, reading)
    words: dict[str, Any] = reading.words
    record("reading.opened", by=by, on=reading)
    return words


@transaction.atomic
def clear_reading(*, reading: Reading, by: User, masked: Mapping[str, str], seen: int | None = None) -> Reading:
    """Nobody is being harmed as far as these words say: they go to their room, names masked. The words as said stay sealed.

    `seen` is the version the reader had before them. What the person has taken back is erased and goes nowhere.
    """
    _may_read(by, reading)
    held = _hold(reading)
    if not held.waits:
        return _read_already(held, by, Reading.State.CLEARED, Reading.State.WITHDRAWN)
    _same_words(held, seen)
    if held.state == Reading.State.WITHDRAWN:
        held.words_sealed, held.flags = seal({}), 0
        _read(held, by, Reading.State.WITHDRAWN)
        record("reading.erased", by=by, on=held)
        return held
    answers = with_masks(held.words, masked)
    held.released_at = timezone.now()
    _read(held, by, Reading.State.CLEARED)
    origins.release(held, answers, by)
    record("reading.cleared", by=by, on=held, masked=len(masked))
    return held


@transaction.atomic
def raise_concern(
    *, reading: Reading, passages: Sequence[str], about_staff: bool, about: StaffMember | None, by: User, seen: int | None = None
) -> Concern:  # fmt: skip
    """Somebody may be being harmed. `passages` are the questions whose answers say so; none named means all of them.

    Nothing of it goes on. Words that were cleared before come back. Raised twice, it is one concern.
    """
    _may_read(by, reading)
    held = _hold(reading)
    if held.state == Reading.State.CONCERN:
        return held.concerns.order_by("-raised_at")[0]
    _same_words(held, seen)
    concern = open_concern(
        directorate=held.directorate, source=Concern.Source.READING, team=held.team, reading=held, by=by, drill=held.drill,
        verbatim={"said": parts(held.words, passages)}, about_staff=about_staff, about=about,
    )  # fmt: skip
    held.released_at = None
    _read(held, by, Reading.State.CONCERN)
    origins.withhold(held)
    return concern


@transaction.atomic
def release_rest(*, reading: Reading, masked: Mapping[str, str], by: User, leave_out: Sequence[str] = ()) -> Reading:
    """What was said besides the concern goes to its room: without the answers the concern is about, and without what they say."""
    _may_read(by, reading)
    held = _hold(reading)
    if held.state != Reading.State.CONCERN or held.released_at is not None:
        return held
    concerning = [each for concern in held.concerns.all() for each in concern.verbatim["said"]]
    answers = with_masks(held.words, masked, without=[*leave_out, *(each["key"] for each in concerning)])
    _nothing_of_it(answers, [each["said"] for each in concerning])
    held.released_at = timezone.now()
    held.save(update_fields=["released_at"])
    for concern in held.concerns.all():
        ConcernStep.objects.create(concern=concern, kind=ConcernStep.Kind.RELEASED, by=by)
    origins.release(held, answers, by)
    record("reading.rest_released", by=by, on=held)
    return held


def _due(directorate: Directorate, said_on: dt.date, arrived_at: dt.datetime | None) -> dt.datetime:
    """The end of the working day; anonymous words count from the morning of their day, since nobody keeps when they came."""
    start = arrived_at or dt.datetime.combine(said_on, dt.time(), LONDON)
    return end_of_working_day(arrangements_of(directorate.pk).opening, start)


def _may_read(by: User, reading: Reading) -> None:
    require(by, Permission.SAFEGUARDING_READ, reading)
    if not Reading.objects.visible_to(by).filter(pk=reading.pk).exists():
        raise NotAllowed("Not found")


def _hold(reading: Reading) -> Reading:
    return Reading.objects.select_for_update().get(pk=reading.pk)


def _same_words(held: Reading, seen: int | None) -> None:
    if seen is not None and held.version != seen:
        raise ValidationError(THEY_CHANGED_IT)


def _read(held: Reading, by: User, state: str) -> None:
    held.state, held.read_by, held.read_at = state, by, timezone.now()
    held.save()


def _read_already(held: Reading, by: User, *states: str) -> Reading:
    if held.read_by_id == by.pk and held.state in states:
        return held
    raise ValidationError(SOMEBODY_READ_IT)


def _nothing_of_it(answers: Mapping[str, Any], said: Sequence[str]) -> None:
    rest = [" ".join(text.split()).casefold() for text in texts_in(answers)]
    kept = [" ".join(text.split()).casefold() for text in said]
    if any(words and words in text for words in kept for text in rest):
        raise ValidationError(STILL_IN_THE_REST)
