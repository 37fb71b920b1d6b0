"""Which forms are answered through a link: those of families, and of people outside the council's own sign-in."""

from __future__ import annotations

from alongside.web.forms.kinds import FAMILY, Kind
from alongside.web.forms.models import Form

THROUGH_A_LINK = FAMILY | {Kind.PARTNER, Kind.HOST_VIEW}
STAFF = frozenset({Kind.PULSE, Kind.PARTNER, Kind.HOST_VIEW})
"""Kinds whose words come here at once, and are shown from six answers; families' from eight (design.md)."""


def may_be_offered(form: Form) -> bool:
    return form.kind in THROUGH_A_LINK and form.retired_at is None and form.versions.published().exists()
