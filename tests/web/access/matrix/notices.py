"""Messages: all of them for those who publish or manage access, one's own for everybody else."""

from typing import Any
from uuid import uuid4

from alongside.web.access.models import User
from alongside.web.notices.models import Notice
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row

KEEPERS = {"practice_lead", "administrator"}


def message_to(user: User | None, **fields: Any) -> dict[str, Any]:
    to = user.email if user else "somebody@council.example"
    base = {"directorate": make.directorate(), "key": uuid4().hex, "kind": "k", "to": to, "subject": "Visits", "body": "Words"}
    return {"pk": Notice.objects.create(**{**base, **fields}).pk}


def message_to_a_colleague() -> dict[str, Any]:
    return message_to(None, state="failed", problem="Refused")


ROWS = [
    Row("notices:list", allowed=EVERYONE),
    Row("notices:notice", allowed=KEEPERS, make=message_to_a_colleague),
    Row("notices:notice", allowed=EVERYONE, make_for=message_to, query="?own"),
    Row("notices:again", allowed=KEEPERS, make=message_to_a_colleague, method="POST", data=lambda: {"to": "new@council.example"}),
]
