"""Taking a copy of released words away."""

from __future__ import annotations

from django.db import transaction

from alongside.engines.forms.definition import QuestionType
from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.forms.models import FormVersion
from alongside.web.voices.queries.said import Filter, released_words
from alongside.web.voices.said_sheet import as_csv, as_xlsx, rows
from alongside.web.weeks.models import PracticeWeek

OF_WORDS = {QuestionType.TEXT, QuestionType.GRADE, QuestionType.EVIDENCE, QuestionType.PRAISE, QuestionType.PROMISE}


@transaction.atomic
def download_words(*, week: PracticeWeek, chosen: Filter, kind: str, by: User) -> bytes:
    """What the page shows under the same filter, as "csv" or "xlsx". The trail says who took how much, never what."""
    require(by, Permission.VOICES_READ, week)
    found = released_words(week, by, chosen)
    lines = rows(found.items, _free_text(week))
    record("voices.exported", by=by, on=week, answers=len(found.items), group=chosen.group, filtered=chosen.is_set)
    return as_csv(lines) if kind == "csv" else as_xlsx(lines)


def _free_text(week: PracticeWeek) -> set[str]:
    """Keys of questions that take somebody's own words, in any form of the council: a key that is words anywhere is words here."""
    versions = FormVersion.objects.published().filter(form__directorate_id=week.directorate_id)
    return {question.key for version in versions for question in version.as_definition.questions if question.type in OF_WORDS}
