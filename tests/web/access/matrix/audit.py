"""The audit trail."""

from tests.web.access.matrix import Row

READERS = {"practice_lead", "director", "administrator"}

ROWS = [
    Row("audit:list", allowed=READERS),
    Row("audit:export", allowed=READERS, method="POST", ok=200),
]
