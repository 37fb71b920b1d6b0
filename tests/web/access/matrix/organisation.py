"""Services, teams, sites, people."""

from tests.web.access.matrix import EVERYONE, Row

READERS = EVERYONE - {"practitioner", "no role"}

ROWS = [
    Row("organisation:home", allowed=READERS),
]
