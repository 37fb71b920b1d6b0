"""What publishing a plan would change, and who would be told what: the preview, and the same thing done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from alongside.web.weeks.models import Plan, Publication, PublishedEntry
from alongside.web.weeks.publication.clock import first_open_slot
from alongside.web.weeks.publication.difference import Change, What, changes_between
from alongside.web.weeks.publication.telling import Parcel, parcels_for
from alongside.web.weeks.publication.wanted import wanted_entries
from alongside.web.weeks.publication.words import Words, line_of


@dataclass(frozen=True)
class Draft:
    """`latest` is what people hold now; None before the first version."""

    plan: Plan
    latest: Publication | None
    standing: Sequence[PublishedEntry]
    wanted: Sequence[PublishedEntry]
    changes: Sequence[Change]
    first_open: int = 0

    @cached_property
    def words(self) -> Words:
        return Words(self.plan.week)

    @cached_property
    def lines(self) -> list[dict[str, object]]:
        return [line_of(change, self.words) for change in self.changes]

    @cached_property
    def parcels(self) -> list[Parcel]:
        return parcels_for(self.changes, self.words, self.plan.week)

    @property
    def unreachable(self) -> list[Parcel]:
        return [parcel for parcel in self.parcels if not parcel.address]

    @property
    def is_overtaken(self) -> bool:
        """Another version was published after this plan was made, so it may undo what that version did."""
        return self.latest is not None and self.latest.plan_id != self.plan.pk and self.latest.published_at > self.plan.created_at

    @property
    def is_first(self) -> bool:
        return self.latest is None

    def count(self, *what: What) -> int:
        return sum(change.what in what for change in self.changes)

    @property
    def kept(self) -> int:
        """Entries that stay exactly as people have them."""
        touched = {id(change.before) for change in self.changes}
        return sum(id(entry) not in touched for entry in self.standing)


def draft_of(plan: Plan, *, now: dt.datetime) -> Draft:
    """Compare the plan with what stands. The number of queries does not depend on how much there is."""
    latest = plan.week.publications.order_by("-number").first()
    related = ("visitor", "team", "practitioner", "host", "site")
    standing = list(PublishedEntry.objects.filter(week_id=plan.week_id).standing().select_related(*related).order_by("slot", "kind", "id"))
    wanted = wanted_entries(plan)
    first_open = first_open_slot(plan.week, now) if latest else 0
    return Draft(plan, latest, standing, wanted, changes_between(standing, wanted, first_open=first_open), first_open)
