"""Who manages whom: up to the top, and down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.web.organisation.lines import below, upwards
from alongside.web.organisation.models import Post, StaffMember, Team


@dataclass
class Reports:
    """A person and those who answer to them; `everyone` counts them and all below."""

    person: StaffMember
    reports: list[Reports] = field(default_factory=list)
    everyone: int = 0


def _above(directorate_id: UUID) -> dict[UUID, UUID | None]:
    rows = StaffMember.objects.filter(directorate_id=directorate_id).order_by("name")
    return dict(rows.values_list("pk", "manager_id"))


def line_above(start: StaffMember) -> list[StaffMember]:
    """Who `start` answers to, nearest first. Two queries, however long the line."""
    way = upwards(start.pk, _above(start.directorate_id))
    people = StaffMember.objects.in_bulk(way)
    return [people[pk] for pk in way]


def line_below(top: StaffMember) -> Reports:
    """Those who answer to `top` and those who answer to them; further down only counted. Two queries."""
    reports = below(_above(top.directorate_id))
    shown = [*reports.get(top.pk, []), *(deeper for pk in reports.get(top.pk, []) for deeper in reports.get(pk, []))]
    people = StaffMember.objects.select_related("team").in_bulk(shown)
    current = {pk: person for pk, person in people.items() if person.retired_on is None}
    found = Reports(top, everyone=_count(top.pk, reports))
    for pk in reports.get(top.pk, []):
        if pk in current:
            deeper = [Reports(current[d], everyone=_count(d, reports)) for d in reports.get(pk, []) if d in current]
            found.reports.append(Reports(current[pk], deeper, _count(pk, reports)))
    return found


def _count(start: UUID, reports: dict[UUID, list[UUID]]) -> int:
    """Everybody below, each once, even where the line goes round."""
    seen: set[UUID] = set()
    waiting = list(reports.get(start, []))
    while waiting:
        pk = waiting.pop()
        if pk not in seen and pk != start:
            seen.add(pk)
            waiting += reports.get(pk, [])
    return len(seen)


def managers_of(teams: Iterable[Team]) -> dict[UUID, list[StaffMember]]:
    """Team to those who hold a post that manages it. One query."""
    posts = Post.objects.filter(team__in=teams, manages_team=True, retired_on=None, holder__isnull=False, holder__retired_on=None)
    found: dict[UUID, list[StaffMember]] = {}
    for post in posts.select_related("holder").order_by("code"):
        if post.holder is not None:
            found.setdefault(post.team_id, []).append(post.holder)
    return found


def matching(people: QuerySet[StaffMember], words: str) -> QuerySet[StaffMember]:
    """Every word is in the name, job title, staff number or e-mail address."""
    for word in words.split()[:6]:
        people = people.filter(Q(name__icontains=word) | Q(job_title__icontains=word) | Q(code__icontains=word) | Q(email__icontains=word))
    return people


def teams_matching(teams: QuerySet[Team], words: str) -> QuerySet[Team]:
    for word in words.split()[:6]:
        teams = teams.filter(
            Q(name__icontains=word) | Q(code__icontains=word) | Q(service__name__icontains=word) | Q(site__name__icontains=word)
        )
    return teams


def visible_person(user: Any) -> QuerySet[StaffMember]:
    return StaffMember.objects.visible_to(user).select_related("service", "team", "base", "manager")
