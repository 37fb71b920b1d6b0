"""Why a change to a plan was not made."""

from __future__ import annotations

from django.db.models import Q

from alongside.web.weeks.models import BoardChange, Plan


class Refused(Exception):
    """It cannot be; `reasons` are sentences without a full stop, for a person."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


class Stale(Exception):
    """The plan changed since the person last saw it; `changes` say how, oldest first."""

    def __init__(self, changes: list[str]) -> None:
        self.changes = changes
        super().__init__("; ".join(changes))

    @classmethod
    def since(cls, plan: Plan, version: int) -> Stale:
        return cls([line for _, line in sorted(_lines(plan, version))])


def _lines(plan: Plan, version: int) -> list[tuple[int, str]]:
    found = []
    changes = BoardChange.objects.filter(Q(version__gt=version) | Q(undone_version__gt=version), plan=plan)
    for change in changes.select_related("made_by", "undone_by"):
        if change.version > version:
            found.append((change.version, f"{change.words} ({change.made_by})"))
        if change.undone_version and change.undone_version > version:
            found.append((change.undone_version, f"Undone: {change.words} ({change.undone_by})"))
    return found
