"""The moderator says what grade stands, beside what the auditor, the second grader and the practitioner said. Nothing is overwritten."""

from __future__ import annotations

from django.db import transaction

from alongside.web.access.models import User
from alongside.web.access.permissions import NotAllowed, Permission, require
from alongside.web.audit.actions import record
from alongside.web.records.actions.second_grades import newest_version
from alongside.web.records.grading import graded
from alongside.web.records.models import Moderation, Record
from alongside.web.weeks.refusals import Refused


@transaction.atomic
def moderate(*, entry: Record, question: str, grade: str, words: str, by: User) -> Moderation:
    """One decision a grade, with its reason. Nobody moderates what they graded themselves; pressing twice decides once."""
    require(by, Permission.RECORDS_MODERATE, entry)
    if entry.author_id == by.pk or entry.second_grades.filter(grader=by).exists():
        raise NotAllowed("Not found")
    asked = next((each for each in graded(newest_version(entry)) if each.key == question), None)
    if asked is None or grade not in {option.key for option in asked.options}:
        raise Refused("Choose the grade that stands")
    if not words.strip():
        raise Refused("Say why this grade stands")
    held, new = Moderation.objects.select_for_update().get_or_create(
        record=entry, question=question, defaults={"grade": grade, "words": words, "by": by}
    )
    if not new and (held.grade, held.words) != (grade, words):
        raise Refused("Somebody has moderated this grade already. Their decision is shown below")
    if new:
        record("grade.moderated", by=by, on=entry, name=str(entry), question=question)
    return held
