"""The list of visitors as the practice lead reads it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from alongside.web.organisation.models import Seniority, StaffMember
from alongside.web.weeks.models import Availability, PracticeWeek, Visitor


@dataclass(frozen=True)
class VisitorRow:
    visitor: Visitor
    title: str
    free: int  # slots

    @property
    def warning(self) -> str:
        """What will keep this visitor from their fewest visits, if anything."""
        if self.visitor.replied_at and self.free < self.visitor.min_visits:
            return "Free for fewer times than their fewest visits"
        return ""


@dataclass(frozen=True)
class Group:
    name: str
    people: list[StaffMember]


def visitor_rows(week: PracticeWeek) -> list[VisitorRow]:
    """Two queries."""
    found = Visitor.objects.filter(week=week).select_related("staff_member")
    free = dict(Availability.objects.filter(visitor__week=week).values_list("visitor").annotate(Count("pk")))
    rows = [VisitorRow(v, v.staff_member.job_title or v.staff_member.get_seniority_display(), free.get(v.pk, 0)) for v in found]
    order = list(Seniority)
    return sorted(rows, key=lambda row: (order.index(Seniority(row.visitor.staff_member.seniority)), row.visitor.staff_member.name))


def groups_to_choose_from(staff: Iterable[StaffMember]) -> list[Group]:
    """People by seniority, the top first."""
    by_seniority: dict[str, list[StaffMember]] = {level: [] for level in Seniority}
    for person in staff:
        by_seniority[person.seniority].append(person)
    return [Group(Seniority(level).label, sorted(people, key=lambda p: p.name)) for level, people in by_seniority.items() if people]
