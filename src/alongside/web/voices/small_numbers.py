"""How few is too few to show (design.md): families 8, staff 6, never under 5. Too few are put together, never shown.

Counts in, groups out; nothing here knows of the database.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

FAMILIES = 8
STAFF = 6
NEVER_UNDER = 5
T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True)
class Group(Generic[T]):
    """Teams shown together; `teams` has one where it is a team by itself. `whole` is the service when they are all of it."""

    teams: tuple[T, ...]
    count: int
    service: Hashable | None = None
    whole: bool = False


@dataclass
class _Pool(Generic[T]):
    teams: list[T] = field(default_factory=list)
    count: int = 0

    def add(self, group: Group[T]) -> None:
        self.teams += group.teams
        self.count += group.count


def fewer_than_five(count: int) -> str:
    """A count on its own, as it may be shown."""
    if count == 0:
        return "None yet"
    return "Fewer than 5" if count < NEVER_UNDER else f"{count:,}"


def about(count: int) -> str:
    """A total beside counts that are hidden: rounded to five, so that they cannot be worked out from it."""
    return fewer_than_five(count) if count < NEVER_UNDER else f"About {5 * round(count / 5):,}"


def enough(count: int, total: int, least: int) -> bool:
    """Whether part of a whole may be shown: itself and what it leaves are each nothing, or enough."""
    return count >= least and (total - count == 0 or total - count >= least)


def rolled_up(counts: Mapping[T, int], service_of: Mapping[T, Hashable], least: int) -> list[Group[T]]:
    """Teams with enough by themselves; the rest of each service together; services with too few together.

    What is put together is always enough, so that no smaller number can be worked out by taking one from another: where the rest is too
    few, the smallest group beside it joins. Empty when there are too few altogether.
    """
    groups: list[Group[T]] = []
    left: _Pool[T] = _Pool()
    for service in dict.fromkeys(service_of[team] for team in counts):
        own = {team: count for team, count in counts.items() if service_of[team] == service}
        shown, rest = _in_a_service(own, service, least)
        groups += shown
        if rest is not None:
            left.add(rest)
    while 0 < left.count < least and groups:
        smallest = min(groups, key=lambda group: group.count)
        groups.remove(smallest)
        left.add(smallest)
    if left.count >= least:
        groups.append(Group(tuple(left.teams), left.count))
    return groups


def _in_a_service(own: Mapping[T, int], service: Hashable, least: int) -> tuple[list[Group[T]], Group[T] | None]:
    """What can be shown of one service, and what is too few even together."""
    shown = sorted((Group((team,), count, service) for team, count in own.items() if count >= least), key=lambda group: group.count)
    rest: _Pool[T] = _Pool([team for team, count in own.items() if 0 < count < least], 0)
    rest.count = sum(own[team] for team in rest.teams)
    while 0 < rest.count < least and shown:
        rest.add(shown.pop(0))
    if rest.count == 0:
        return shown, None
    together = Group(tuple(rest.teams), rest.count, service, whole=not shown)
    return ([*shown, together], None) if rest.count >= least else (shown, together)


def cells(counts: list[int], least: int) -> list[str]:
    """A row that adds up to a total that is shown: empty where the whole is too few, and never one hidden cell alone."""
    if sum(counts) < least:
        return []
    hidden = {n for n, count in enumerate(counts) if 0 < count < NEVER_UNDER}
    if len(hidden) == 1:
        others = [n for n, count in enumerate(counts) if count >= NEVER_UNDER]
        hidden.add(min(others, key=lambda n: counts[n]))
    return ["Not shown" if n in hidden else f"{count:,}" if count else "None" for n, count in enumerate(counts)]
