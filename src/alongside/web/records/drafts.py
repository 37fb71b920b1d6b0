"""A record as it is being written on a page: what the form carries, and what is wrong with it so far."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from alongside.engines.forms.answers import missing, shown, wrong
from alongside.engines.forms.conditions import is_blank
from alongside.engines.forms.definition import Definition, QuestionType
from alongside.web.access.models import User
from alongside.web.forms.models import FormVersion
from alongside.web.forms.posting import answers_from, wants_another_row
from alongside.web.organisation.models import StaffMember
from alongside.web.records.actions.receiving import Received, receive
from alongside.web.records.answering import as_kept
from alongside.web.records.models import RecordVersion
from alongside.web.records.writers import About

AS_IT_IS = "as-it-is"  # name of the button that sends what is not complete
PRACTITIONER = "practitioner"


@dataclass(frozen=True)
class Draft:
    """`about` may still want a practitioner, who is then one of `people`."""

    about: About
    version: FormVersion
    client_id: UUID
    record_id: UUID
    based_on: UUID | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    people: Sequence[StaffMember] = ()
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def definition(self) -> Definition:
        return self.version.as_definition

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the questions asked so far are answered, and how many there are."""
        asked = [question.key for question in shown(self.definition, self.answers) if question.type is not QuestionType.NOTE]
        return sum(not is_blank(self.answers.get(key)) for key in asked), len(asked)

    @property
    def error_summary(self) -> list[dict[str, str]]:
        titles = {question.key: in_full(question.words.said()) for question in self.definition.questions}
        return [
            {"text": f"{titles[key]} {problem}" if key in titles else problem, "href": f"#q-{key}" if key in titles else f"#{key}"}
            for key, problem in self.problems.items()
        ]

    @property
    def may_go_as_it_is(self) -> bool:
        """All that is wrong is that something is missing."""
        return bool(self.problems) and PRACTITIONER not in self.problems and not wrong(self.definition, self.answers)


def in_full(title: str) -> str:
    """A question's words before another sentence: "What gets in the way?", "The plan:"."""
    return title if title.endswith(("?", ".", ":", "!")) else f"{title}:"


def posted_draft(draft: Draft, post: QueryDict) -> Draft:
    """What was typed. Ids and the version are those the form was shown with; what is no id is made anew."""
    answers = as_kept(draft.definition, answers_from(draft.definition, post))
    chosen = next((person for person in draft.people if str(person.pk) == post.get(PRACTITIONER)), None)
    about = replace(draft.about, practitioner=chosen) if draft.people else draft.about
    based_on = read_id(post, "based_on") if draft.based_on is not None else None
    return replace(
        draft, about=about, answers=answers, based_on=based_on,
        client_id=read_id(post, "client_id") or draft.client_id, record_id=read_id(post, "record_id") or draft.record_id,
    )  # fmt: skip


def checked(draft: Draft, post: QueryDict) -> Draft:
    """With what stands in the way of sending it, unless the person sends it as it is or only asked for another row."""
    if wants_another_row(post):
        return draft
    problems = {PRACTITIONER: "Choose whose work it is"} if draft.people and draft.about.practitioner is None else {}
    problems |= wrong(draft.definition, draft.answers)
    if AS_IT_IS not in post:
        problems |= missing(draft.definition, draft.answers)
    return replace(draft, problems=problems)


def read_id(post: QueryDict, name: str) -> UUID | None:
    try:
        return UUID(post.get(name, ""))
    except ValueError:
        return None


def send_draft(draft: Draft, by: User) -> Received:
    """Store it. Whoever goes back, writes more and sends again has made an edit of what they sent, not a refused copy of it."""
    before = RecordVersion.objects.filter(pk=draft.client_id, author=by).first()
    if before is not None and before.answers != draft.answers:
        same_again = hashlib.sha256(json.dumps(draft.answers, sort_keys=True).encode()).hexdigest()
        draft = replace(
            draft, client_id=uuid.uuid5(draft.client_id, same_again), record_id=before.record_id, based_on=before.pk,
        )  # fmt: skip
    about = draft.about
    return receive(
        client_id=draft.client_id, record_id=draft.record_id, kind=about.kind, entry=about.entry, team=about.team,
        practitioner=about.practitioner, form_version=draft.version, based_on=draft.based_on, answers=draft.answers,
        recorded_at=timezone.now().isoformat(), by=by,
    )  # fmt: skip
