"""Drills: invented words that go the whole way, to see how long it takes. Kept apart from everything that counts."""

from __future__ import annotations

import random
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from alongside.web.access.models import User
from alongside.web.access.permissions import Permission, require
from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate
from alongside.web.safeguarding.actions.reading import put_forward
from alongside.web.safeguarding.models import Reading

ORIGIN = "safeguarding.drill"
QUESTIONS = (
    ("good", "What was good?", ("The lady who came listens to me.", "We baked a cake. I liked that.", "She comes when she says.")),
    (
        "better",
        "What could be better?",
        (
            "I wish it was not so loud at night. I hide behind the sofa until he has stopped.",
            "My arm still hurts from when she pulled me. I said I fell.",
            "I am hungry when it is not a school day, and nobody is there until it is dark.",
        ),
    ),
)


@transaction.atomic
def start_drill(*, directorate: Directorate, by: User) -> Reading:
    """Lay invented words before the readers, among the others. They are told that it was a drill once they have answered."""
    require(by, Permission.SAFEGUARDING_ARRANGE, directorate)
    asked = [{"key": key, "question": question, "said": random.choice(said)} for key, question, said in QUESTIONS]  # noqa: S311 - no secret
    reading = put_forward(
        directorate=directorate, origin=ORIGIN, origin_id=uuid4(), team=None, who="child_9_12", language="en",
        words={"questions": asked, "answers": {each["key"]: each["said"] for each in asked}},
        said_on=timezone.localdate(), arrived_at=timezone.now(), by=None, drill=True,
    )  # fmt: skip
    record("drill.started", by=by, on=directorate, name="Drill")
    return reading
