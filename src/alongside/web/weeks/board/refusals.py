"""What others did to a plan since somebody last saw it."""

from __future__ import annotations

from django.db.models import Q

from alongside.web.weeks.models import BoardChange, Plan
from alongside.web.weeks.refusals import Stale


def overtaken(plan: Plan, version: int) -> Stale:
    """Why a change to this plan was not made: what was changed and undone after `version`, oldest first."""
    return Stale("this plan", plan.version, [line for _, line in sorted(_lines(plan, version))])


def _lines(plan: Plan, version: int) -> list[tuple[int, str]]:
    found = []
    changes = BoardChange.objects.filter(Q(version__gt=version) | Q(undone_version__gt=version), plan=plan)
    for change in changes.select_related("made_by", "undone_by"):
        if change.version > version:
            found.append((change.version, f"{change.words} ({change.made_by})"))
        if change.undone_version and change.undone_version > version:
            found.append((change.undone_version, f"Undone: {change.words} ({change.undone_by})"))
    return found
