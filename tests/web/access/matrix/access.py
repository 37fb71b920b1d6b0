"""People and access."""

from typing import Any

from alongside.web.access.models import Invitation, User
from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row

MANAGERS = {"practice_lead", "administrator"}


def colleague() -> dict[str, Any]:
    make.user("administrator")  # so that the last one is never at stake
    return {"pk": make.user("visitor").pk}


def visitor_role() -> dict[str, Any]:
    return {**colleague(), "role": "visitor"}


def oneself(user: User | None) -> dict[str, Any]:
    return {"pk": (user or make.user()).pk}


def invitation() -> dict[str, Any]:
    person = make.staff()
    fields = {"directorate": make.directorate(), "email": person.email, "name": person.name, "roles": ["visitor"]}
    return {"pk": Invitation.objects.create(**fields, staff_member=person, token_hash=person.code).pk}


def new_person() -> dict[str, Any]:
    person = make.staff()
    return {"name": person.name, "email": person.email, "roles": ["visitor"]}


ROWS = [
    Row("access:account", allowed=EVERYONE),
    Row("access:people", allowed=MANAGERS),
    Row("access:person", allowed=MANAGERS, make=colleague),
    Row("access:person", allowed=MANAGERS, make_for=oneself, query="?oneself", stranger=200, note="a stranger reads their own"),
    Row("access:give_role", allowed=MANAGERS, make=colleague, method="POST", data=lambda: {"role": "analyst"}),
    Row("access:end_role", allowed=MANAGERS, make=visitor_role, method="POST"),
    Row("access:deactivate", allowed=MANAGERS, make=colleague, method="POST"),
    Row("access:reactivate", allowed=MANAGERS, make=colleague, method="POST"),
    Row("access:sign_out", allowed=MANAGERS, make=colleague, method="POST"),
    Row("access:invite", allowed=MANAGERS),
    Row("access:invite", allowed=MANAGERS, method="POST", data=new_person),
    Row("access:invite_visitors", allowed=MANAGERS),
    Row("access:invite_visitors", allowed=MANAGERS, method="POST", ok=422, note="nobody ticked"),
    Row("access:resend", allowed=MANAGERS, make=invitation, method="POST"),
    Row("access:withdraw", allowed=MANAGERS, make=invitation, method="POST"),
    Row(
        "access:invitation", allowed=EVERYONE, ok=302, anonymous=302, make=lambda: {"token": "x"}, stranger=302, note="the link is the key"
    ),
    Row("access:join", allowed=EVERYONE, ok=404, anonymous=404, note="without a link there is nothing to join"),
    Row("access:join", allowed=EVERYONE, ok=404, anonymous=404, method="POST", note="without a link there is nothing to join"),
    Row("access:demonstration", anonymous=404, note="exists in a demonstration only, see test_demonstration.py"),
    Row("access:demonstration_become", anonymous=404, method="POST", note="exists in a demonstration only"),
]
