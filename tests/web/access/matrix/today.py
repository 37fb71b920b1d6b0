"""The board of the week as it happens, and the day's huddle."""

from __future__ import annotations

from typing import Any

from alongside.web.access.permissions import Permission
from tests import factories as make
from tests.web.access.matrix import Row, holders

SEE = holders(Permission.TODAY_SEE)


def published() -> dict[str, Any]:
    make.publication(make.week())
    return {}


ROWS = [
    Row("today:board", allowed=SEE, make=published, stranger=200, note="a stranger sees their own council's, which has no week"),
    Row("today:figures", allowed=SEE, make=published, stranger=200, note="as the board"),
    Row("today:huddle", allowed=SEE, make=published, stranger=200, note="as the board"),
    Row("today:chase", allowed=holders(Permission.TODAY_CHASE), make=published, method="POST"),
]
