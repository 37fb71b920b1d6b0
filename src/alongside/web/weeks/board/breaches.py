"""Rules a plan would break, as facts: what kind, and who, where and when. `words.py` says them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    UNKNOWN = "unknown"
    TWICE = "twice"
    LINE = "line"
    DECLARED = "declared"
    TOO_FAR = "too_far"
    NOT_ALLOWED = "not_allowed"
    NOT_OFFERED = "not_offered"
    NOT_FREE = "not_free"
    BUSY = "busy"
    ELSEWHERE = "elsewhere"
    MET = "met"
    FULL = "full"
    SAME_SERVICE = "same_service"
    TEAM_FULL = "team_full"
    TEAM_THAT_DAY = "team_that_day"
    SITE_FULL = "site_full"
    DAY_FULL = "day_full"
    VISITOR_FULL = "visitor_full"
    TRAVEL = "travel"


@dataclass(frozen=True)
class Breach:
    """One broken rule. Numbers are the engine's; `count` is how many where a number is too high."""

    kind: Kind
    leader: int | None = None
    team: int | None = None
    site: int | None = None
    slot: int | None = None
    day: int | None = None
    area: int | None = None
    count: int | None = None

    @property
    def what(self) -> tuple[object, ...]:
        """The same rule broken about the same thing, however badly."""
        return self.kind, self.leader, self.team, self.site, self.slot, self.day, self.area


VISIT = r"visit \[(?P<leader>-?\d+), (?P<team>-?\d+), (?P<slot>-?\d+)\]"
SAID: tuple[tuple[re.Pattern[str], Kind], ...] = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (VISIT + " is listed twice", Kind.TWICE),
        (VISIT + ": this leader may not visit this team", Kind.NOT_ALLOWED),
        (VISIT + ": the team offers nothing in this slot", Kind.NOT_OFFERED),
        (VISIT + ": leader is not free in this slot", Kind.NOT_FREE),
        (r"team (?P<team>\d+) has (?P<count>\d+) visitors in slot (?P<slot>\d+), more than offered", Kind.FULL),
        (r"team (?P<team>\d+) has two visitors of service (?P<area>\d+) in slot (?P<slot>\d+)", Kind.SAME_SERVICE),
        (r"site (?P<site>\d+) has (?P<count>\d+) visits in slot (?P<slot>\d+), more than it can take", Kind.SITE_FULL),
        (r"leader (?P<leader>\d+) meets team (?P<team>\d+) (?P<count>\d+) times", Kind.MET),
        (r"team (?P<team>\d+) is visited (?P<count>\d+) times on day (?P<day>\d+)", Kind.TEAM_THAT_DAY),
        (r"team (?P<team>\d+) is visited (?P<count>\d+) times", Kind.TEAM_FULL),
        (r"(?:leader|visitor) (?P<leader>\d+) is in two places on day (?P<day>\d+)", Kind.ELSEWHERE),
        (r"leader (?P<leader>\d+) has (?P<count>\d+) visits on day (?P<day>\d+)", Kind.DAY_FULL),
        (r"visitor (?P<leader>\d+) has too many stops on day (?P<day>\d+)", Kind.DAY_FULL),
        (r"(?:leader|visitor) (?P<leader>\d+) cannot travel in time for slot (?P<slot>\d+)", Kind.TRAVEL),
        (r"leader (?P<leader>\d+) has (?P<count>\d+) visits, more than \d+", Kind.VISITOR_FULL),
    )
)


def heard(said: str) -> Breach:
    """What the judge said, as a fact."""
    for pattern, kind in SAID:
        if found := pattern.fullmatch(said):
            return Breach(kind, **{name: int(value) for name, value in found.groupdict().items()})
    return Breach(Kind.UNKNOWN)


def new_breaches(before: tuple[str, ...], after: tuple[str, ...]) -> list[Breach]:
    """What the judge says of a plan after a change that was not as bad before it."""
    worst: dict[tuple[object, ...], int] = {}
    for breach in map(heard, before):
        worst[breach.what] = max(worst.get(breach.what, 0), breach.count or 1)
    fresh = []
    for said in after:
        breach = heard(said)
        if said not in before and (breach.kind is Kind.UNKNOWN or (breach.count or 1) > worst.get(breach.what, 0)):
            fresh.append(breach)
    return fresh
