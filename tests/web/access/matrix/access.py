"""People and access."""

from tests.web.access.matrix import Row

ACCESS_MANAGERS = {"practice_lead", "administrator"}

ROWS = [
    Row("access:people", allowed=ACCESS_MANAGERS),
    Row("access:demonstration", anonymous=404, note="exists in a demonstration only, see test_demonstration.py"),
    Row("access:demonstration_become", anonymous=404, method="POST", note="exists in a demonstration only"),
]
