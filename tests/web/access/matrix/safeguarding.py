"""When somebody may be being harmed."""

from typing import Any

from tests import factories as make
from tests.web.access.matrix import EVERYONE, Row


def council() -> dict[str, Any]:
    return {"code": make.arrangements().directorate.code}


PUBLIC: dict[str, Any] = {"allowed": EVERYONE, "anonymous": 200, "stranger": 200, "public": True, "make": council}

ROWS = [
    Row("safeguarding:home", allowed={"safeguarding_lead"}),
    Row("help:now", **PUBLIC),
    Row("help:now", **PUBLIC, method="POST", ok=200, data=lambda: {"words": "Please help"}),
]
