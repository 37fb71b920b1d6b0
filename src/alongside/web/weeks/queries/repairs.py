"""What a repair costs, in words the practice lead can weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.web.jobs.models import Job
from alongside.web.organisation.models import Team
from alongside.web.weeks.models import Cancellation, Plan, PracticeWeek, PublishedEntry, Visitor
from alongside.web.weeks.publication.difference import What
from alongside.web.weeks.publication.draft import Draft
from alongside.web.weeks.publication.leads import what_happened, when_of

Kind = PublishedEntry.Kind


@dataclass(frozen=True)
class DroppedOut:
    """A cancellation in words."""

    cancellation: Cancellation
    what: str
    when: str


@dataclass(frozen=True)
class Desk:
    """What waits for a decision, with the job that works it out and the repair it proposed; and what was decided."""

    waiting: list[DroppedOut]
    decided: list[DroppedOut]

    @property
    def job(self) -> Job | None:
        return self.waiting[0].cancellation.job if self.waiting else None

    @property
    def repair(self) -> Plan | None:
        return self.waiting[0].cancellation.repair if self.waiting else None


def desk_of(week: PracticeWeek) -> Desk:
    """Newest first. One query."""
    found = week.cancellations.select_related("staff_member", "team", "reported_by", "job", "repair", "week")
    rows = [DroppedOut(c, what_happened(c), when_of(c)) for c in found]
    return Desk([r for r in rows if r.cancellation.is_open], [r for r in rows if not r.cancellation.is_open])


@dataclass(frozen=True)
class Effect:
    """`unseen` and `seen_anew` are teams; `short` visitors left with fewer visits than they were asked for at least."""

    kept: int
    moved: int
    handed_over: int
    cancelled: int
    added: int
    unseen: list[str]
    seen_anew: list[str]
    short: list[str]
    is_fewest: bool
    lengthens_travel: int | None


def effect_of(draft: Draft) -> Effect:
    """Compare the plan with what stands. Two queries beyond the draft's own."""
    before, after = _teams(draft.standing), _teams(draft.wanted)
    names = {t.pk: t.name for t in Team.objects.filter(pk__in=before ^ after)}
    proven = {stage["name"]: stage["proven"] for stage in draft.plan.stages}
    return Effect(
        kept=draft.kept,
        moved=draft.count(What.MOVED, What.PLACE, What.DETAILS),
        handed_over=draft.count(What.VISITOR),
        cancelled=draft.count(What.CANCELLED),
        added=draft.count(What.NEW),
        unseen=sorted(names[pk] for pk in before - after),
        seen_anew=sorted(names[pk] for pk in after - before),
        short=_short(draft),
        is_fewest=bool(proven.get("disturbance")) and draft.plan.version == 1,
        lengthens_travel=_travel(draft),
    )


def _teams(entries: Iterable[PublishedEntry]) -> set[UUID]:
    return {e.team_id for e in entries if e.kind == Kind.VISIT and e.team_id}


def _short(draft: Draft) -> list[str]:
    """Those who now have fewer visits than their minimum, and had enough before; but not those who dropped out themselves."""
    had, have = _load(draft.standing), _load(draft.wanted)
    out = Cancellation.objects.filter(repair=draft.plan, staff_member__isnull=False).values("staff_member")
    visitors = Visitor.objects.filter(week=draft.plan.week_id).exclude(staff_member__in=out).select_related("staff_member")
    return sorted(v.staff_member.name for v in visitors if have[v.staff_member_id] < v.min_visits <= had[v.staff_member_id])


def _load(entries: Iterable[PublishedEntry]) -> Counter[object]:
    return Counter(e.visitor_id for e in entries if e.kind == Kind.VISIT)


def _travel(draft: Draft) -> int | None:
    """Minutes of travel more (or less) than the plan this one mends, where both were judged."""
    base = draft.plan.based_on
    if base is None or len(base.levels) < 5 or len(draft.plan.levels) < 5:
        return None
    return int(draft.plan.levels[4]) - int(base.levels[4])
