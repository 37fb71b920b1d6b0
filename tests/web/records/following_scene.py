"""A week with a visitor, a host team, a practitioner and graded records, for tests of what follows a record."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from alongside.engines.forms.definition import Option, Question, QuestionType, Wording
from alongside.web.access.models import User
from alongside.web.organisation.models import StaffMember, Team
from alongside.web.records.grading import falls_in_the_share
from alongside.web.records.models import Record, RecordVersion
from alongside.web.weeks.models import PracticeWeek
from tests import factories as make

SENT = dt.datetime(2018, 3, 5, 11, 0, tzinfo=dt.UTC)
GRADES = tuple(Option(key, Wording({"en": key.title()})) for key in ("outstanding", "good", "poor"))
VISIT = make.definition(
    Question("seen", QuestionType.TEXT, Wording({"en": "What did you see?"})),
    Question("about", QuestionType.THEMES, Wording({"en": "What is it about?"}), options=(Option("time", Wording({"en": "Time"})),)),
    Question("praise", QuestionType.PRAISE, Wording({"en": "Good work"})),
    Question("promises", QuestionType.PROMISE, Wording({"en": "What will you do?"})),
)
AUDIT = make.definition(
    Question("seen", QuestionType.TEXT, Wording({"en": "What did you read?"})),
    Question("voice", QuestionType.GRADE, Wording({"en": "The child's voice"}), options=GRADES),
    Question("plan", QuestionType.GRADE, Wording({"en": "The plan"}), options=GRADES),
)


@dataclass
class Scene:
    """`visitor` visited `team`, which `manager` manages and `worker` works in; `lead` runs the week."""

    week: PracticeWeek
    team: Team
    visitor: User
    manager: User
    worker: User
    lead: User

    @property
    def worker_staff(self) -> StaffMember:
        assert self.worker.staff_member
        return self.worker.staff_member

    def version(self, kind: str = "team_visit", by: User | None = None, **answers: Any) -> RecordVersion:
        """A record of this kind, outside the random share, with its first version."""
        author = by or self.visitor
        practitioner = self.worker_staff if kind != "team_visit" else None
        entry = Record.objects.create(
            week=self.week, kind=kind, team=self.team, author=author, practitioner=practitioner, received_at=SENT, pk=_outside_the_share()
        )
        form = make.form_version(kind, VISIT if kind == "team_visit" else AUDIT)
        return self.edit(entry, form, None, **answers)

    def edit(self, entry: Record, form: Any, based_on: RecordVersion | None, **answers: Any) -> RecordVersion:
        return RecordVersion.objects.create(
            record=entry, form_version=form, based_on=based_on, answers=answers, author=entry.author, recorded_at=SENT
        )

    def audit(self, **grades: str) -> RecordVersion:
        given = {key: {"grade": grade, "rationale": "Because I read it."} for key, grade in grades.items()}
        return self.version("case_audit", seen="A plan with a date", **given)


def _outside_the_share() -> uuid.UUID:
    return next(each for each in iter(uuid.uuid4, None) if not falls_in_the_share(each))


def a_scene() -> Scene:
    week, team = make.week(), make.team(name="Heron")
    lead = make.publication(week).published_by
    lead.staff_member = make.staff(name="Lead")
    lead.save()
    boss = make.staff(name="Team manager")
    make.post(team, boss, manages_team=True)
    worker = make.staff(name="Worker", team=team, manager=boss)
    return Scene(
        week=week,
        team=team,
        visitor=make.user("visitor", staff_member=make.staff(name="Visitor")),
        manager=make.user("team_manager", staff_member=boss),
        worker=make.user("practitioner", staff_member=worker),
        lead=lead,
    )
