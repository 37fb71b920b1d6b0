"""Practice weeks: the list. Each part of the week has a file of its own."""

from tests.web.access.matrix import EVERYONE, Row

READERS = EVERYONE - {"administrator", "no role"}

ROWS = [
    Row("weeks:list", allowed=READERS),
]
