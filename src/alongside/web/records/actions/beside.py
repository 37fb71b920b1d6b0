"""What others say beside a record: the host team confirms or corrects a note, the practitioner replies. Nothing is overwritten."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record as audit
from alongside.web.forms.kinds import GRADED, Kind
from alongside.web.records.models import HostAnswer, Record, RecordVersion, Reply
from alongside.web.weeks.models.publication import teams_seen_by
from alongside.web.weeks.refusals import Refused

LONGEST = 10_000
Outcome = HostAnswer.Outcome


@transaction.atomic
def answer_as_host(*, client_id: UUID, version: RecordVersion, outcome: str, words: str, by: User) -> HostAnswer:
    """A manager of the host team says that a note is right, or what is not. The same form sent twice says it once."""
    require(by, Permission.RECORDS_HOST, version.record)
    if not may_answer_as_host(by, version.record):
        raise NotAllowed("Not found")
    words = words.strip()
    if outcome not in Outcome.values:
        raise Refused("Choose whether the note is right")
    if outcome == Outcome.CORRECTED and not words:
        raise Refused("Say what is not right, and how it was")
    _check_length(words)
    answer, is_new = HostAnswer.objects.get_or_create(
        pk=client_id, defaults={"version": version, "outcome": outcome, "words": words, "by": by}
    )
    if not is_new and (answer.version_id, answer.outcome, answer.words, answer.by_id) != (version.pk, outcome, words, by.pk):
        raise NotAllowed("Not found")
    if is_new:
        audit(f"note.{outcome}", by=by, on=version.record, name=str(version.record), version=str(version.pk))
    return answer


@transaction.atomic
def reply(*, client_id: UUID, version: RecordVersion, question: str, words: str, by: User) -> Reply:
    """The practitioner says something beside one grade of their work, or beside the whole (`question` empty)."""
    require(by, Permission.RECORDS_SEE, version.record)
    if not may_reply(by, version.record):
        raise NotAllowed("Not found")
    words = words.strip()
    if not words:
        raise Refused("Write what you want to say")
    _check_length(words)
    if question and question not in {each.key for each in version.form_version.as_definition.questions}:
        raise NotAllowed("Not found")
    said, is_new = Reply.objects.get_or_create(pk=client_id, defaults={"version": version, "question": question, "words": words, "by": by})
    if not is_new and (said.version_id, said.question, said.words, said.by_id) != (version.pk, question, words, by.pk):
        raise NotAllowed("Not found")
    if is_new:
        audit("record.replied", by=by, on=version.record, name=str(version.record), version=str(version.pk), question=question)
    return said


def may_answer_as_host(by: User, record: Record) -> bool:
    """Those who host for the team, about a note of a visit that is not their own."""
    if record.kind != Kind.TEAM_VISIT or record.author_id == by.pk or by.staff_member is None or record.team_id is None:
        return False
    return by.may(Permission.RECORDS_HOST) and teams_seen_by(by.staff_member).filter(pk=record.team_id).exists()


def may_reply(by: User, record: Record) -> bool:
    """Whoever's work it is."""
    return record.kind in GRADED and record.practitioner_id is not None and record.practitioner_id == by.staff_member_id


def _check_length(words: str) -> None:
    if len(words) > LONGEST:
        raise Refused(f"Write at most {LONGEST:,} characters")
