"""Messages: all of them for those who publish, those about access for those who manage it, one's own for everybody."""

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


def message_about_access() -> dict[str, Any]:
    return message_to(None, state="failed", problem="Refused", kind="access.invitation")


ROWS = [
    Row("notices:list", allowed=EVERYONE),
    Row("notices:notice", allowed={"practice_lead"}, make=message_to_a_colleague),
    Row("notices:notice", allowed=KEEPERS, make=message_about_access, query="?access"),
    Row("notices:notice", allowed=EVERYONE, make_for=message_to, query="?own"),
    Row("notices:again", allowed={"practice_lead"}, make=message_to_a_colleague, method="POST", data=lambda: {"to": "new@council.example"}),
    Row(
        "notices:again",
        allowed=KEEPERS,
        make=message_about_access,
        method="POST",
        data=lambda: {"to": "somebody@council.example"},
        query="?access",
    ),
]
