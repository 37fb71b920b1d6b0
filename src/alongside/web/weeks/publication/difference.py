"""What a plan changes in what people have been told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from alongside.web.weeks.models import PublishedEntry

Kind = PublishedEntry.Kind
COPIED = ("slot", "site", "team", "activity", "what", "meet", "interpreter")
"""What a standing entry takes over from the plan when it changes."""


class What(StrEnum):
    NEW = "new"
    MOVED = "moved"
    PLACE = "place"
    DETAILS = "details"
    VISITOR = "visitor"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Change:
    """`before` is a saved entry, `after` an unsaved one. A different visitor has both: one entry ends, another begins."""

    what: What
    before: PublishedEntry | None
    after: PublishedEntry | None

    @property
    def slot(self) -> int:
        entry = self.after or self.before
        assert entry is not None
        return entry.slot

    @property
    def ends_and_begins(self) -> bool:
        return self.what is What.VISITOR


def changes_between(standing: Sequence[PublishedEntry], wanted: Iterable[PublishedEntry], *, first_open: int) -> list[Change]:
    """Each difference once, in the order of slots. What took place before `first_open` is never changed."""
    old = {key_of(e): e for e in standing}
    new = {key_of(e): e for e in wanted}
    same = [(old[key], new[key]) for key in new if key in old and old[key].slot >= first_open]
    begun = [e for key, e in new.items() if key not in old and e.slot >= first_open]
    ended = [e for key, e in old.items() if key not in new and e.slot >= first_open]
    found = [Change(what, before, after) for before, after in same if (what := _what_changed(before, after))]
    for before, after in _other_visitor(ended, begun):
        found.append(Change(What.VISITOR, before, after))
        ended.remove(before)
        begun.remove(after)
    found += [Change(What.NEW, None, e) for e in begun] + [Change(What.CANCELLED, e, None) for e in ended]
    return sorted(found, key=lambda change: change.slot)


def key_of(entry: PublishedEntry) -> tuple[Any, ...]:
    """Who meets whom: while this stays the same, it is the same entry in people's calendars."""
    if entry.kind == Kind.SHADOWING:
        return entry.kind, entry.practitioner_id, entry.host_id
    if entry.kind == Kind.CONVERSATION:
        return entry.kind, entry.reference, entry.visitor_id
    return entry.kind, entry.visitor_id, entry.team_id


def _what_changed(before: PublishedEntry, after: PublishedEntry) -> What | None:
    if before.slot != after.slot:
        return What.MOVED
    if before.site_id != after.site_id:
        return What.PLACE
    return What.DETAILS if any(getattr(before, f) != getattr(after, f) for f in COPIED) else None


def _other_visitor(ended: Sequence[PublishedEntry], begun: Sequence[PublishedEntry]) -> list[tuple[PublishedEntry, PublishedEntry]]:
    """Pairs where somebody else now comes to the same team, or holds the same conversation; the same slot first."""
    pairs, taken = [], set()
    for same_slot in (True, False):
        for before in ended:
            if id(before) in taken or before.kind == Kind.SHADOWING:
                continue
            fits = (a for a in begun if id(a) not in taken and _for_the_same(before, a) and (before.slot == a.slot or not same_slot))
            if (after := next(fits, None)) is not None:
                taken |= {id(before), id(after)}
                pairs.append((before, after))
    return pairs


def _for_the_same(a: PublishedEntry, b: PublishedEntry) -> bool:
    return a.kind == b.kind and a.team_id == b.team_id and a.reference == b.reference
