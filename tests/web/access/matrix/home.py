"""The home page and what machines ask."""

from tests.web.access.matrix import EVERYONE, Row

ROWS = [
    Row("service_worker", allowed=EVERYONE, anonymous=200, note="what belongs to the page for recording; nobody's name"),
    Row("manifest", allowed=EVERYONE, anonymous=200),
    Row("home", allowed=EVERYONE),
    Row("healthz", allowed=EVERYONE, anonymous=200),
    Row("readyz", allowed=EVERYONE, anonymous=503, ok=503, note="no worker runs in a test"),
]
